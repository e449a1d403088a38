# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for what makes a PDF an archive (PDF/A-3b, ISO 19005-3) and an e-invoice (Factur-X 1.0) in generated invoices,
with qpdf and poppler as the eyes. No complete validator: veraPDF is not in Debian.

    pdf_a_oracle.py INVOICE_SAMPLES
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fx": "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
FORBIDDEN = {"/JavaScript", "/Launch", "/URI", "/Sound", "/Movie", "/Encrypt", "/ResetForm", "/ImportData", "/XFA"}


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout


class Document:
    """The objects of a PDF as qpdf tells them."""

    def __init__(self, path):
        found = json.loads(run("qpdf", "--json=2", "--json-stream-data=none", path))["qpdf"][1]
        self.path = path
        self.objects = {name[4:]: value for name, value in found.items() if name.startswith("obj:")}
        self.trailer = found["trailer"]["value"]

    def get(self, value):
        found = self.objects.get(value) if isinstance(value, str) else None
        if found is None:
            return value
        return found["stream"]["dict"] if "stream" in found else found["value"]

    def raw(self, reference):
        return run("qpdf", f"--show-object={reference.split()[0]}", "--filtered-stream-data", self.path)

    def dictionaries(self):
        for value in self.objects.values():
            inner = value["stream"]["dict"] if "stream" in value else value["value"]
            if isinstance(inner, dict):
                yield inner


def check_fonts(document, problems):
    fonts = [one for one in document.dictionaries() if one.get("/Type") == "/Font"]
    descriptors = [one for one in document.dictionaries() if one.get("/Type") == "/FontDescriptor"]
    if not fonts or not descriptors or not all("/FontFile2" in one for one in descriptors):
        problems.append("a font is not embedded")
    for font in fonts:
        if font["/Subtype"] == "/CIDFontType2" and "/CIDToGIDMap" not in font:
            problems.append("a font without CIDToGIDMap")
        if font["/Subtype"] == "/Type0" and "/ToUnicode" not in font:
            problems.append("a font without ToUnicode")


def check_metadata(document, root, problems):
    stream = document.get(root["/Metadata"])
    if stream.get("/Type") != "/Metadata" or stream.get("/Subtype") != "/XML" or "/Filter" in stream:
        problems.append("the metadata's stream")
    packet = ElementTree.fromstring(document.raw(root["/Metadata"]).decode().split("?>", 1)[1].rsplit("<?", 1)[0])
    found = {path: packet.findtext(f".//{path}", namespaces=NAMES) for path in (
        "pdfaid:part", "pdfaid:conformance", "fx:DocumentFileName", "fx:DocumentType", "fx:Version",
        "fx:ConformanceLevel", "pdfaSchema:namespaceURI", "pdfaSchema:prefix")}
    if list(found.values()) != ["3", "B", "factur-x.xml", "INVOICE", "1.0", "EN 16931", NAMES["fx"], "fx"]:
        problems.append(f"the metadata says {found}")
    names = {one.text for one in packet.iterfind(".//pdfaProperty:name", NAMES)}
    if names != {"DocumentFileName", "DocumentType", "Version", "ConformanceLevel"}:
        problems.append("the extension schema")
    title = packet.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=NAMES)
    if "u:" + title != document.get(document.trailer["/Info"]).get("/Title"):
        problems.append("two titles")


def check_file(document, root, cii, folder, problems):
    associated = document.get(root.get("/AF"))
    if not isinstance(associated, list) or len(associated) != 1:
        problems.append("no associated file")
        return
    file = document.get(associated[0])
    if file.get("/AFRelationship") != "/Alternative" or file.get("/F") != "u:factur-x.xml" or \
            file.get("/UF") != "u:factur-x.xml":
        problems.append(f"the file's entry {file}")
    embedded = document.get(file["/EF"])
    if embedded.get("/F") != embedded.get("/UF"):
        problems.append("F and UF hold two files")
    stream = document.get(embedded["/F"])
    if stream.get("/Subtype") != "/text/xml" or "/ModDate" not in document.get(stream["/Params"]):
        problems.append("the file's stream")
    run("pdfdetach", "-save", "1", "-o", folder / "detached.xml", document.path)
    if (folder / "detached.xml").read_bytes() != cii.read_bytes():
        problems.append("pdfdetach gives another file")


def judge(path, folder):
    problems = []
    run("qpdf", "--check", path)
    head = path.read_bytes()
    if not head.startswith(b"%PDF-1.7\n%") or min(head[10:14]) < 128:
        problems.append("the header")
    document = Document(path)
    root = document.get(document.trailer["/Root"])
    if len(document.trailer.get("/ID", [])) != 2:
        problems.append("no ID")
    intents = [document.get(one) for one in document.get(root.get("/OutputIntents", []))]
    if len(intents) != 1 or intents[0]["/S"] != "/GTS_PDFA1" or document.get(intents[0]["/DestOutputProfile"])["/N"] != 3:
        problems.append("the colour profile")
    elif document.raw(intents[0]["/DestOutputProfile"])[36:40] != b"acsp":
        problems.append("the colour profile is none")
    names = {key for one in document.dictionaries() for key in one} | \
        {one.get("/S") for one in document.dictionaries() if isinstance(one.get("/S"), str)}
    if names & FORBIDDEN:
        problems.append(f"forbidden: {names & FORBIDDEN}")
    if any(one.get("/Subtype") == "/Image" and one.get("/Interpolate") for one in document.dictionaries()):
        problems.append("an interpolated picture")
    check_fonts(document, problems)
    check_metadata(document, root, problems)
    check_file(document, root, path.with_name(path.stem + "-cii.xml"), folder, problems)
    return [f"{path.name}: {problem}" for problem in problems]


def main():
    problems = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.argv[1], name, "24", "19005"], check=True)
        files = sorted(folder.glob("*.pdf"))
        for path in files:
            problems += judge(path, folder)
        with tempfile.TemporaryDirectory() as again:
            subprocess.run([sys.argv[1], again, "24", "19005"], check=True)
            for path in files:
                if (pathlib.Path(again) / path.name).read_bytes() != path.read_bytes():
                    problems.append(f"{path.name}: another process makes other bytes")
    print(f"{len(files)} PDFs looked at")
    print("\n".join(problems))
    return bool(problems) or not files


if __name__ == "__main__":
    sys.exit(main())
