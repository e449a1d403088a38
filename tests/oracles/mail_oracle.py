#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads 10,000 mails to and from people with hostile names with Python's email module: another reader must find
exactly the headers that were meant, exactly the bodies, and exactly the files.

    mail_oracle.py MAIL_ECHO [COUNT]
"""

import base64
import email
import email.errors
import email.header
import email.policy
import email.utils
import json
import random
import re
import subprocess
import sys

NAUGHTY = [
    "", "Ada Lovelace", "Zoë Ångström", "山田 太郎", "محمد بن عبد الله", "שלום עולם", "👩🏽‍🎤 Zed 👨‍👩‍👧‍👦", "ﷺ", "Ω≈ç√∫˜µ≤≥÷",
    "\u202eevil\u202c", "\u200bzero\u200d", "\ufeffbom", "Ada, Bob <eve@example.org>", "\"Ada\" 'B' \\ back", "\\", "\"",
    "a\"b\\c", "=?utf-8?Q?not_encoded?=", "=?utf-8?B?", "=?x?=", "?=", "=?utf-8?q?a?= =?utf-8?q?b?=", " leading", "trailing ",
    "  two  blanks  ", "\ttab\t", "a,b;c:d@e<f>(g)[h]", "(a comment)", "(", ")", "<script>alert(1)</script>", "' OR 1=1 --",
    "%s%n%x", "$HOME `id`", "{{recipient.portal_link}}", "../../etc/passwd", "CON", "null", "undefined", "true", ".", "..",
    ".Net", "Dr. Ada", "Ada B.", "x" * 60, "x" * 61, "y" * 300, "ä" * 44, "ä" * 200, "日" * 120, "a b " * 60, "é è " * 50,
    "e\u0301" * 30, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L", "\u0001\u0002\u001f", "\u007f", "\u0085next", "\u2028line\u2029par", "–—…„“”",
    "From here", "-", "--", "--=_a_", "Content-Type: text/html", "Bcc: eve@example.org", "a\u00a0b", "Straße & Söhne GmbH",
    "Александра Константиновна Преображенская-Достоевская", "Ελληνικά ονόματα εδώ και τώρα", "नमस्ते दुनिया", "ไทย", "𝕳𝖊𝖑𝖑𝖔",
    "\U0001f1e9\U0001f1ea", "~!@#$%^&*()_+`-={}|[]\\:\";'<>?,./", "_under_score_", "a=3D b", "=", "==", "=\u0020=",
]
BREAKERS = ["a\r\nBcc: eve@example.org", "a\nb", "a\rb", "\r\n", "a\r\n\r\nbody", "a\0b", "\n", "\x00"]
BODIES = [
    "Hello,\n\nplain words.\n", "From here\nFrom there\n.\n..\n.dot\n", "trailing blank \n\ttab\t\n \n", "=3D = =\n", "x" * 3000 + "\n",
    "ä" * 1000 + "\n", "日本語。" * 300 + "\n", "--=_a_000\n--=_m_\n", "\n\n\nend\n", "no end", "👩🏽‍🎤 " * 60 + "\n", "a" * 75 + ".\n" + "b" * 74 + ".c\n",
    "w " * 400 + "\n", "x" * 75 + "From a\n", "\u2028 \u0085 \x0b \x0c end\n", "<p>&amp; not html</p>\n", "",
]


def text(rand: random.Random) -> str:
    """A hostile text: one of the known, several joined, or characters from anywhere."""
    choice = rand.random()
    if choice < 0.45:
        return rand.choice(NAUGHTY)
    if choice < 0.75:
        return rand.choice([" ", "", ", ", "?="]).join(rand.choices(NAUGHTY, k=rand.randint(2, 4)))
    made = []
    for _ in range(rand.randint(1, 120)):
        low, high = rand.choice([(0x20, 0x7e), (0x20, 0x7e), (0x01, 0x09), (0xa0, 0x24f), (0x590, 0x6ff), (0x3040, 0x9fff),
                                 (0x1f300, 0x1faff), (0xe000, 0xf8ff), (0x10000, 0x10ffff)])
        made.append(chr(rand.randint(low, high)))
    return "".join(made)


def case(rand: random.Random, number: int) -> dict:
    asked = {
        "fromName": text(rand), "from": rand.choice(["ada@lumen.example", "a.b+c@xn--bcher-kva.example", "ada@bücher.example"]),
        "toName": text(rand), "to": rand.choice(["zed@example.com", "o'hara_{x}@example.org", "z@sub.日本.example"]),
        "replyTo": rand.choice(["", "", "hello@lumen.example"]), "subject": text(rand),
        "date": rand.randint(0, 4_000_000_000), "id": f"{number}.5f0c3c3e-8a77-4ac5@lumen.example",
        "inReplyTo": "", "references": [], "isAutomatic": rand.random() < 0.5,
        "text": rand.choice(BODIES) + rand.choice(["", text(rand) + "\n"]), "html": "", "files": [],
    }
    if rand.random() < 0.7:
        asked["html"] = "<!DOCTYPE html><p>" + rand.choice(BODIES) + text(rand)
    if rand.random() < 0.4:
        asked["references"] = [f"{i}.{'r' * rand.randint(1, 60)}@lumen.example" for i in range(rand.randint(1, 10))]
        asked["inReplyTo"] = asked["references"][-1]
    for _ in range(rand.choice([0, 0, 0, 1, 1, 2])):
        content = bytes(rand.getrandbits(8) for _ in range(rand.randint(0, 400)))
        asked["files"].append({"name": text(rand) + rand.choice(["", ".pdf", ".ICS"]),
                               "type": rand.choice(["application/pdf", "text/calendar", "image/png", "message/rfc822", "nonsense", "a/b\r\nX: y"]),
                               "content": base64.b64encode(content).decode()})
    if rand.random() < 0.08:
        place = rand.choice(["fromName", "toName", "subject", "from", "to", "replyTo", "id", "inReplyTo", "file"])
        if place == "file":
            asked["files"].append({"name": rand.choice(BREAKERS) + ".pdf", "type": "application/pdf", "content": ""})
        else:
            asked[place] = (asked[place] or "x@example.com") + rand.choice(BREAKERS)
        asked["mustBeRefused"] = True
    return asked


def on_wire(address: str) -> str:
    """With the domain in its ASCII form, as the root of names has it."""
    local, domain = address.rsplit("@", 1)
    return local + "@" + domain.encode("idna").decode()


def name_in(raw: str) -> str:
    """The encoded display name of a raw header with one mailbox. For names (not for subjects) Python 3.11 puts a
    blank between encoded words, against RFC 2047 §6.2, and makes runs of blanks one: so they are joined here."""
    unfolded = re.sub(r"\r\n(?=[ \t])", "", raw).strip()
    words = re.fullmatch(r"((?:=\?utf-8\?[BQ]\?[^? ]*\?=\s+)+)<[^<>]*>", unfolded)
    assert words, unfolded
    return str(email.header.make_header(email.header.decode_header(words.group(1).strip())))


def check_mailbox(message, raw_headers: dict, header: str, name: str, address: str) -> None:
    parsed = message[header].addresses
    assert len(parsed) == 1, (header, parsed)
    assert parsed[0].addr_spec == on_wire(address), (parsed[0].addr_spec, address)
    found = parsed[0].display_name
    if raw_headers[header].startswith("=?utf-8?"):
        found = name_in(raw_headers[header])
    assert found == name, (header, found, name, raw_headers[header])
    check_defects(message[header])


def check_defects(header) -> None:
    """None, but that Python warns of control characters, which were meant."""
    defects = [one for one in header.defects if not isinstance(one, email.errors.NonPrintableDefect)]
    assert not defects, defects


def lines_of(body: str) -> str:
    ended = body.replace("\r\n", "\n").replace("\r", "\n")
    return ended if ended.endswith("\n") else ended + "\n"


def check_text(part, kind: str, body: str) -> None:
    assert part.get_content_type() == kind and part.get_content_charset() == "utf-8"
    found = part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")
    assert found == lines_of(body), (found, body)


def check(asked: dict, raw: bytes) -> None:
    assert raw.endswith(b"\r\n") and not re.search(rb"(?<!\r)\n|\r(?!\n)|\0", raw), "line ends"
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 320, max(map(len, lines))
    raw.decode("ascii")
    for word in re.findall(rb"=\?utf-8\?[BQ]\?[^?]*\?=", raw.split(b"\r\n\r\n")[0]):
        if b"name=" not in word:
            assert len(word) <= 75, word
    for line in lines:
        assert len(line) <= 78 or b"=?utf-8?" not in line, line
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert not message.defects, message.defects
    raw_headers = dict(email.message_from_bytes(raw, policy=email.policy.compat32).items())
    raw_headers = {name: str(value) for name, value in raw_headers.items()}
    meant = ["From", "To"] + ["Reply-To"] * bool(asked["replyTo"]) + ["Subject", "Date", "Message-ID"]
    meant += ["In-Reply-To"] * bool(asked["inReplyTo"]) + ["References"] * bool(asked["references"])
    meant += ["Auto-Submitted"] * asked["isAutomatic"] + ["MIME-Version", "Content-Type"]
    if not asked["html"] and not asked["files"]:
        meant.append("Content-Transfer-Encoding")
    assert list(message.keys()) == meant, (list(message.keys()), meant)
    check_mailbox(message, raw_headers, "From", asked["fromName"], asked["from"])
    check_mailbox(message, raw_headers, "To", asked["toName"], asked["to"])
    if asked["replyTo"]:
        assert str(message["Reply-To"]) == asked["replyTo"]
    assert str(message["Subject"]) == asked["subject"], (str(message["Subject"]), asked["subject"])
    check_defects(message["Subject"])
    assert int(message["Date"].datetime.timestamp()) == asked["date"]
    assert str(message["Message-ID"]) == f"<{asked['id']}>"
    if asked["inReplyTo"]:
        assert str(message["In-Reply-To"]).strip() == f"<{asked['inReplyTo']}>"
    if asked["references"]:
        assert str(message["References"]).split() == [f"<{one}>" for one in asked["references"]]
    if asked["isAutomatic"]:
        assert message["Auto-Submitted"] == "auto-generated"

    parts = list(message.iter_parts()) if asked["files"] else [message]
    if asked["files"]:
        assert message.get_content_type() == "multipart/mixed" and len(parts) == 1 + len(asked["files"])
    if asked["html"]:
        assert parts[0].get_content_type() == "multipart/alternative"
        plain, html = parts[0].iter_parts()
        check_text(html, "text/html", asked["html"])
    else:
        plain = parts[0]
    check_text(plain, "text/plain", asked["text"])
    for part, file in zip(parts[1:], asked["files"]):
        name = file["name"].replace("/", "_").replace("\\", "_") or "file"
        assert part.get_content_disposition() == "attachment"
        disposition = part["Content-Disposition"]  # get_filename() takes blanks and quotes from its ends
        assert disposition.params["filename"] == name, (disposition.params["filename"], name)
        check_defects(disposition)
        part["Content-Type"].params["name"].encode("ascii")
        known = {"application/pdf", "text/calendar", "image/png"}
        assert part.get_content_type() == (file["type"] if file["type"] in known else "application/octet-stream")
        assert part.get_payload(decode=True) == base64.b64decode(file["content"])


def main() -> int:
    rand = random.Random(6)
    cases = [case(rand, number) for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)]
    answers = subprocess.run([sys.argv[1]], input="".join(json.dumps(one) + "\n" for one in cases), text=True,
                             stdout=subprocess.PIPE, check=True).stdout.splitlines()
    assert len(answers) == len(cases)
    refused = 0
    for number, (asked, line) in enumerate(zip(cases, answers)):
        answer = json.loads(line)
        if asked.get("mustBeRefused"):
            assert "refused" in answer, (number, asked)
            assert not re.search(r"[\r\n\0]", answer["refused"]), answer
            refused += 1
            continue
        assert "message" in answer, (number, asked, answer)
        try:
            check(asked, base64.b64decode(answer["message"]))
        except Exception:
            print(f"case {number}: {asked}\n{base64.b64decode(answer['message']).decode('ascii', 'replace')}")
            raise
    print(f"{len(cases)} mails: {len(cases) - refused} as they were meant, {refused} refused for a line end or NUL in a header")
    return 0


if __name__ == "__main__":
    sys.exit(main())
