# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges 50 generated e-invoices in both syntaxes by the official schematron of EN 16931, compiled to XSLT as
CEN/TC 434 publishes it. The rules are not ours to ship: the folder that FOYER_EN16931 names, else data/en16931 of the
shared folder beside the project, holds one *CII*.xslt and one *UBL*.xslt. Without them, or without Saxon-HE
(libsaxonhe-java), it says so and is skipped.

    official_en16931.py INVOICE_SAMPLES [COUNT]
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SKIPPED = 77
SAXON = pathlib.Path("/usr/share/java/Saxon-HE.jar")
RULES = pathlib.Path(os.environ.get("FOYER_EN16931") or
                     pathlib.Path(__file__).resolve().parents[3] / "shared/data/en16931")
FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"


def judged(rules, folder, answers):
    """{file name: [ids of the fatal rules it breaks]}; one run of the Java machine for a whole folder."""
    answers.mkdir()
    subprocess.run(["java", "-cp", SAXON, "net.sf.saxon.Transform", f"-s:{folder}", f"-xsl:{rules}", f"-o:{answers}"],
                   check=True)
    broken = {}
    for answer in answers.iterdir():
        report = ElementTree.parse(answer).getroot()
        if not report.tag.startswith("{http://purl.oclc.org/dsdl/svrl}"):
            raise ValueError(f"{rules} answers with {report.tag}, not with a report of schematron")
        broken[answer.stem] = [fault.get("id") for fault in report.iter(FAILED) if fault.get("flag", "fatal") == "fatal"]
    return broken


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 50
    found = {syntax: sorted(RULES.glob(f"*{syntax.upper()}*.xslt")) for syntax in ("cii", "ubl")}
    if not all(found.values()) or not SAXON.exists() or not shutil.which("java"):
        print(f"skipped: needs *CII*.xslt and *UBL*.xslt in {RULES}, java, and {SAXON} of libsaxonhe-java")
        return SKIPPED
    problems = []
    with tempfile.TemporaryDirectory() as name:
        top = pathlib.Path(name)
        (top / "made").mkdir()
        subprocess.run([program, top / "made", str(count), "16931", "--no-pdf"], check=True)
        for syntax, rules in found.items():
            folder = top / syntax
            folder.mkdir()
            files = sorted((top / "made").glob(f"*-{syntax}.xml"))
            for file in files:
                shutil.copy(file, folder)
            # One that must not pass, or the rules judge nothing.
            spoilt = re.sub(r"(<(?:ram:DuePayableAmount|cbc:PayableAmount[^>]*)>)", r"\g<1>9", files[0].read_text(), count=1)
            (folder / "spoilt.xml").write_text(spoilt)
            broken = judged(rules[-1], folder, top / f"{syntax}-answers")
            if "BR-CO-16" not in broken.pop("spoilt"):
                problems.append(f"{rules[-1].name} does not notice a wrong amount due")
            problems += [f"{file}: {', '.join(ids)}" for file, ids in sorted(broken.items()) if ids]
            print(f"{syntax}: {len(broken)} invoices judged by {rules[-1].name}")
            if len(broken) != len(files):
                problems.append(f"{syntax}: {len(files)} invoices, {len(broken)} answers")
    for problem in problems[:40]:
        print(problem)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
