# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges generated e-invoices in both syntaxes: the rules of EN 16931, UN/CEFACT's XML Schema of D16B where Debian's
package tryton-modules-edocument-uncefact brings it, and the totals that Foyer shows on page and paper.

    e_invoice_oracle.py INVOICE_SAMPLES [COUNT]
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import en16931_rules as rules  # noqa: E402

SCHEMA = pathlib.Path("/usr/lib/python3/dist-packages/trytond/modules/edocument_uncefact/tests/16B-CII/data/standard/"
                      "CrossIndustryInvoice_100pD16B.xsd")


def compare(path, invoice, facts):
    problems = [f"{name} is {invoice[name]}, not {facts[name]}"
                for name in ("lineNet", "withoutTax", "tax", "withTax", "payable")
                if invoice[name] != Decimal(facts[name])]
    if (invoice["rounding"] or 0) != Decimal(facts["rounding"]) or (invoice["allowance"] or 0) != Decimal(facts["allowance"]):
        problems.append("rounding or allowance")
    for name in ("number", "currency", "day"):
        if invoice[name] != facts[name]:
            problems.append(name)
    if invoice["type"] != ("381" if facts["isCreditNote"] else "380") or len(invoice["lines"]) != facts["lines"]:
        problems.append("type or lines")
    if invoice["seller"]["name"] != facts["seller"] or invoice["buyer"]["name"] != facts["buyer"]:
        problems.append("parties")
    taxes = [(tax["category"], str(tax["rate"]) if tax["rate"] is not None else "0", tax["taxable"], tax["amount"])
             for tax in invoice["taxes"]]
    if taxes != [(tax["category"], tax["rate"], Decimal(tax["taxable"]), Decimal(tax["amount"])) for tax in facts["taxes"]]:
        problems.append("taxes")
    return [f"{path.name}: {problem}" for problem in problems]


def mutations(text):
    """Ways to break a sound invoice, with a rule that must then be named. Each is tried where it applies."""
    return [
        ("BR-CO-10", r"(<(?:ram:LineTotalAmount|cbc:LineExtensionAmount[^>]*)>)(-?)(\d)", r"\g<1>\g<2>9\3"),
        ("BR-CO-16", r"(<(?:ram:DuePayableAmount|cbc:PayableAmount[^>]*)>)(-?)(\d)", r"\g<1>\g<2>9\3"),
        ("BR-CO-15", r"(<(?:ram:GrandTotalAmount|cbc:TaxInclusiveAmount[^>]*)>)(-?)(\d)", r"\g<1>\g<2>9\3"),
        ("BR-CO-14", r"(<(?:ram:TaxTotalAmount[^>]*|cac:TaxTotal>\s*<cbc:TaxAmount[^>]*)>)(-?)(\d)", r"\g<1>\g<2>9\3"),
        ("BR-02", r"(<(?:rsm:ExchangedDocument>\s*<ram:ID|cbc:CustomizationID>[^<]*</cbc:CustomizationID>\s*"
                  r"(?:<cbc:ProfileID>[^<]*</cbc:ProfileID>\s*)?<cbc:ID)>)[^<]*", r"\1"),
        ("BR-CL-14", r"<(ram:CountryID|cbc:IdentificationCode)>..<", r"<\1>Germany<"),
        ("BR-25", r"<ram:SpecifiedTradeProduct>\s*<ram:Name>[^<]*</ram:Name>|<cbc:Name>[^<]*</cbc:Name>(?=\s*<cac:Class)",
         lambda match: "<ram:SpecifiedTradeProduct>" if match.group().startswith("<ram") else ""),
        ("BR-CL-23", r'unitCode="[^"]*"', 'unitCode="hour"'),
        ("BR-CO-26", r"<(?:ram:ID|ram:SpecifiedTaxRegistration)( schemeID=\"VA\")?>\s*(<ram:ID schemeID=\"VA\">)?DE123456789"
                     r"</ram:ID>(\s*</ram:SpecifiedTaxRegistration>)?", ""),
    ]


def check_mutations(text, path, seen):
    problems = []
    for rule, pattern, replacement in mutations(text):
        changed, times = re.subn(pattern, replacement, text, count=1)
        if times == 0 or changed == text:
            continue
        if rule in rules.broken(rules.read(changed)):
            seen.add((rule, path.name[-7:-4]))
        elif rule != "BR-CO-26":  # an identifier may stand beside the VAT number
            problems.append(f"{path.name}: {rule} was broken and not noticed")
    return problems


def check_schema(files):
    if not SCHEMA.exists():
        print(f"UN/CEFACT's schema is not here ({SCHEMA}): install tryton-modules-edocument-uncefact", file=sys.stderr)
        return []
    broken = files[0].with_name("broken-cii.xml")
    broken.write_text(files[0].read_text().replace("ram:LineTotalAmount>", "ram:LineTotal>"))
    if subprocess.run(["xmllint", "--noout", "--schema", SCHEMA, broken], capture_output=True, check=False).returncode == 0:
        return ["the schema takes everything"]
    run = subprocess.run(["xmllint", "--noout", "--schema", SCHEMA, *files], capture_output=True, text=True, check=False)
    if run.returncode == 0 and run.stderr.count(" validates") == len(files):
        return []
    return [line for line in run.stderr.splitlines() if not line.endswith(" validates")] or ["the schema did not run"]


def main():
    program, count = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "120"
    if os.environ.get("FOYER_WHOLE_RUN"):
        count = "10000"
    problems, categories, seen, noted = [], {}, set(), 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder, count, "16931", "--no-pdf"], check=True)
        for facts_file in sorted(pathlib.Path(folder).glob("*.json")):
            facts = json.loads(facts_file.read_text())
            for syntax in ("cii", "ubl"):
                path = facts_file.with_name(f"{facts_file.stem}-{syntax}.xml")
                text = path.read_text()
                invoice = rules.read(text)
                problems += [f"{path.name}: {rule}" for rule in rules.broken(invoice)]
                problems += [f"{path.name}: {problem}" for problem in rules.shape_problems(text)]
                problems += compare(path, invoice, facts)
                if noted < 60:
                    problems += check_mutations(text, path, seen)
                    noted += 1
                for tax in invoice["taxes"]:
                    categories[tax["category"]] = categories.get(tax["category"], 0) + 1
                categories[invoice["type"]] = categories.get(invoice["type"], 0) + 1
                categories["discounts"] = categories.get("discounts", 0) + bool(invoice["allowances"])
                categories["xrechnung"] = categories.get("xrechnung", 0) + ("xrechnung" in invoice["specification"])
        problems += check_schema(sorted(pathlib.Path(folder).glob("*-cii.xml")))
    wanted = {"S", "Z", "E", "AE", "O", "380", "381", "discounts", "xrechnung"}
    if missing := {name for name in wanted if not categories.get(name)}:
        problems.append(f"no invoice with {missing}")
    if len(seen) < 16:
        problems.append(f"only these faults were noticed: {sorted(seen)}")
    print(f"{count} invoices in two syntaxes:", ", ".join(f"{key} {value}" for key, value in sorted(categories.items())))
    print(f"{len(seen)} kinds of faults were noticed when they were made")
    for problem in problems[:40]:
        print(problem)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
