#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes statements for 1,000 generated invoices in four formats, and compares what Foyer books with the truth.

    statement_oracle.py ECHO [COUNT]

ECHO is the program made from statement_echo.cpp. Every line that names its invoice must be matched to it, with
its amount; every line made to mislead must be matched to none. The seed is fixed: a failure comes again.
"""
import csv
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

SEED = 20270611
ACCOUNT = "DE02120300000000202051"
NAMES = ["Anna Muster", "Ben Koch", "Clara Diaz", "Dora Ek", "Emil Frank", "Fatma Yilmaz", "Greta Olsen"]
QR_TABLE = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]


def mod97(text):
    return int("".join(str(int(c, 36)) for c in text)) % 97


def rf(body):
    return "RF%02d%s" % (98 - mod97(body + "RF00"), body)


def iban(dice):
    body = "".join(dice.choice("0123456789") for _ in range(18))
    return "DE%02d%s" % (98 - mod97(body + "DE00"), body)


def qrr(digits):
    carry = 0
    for c in digits.zfill(26):
        carry = QR_TABLE[(carry + int(c)) % 10]
    return digits.zfill(26) + str((10 - carry) % 10)


def grouped(text, size=4):
    return " ".join(text[i:i + size] for i in range(0, len(text), size))


def grouped_qrr(text):
    return text[:2] + " " + grouped(text[2:], 5)


def is_weak(number):
    return number.isdigit()


def some_invoices(dice, count):
    """Numbers of several schemes; some are the beginning or the end of others."""
    invoices = []
    for i in range(1, count + 1):
        scheme = dice.randrange(5)
        number = {
            0: "2026-%04d" % i,
            1: "R%d/26" % i,
            2: "INV-%d" % i,
            3: str(40000 + i),
            4: "2025-%d-B" % i,
        }[scheme]
        total = dice.randrange(1, 500000)
        due = dice.choice([0, total, max(1, total // 3)])
        invoices.append({
            "id": i, "number": number, "currency": "EUR", "open": total, "due": due,
            "references": [rf("FY%dQ%d" % (i, scheme)), qrr(str(7000000 + i))],
            "names": [dice.choice(NAMES)],
        })
    return invoices


def a_naming_text(dice, invoice):
    number = invoice["number"]
    reference, qr = invoice["references"]
    named = dice.choice(["Rechnung %s", "Rechnung Nr. %s", "Invoice no. %s", "RG %s", "Rechnungsnummer: %s"]) % number
    texts = [
        named,
        named + " vom 12.03.2026",
        "Vielen Dank fuer die schoenen Bilder, " + named + " Gruss",
        "Kd 887 von " + grouped(iban(dice)) + " " + named,
        reference,
        "Ref. " + grouped(reference) + " danke schoen",
        grouped_qrr(qr),
        "Zahlung " + reference + " - " + named,
    ]
    if not is_weak(number):
        texts += [number, "Hochzeit " + number + ", Anna und Ben", "danke! (" + number.lower() + ")"]
    return dice.choice(texts)


def a_misleading_line(dice, invoices, numbers, references):
    """A text that names no invoice, or no single one; the amount of one of them, to tempt."""
    one, other = dice.sample(invoices, 2)
    number = one["number"]
    twisted = list(one["references"][0])
    at = dice.randrange(4, len(twisted))
    twisted[at] = "7" if twisted[at] != "7" else "8"
    candidates = [
        "Rechnung " + number + str(dice.randrange(10)),
        "Rechnung " + str(dice.randrange(1, 10)) + number,
        "Rechnung " + number[:-1],
        "Rechnung " + number + "-" + str(dice.randrange(1, 9)),
        "Rechnung " + number + "/" + str(dice.randrange(1, 9)),
        "Rechnung X-" + number,
        number + " und " + other["number"],
        one["references"][0] + " " + one["references"][1] + " " + other["references"][0],
        "".join(twisted),
        one["references"][0] + dice.choice("0123456789"),
        "IBAN " + grouped(iban(dice)),
        "danke fuer alles",
    ]
    if number[0].isdigit():
        candidates += ["Tel. " + number, "+49 170 " + number, "030 " + number]
    if is_weak(number):
        candidates += ["Kundennummer " + number, "Hauptstrasse " + number, number + " Abzuege",
                       "DE02 " + number[:4] + " 0000 0000 2020 51"]
    text = dice.choice(candidates)
    words = [w.strip(".,") for w in text.upper().replace("RECHNUNG ", "").split()]
    # By accident another invoice may be named rightly: then it does not mislead.
    if len([w for w in words if w in numbers]) == 1 and "/" not in text and not text.startswith(("Tel", "+", "K", "H")):
        return a_misleading_line(dice, invoices, numbers, references)
    if text.replace(" ", "") in references:
        return a_misleading_line(dice, invoices, numbers, references)
    return {"text": text, "amount": one["open"], "name": one["names"][0], "truth": 0}


def the_lines(dice, invoices):
    numbers = {i["number"].upper() for i in invoices}
    references = {r for i in invoices for r in i["references"]}
    lines = []
    for invoice in invoices:
        amount = dice.choice([invoice["open"], invoice["due"] or invoice["open"], invoice["open"] + 7,
                              max(1, invoice["open"] - 3)])
        lines.append({"text": a_naming_text(dice, invoice), "amount": amount, "name": dice.choice(NAMES),
                      "truth": invoice["id"], "due": amount in (invoice["open"], invoice["due"]),
                      "open": invoice["open"]})
    for _ in range(len(invoices)):
        lines.append(a_misleading_line(dice, invoices, numbers, references))
    for invoice in dice.sample(invoices, len(invoices) // 10):
        lines.append({"text": a_naming_text(dice, invoice), "amount": -invoice["open"], "name": "x", "truth": 0})
    dice.shuffle(lines)
    for place, line in enumerate(lines):
        line["day"] = "2026-%02d-%02d" % (1 + place % 12, 1 + place % 28)
        line["ref"] = "B%06d" % place
    return lines


def decimal(minor, mark="."):
    return "%d%s%02d" % (abs(minor) // 100, mark, abs(minor) % 100)


def as_camt(dice, lines):
    out = ["<?xml version='1.0' encoding='UTF-8'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.%02d'>"
           % dice.choice([2, 4, 8]), "<BkToCstmrStmt><Stmt><Acct><Id><IBAN>%s</IBAN></Id></Acct>" % ACCOUNT]

    def balance(kind, minor):
        out.append("<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>%s</Amt><CdtDbtInd>%s</CdtDbtInd></Bal>"
                   % (kind, decimal(minor), "DBIT" if minor < 0 else "CRDT"))

    balance("OPBD", 12345)
    balance("CLBD", 12345 + sum(line["amount"] for line in lines))
    for line in lines:
        bare = line["text"].replace(" ", "")
        if (bare.startswith("RF") or bare.isdigit() and len(bare) == 27) and dice.random() < 0.5 and len(bare) < 30:
            remittance = "<Strd><CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd>" % escape(bare)
        else:
            remittance = "<Ustrd>%s</Ustrd>" % escape(line["text"])
        mark = "DBIT" if line["amount"] < 0 else "CRDT"
        party = "Cdtr" if line["amount"] < 0 else "Dbtr"
        out.append("<Ntry><Amt Ccy='EUR'>%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>%s</Dt></BookgDt>"
                   "<AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
                   "<RltdPties><%s><Nm>%s</Nm></%s></RltdPties><RmtInf>%s</RmtInf></TxDtls></NtryDtls></Ntry>"
                   % (decimal(line["amount"]), mark, line["day"], line["ref"], party, escape(line["name"]), party,
                      remittance))
    out.append("</Stmt></BkToCstmrStmt></Document>")
    return "\n".join(out).encode()


def as_mt940(dice, lines):
    out = [":20:ORACLE", ":25:" + ACCOUNT, ":28C:1/1", ":60F:C251231EUR123,45"]
    for line in lines:
        day = line["day"][2:].replace("-", "")
        out.append(":61:%s%s%s%sNTRFNONREF//%s" % (day, day[2:], "D" if line["amount"] < 0 else "C",
                                                 decimal(line["amount"], ","), line["ref"]))
        style = dice.randrange(3)
        if style == 0:
            # The wrap may fall anywhere, also inside a number.
            purpose = ("SVWZ+" if dice.random() < 0.7 else "") + line["text"]
            pieces = [purpose[i:i + 27] for i in range(0, len(purpose), 27)]
            if dice.random() < 0.3:
                pieces = [piece.strip() for piece in pieces]
            field = "166?00GUTSCHRIFT" + "".join("?%d%s" % (20 + i, piece) for i, piece in enumerate(pieces))
            field += "?32" + line["name"]
            out += [":86:" + field[:65]] + [field[i:i + 65] for i in range(65, len(field), 65)]
        elif style == 1 and "/" not in line["text"]:
            field = "/TRCD/00100/CNTP/NL20INGB0001234567/INGBNL2A/%s///REMI/USTD//%s//" % (line["name"], line["text"])
            out += [":86:" + field[:65]] + [field[i:i + 65] for i in range(65, len(field), 65)]
        else:
            out += [":86:" + line["text"][:65]] + [line["text"][i:i + 65] for i in range(65, len(line["text"]), 65)]
    closing = 12345 + sum(line["amount"] for line in lines)
    out += [":62F:%s261231EUR%s" % ("D" if closing < 0 else "C", decimal(closing, ",")), "-"]
    return "\r\n".join(out).encode("cp1252")


def as_ofx(dice, lines):
    out = ["OFXHEADER:100", "DATA:OFXSGML", "VERSION:102", "", "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR",
           "<BANKACCTFROM><ACCTID>%s</BANKACCTFROM><BANKTRANLIST>" % ACCOUNT]
    for line in lines:
        mark = dice.choice(",.")
        out.append("<STMTTRN><TRNTYPE>OTHER<DTPOSTED>%s120000<TRNAMT>%s%s<FITID>%s<NAME>%s<MEMO>%s</STMTTRN>"
                   % (line["day"].replace("-", ""), "-" if line["amount"] < 0 else "", decimal(line["amount"], mark),
                      line["ref"], escape(line["name"]), escape(line["text"])))
    out.append("</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>")
    return "\n".join(out).encode()


def as_csv(dice, lines):
    german = dice.random() < 0.5
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if german else ",")
    writer.writerow(["Buchungstag", "Name", "Verwendungszweck", "Betrag", "Waehrung", "Saldo", "Bankreferenz"] if german
                    else ["Date", "Payer", "Description", "Amount", "Currency", "Balance", "Bank reference"])
    balance = 12345
    for line in lines:
        balance += line["amount"]
        values = []
        for minor in (line["amount"], balance):
            digits = decimal(minor, ",") if german else "{:,}.{:02d}".format(abs(minor) // 100, abs(minor) % 100)
            values.append(("-" if minor < 0 else "") + digits)
        year, month, day = line["day"].split("-")
        writer.writerow(["%s.%s.%s" % (day, month, year) if german else line["day"], line["name"], line["text"],
                         values[0], "EUR", values[1], line["ref"]])
    return text.getvalue().encode("utf-16" if dice.random() < 0.3 else "utf-8")


def main():
    echo = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    dice = random.Random(SEED)
    invoices = some_invoices(dice, count)
    exact = misled = faults = 0
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "invoices.json")
        listed.write_text(json.dumps(invoices))
        for name, write in (("camt", as_camt), ("mt940", as_mt940), ("ofx", as_ofx), ("csv", as_csv)):
            lines = the_lines(dice, invoices)
            file = Path(folder, name)
            file.write_bytes(write(dice, lines))
            run = subprocess.run([echo, listed, file], capture_output=True, check=False)
            if run.returncode != 0:
                print(name, "was not read:", run.stderr.decode())
                return 1
            said = json.loads(run.stdout)
            if len(said["lines"]) != len(lines) or said["warnings"]:
                print(name, len(said["lines"]), "lines of", len(lines), said["warnings"][:3])
                return 1
            for line, got in zip(lines, said["lines"]):
                wanted = line["truth"]
                is_right = got["invoice"] == wanted and got["amount"] == line["amount"] and got["day"] == line["day"]
                if wanted:
                    exact += 1
                    is_right = is_right and got["kind"] == ("exact" if line["due"] else "partial")
                    is_right = is_right and got["pays"] == min(line["amount"], line["open"])
                else:
                    misled += 1
                    is_right = is_right and got["kind"] in ("ask", "none")
                if not is_right:
                    faults += 1
                    if faults <= 10:
                        print(name, "wrong:", line, got)
    print("%d named lines and %d misleading ones in four formats, %d wrong" % (exact, misled, faults))
    return 1 if faults or exact != 4 * count else 0


if __name__ == "__main__":
    sys.exit(main())
