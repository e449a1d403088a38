#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares our reading and writing of CSV with Python's csv module.

Usage: csv_oracle.py PROGRAM, where PROGRAM is the built csv_echo.
"""
import base64
import csv
import io
import json
import os
import random
import subprocess
import sys

MAKE_CONTACTS = os.path.join(os.path.dirname(__file__), "..", "bench", "make_contacts.py")
CONTACTS = 3000
SEED = 20261122
TABLES = 600
DELIMITERS = ",;\t|"
PIECES = ["a", "Zoë", "写真", "Ω", "😀", " ", "", "1", "'", "=", "+", "-", "@", '"', '""', "\n", "\r\n", "\r", "\t",
          ",", ";", "|", "＝", "＠", "long " * 20, "\u2028", "\u0085"]
# For soup, in which quotes may stand anywhere. Nothing that would look like another encoding.
SOUP = ['"', '"', '"', ",", ",", "\n", "\r\n", "\r", "a", "é", " ", '""']
FORMULA = "=+-@\t\r＝＋－＠"


class Echo:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **question):
        self.process.stdin.write(json.dumps(question).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def random_rows(rng):
    width = rng.randint(1, 8)
    return [["".join(rng.choices(PIECES, k=rng.randint(0, 5))) for _ in range(rng.randint(1, width))]
            for _ in range(rng.randint(0, 12))]


def written_by_python(rows, rng, delimiter):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=rng.choice(["\r\n", "\n", "\r"]),
                        quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    writer.writerows(rows)
    text = out.getvalue()
    return text.rstrip("\r\n") if rng.random() < 0.3 and not text.endswith('""\n') else text


def read_by_python(text, delimiter):
    """The rows, or None where the grammar is broken."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def encoded(text, rng):
    choices = ["utf-8", "utf-8-sig"]
    if text:
        choices.append("utf-16")  # with a byte order mark
    return base64.b64encode(text.encode(rng.choice(choices))).decode()


def neutralised(text):
    """What a spreadsheet is to find, told a second time and in other words."""
    return "'" + text if text.lstrip("'")[:1] in tuple(FORMULA) else text


def check_made_contacts(echo):
    """Every one of the contacts that benches use arrives, in any script, and shared mailboxes merge nobody."""
    made = [subprocess.run([sys.executable, MAKE_CONTACTS, "--count", str(CONTACTS)], check=True,
                           stdout=subprocess.PIPE).stdout for _ in range(2)]
    assert made[0] == made[1], "the same seed makes other contacts"
    rows = list(csv.DictReader(io.StringIO(made[0].decode(), newline="")))
    plan = echo.ask(plan=base64.b64encode(made[0]).decode())
    assert (plan["problems"], plan["hints"]) == (0, 0), plan
    assert plan["names"] == [row["First Name"] + " " + row["Last Name"] for row in rows]
    assert plan["emails"] == [row["Email"] for row in rows]
    shared = CONTACTS - len(set(plan["emails"]))
    assert 0.02 * CONTACTS < shared < 0.04 * CONTACTS, f"{shared} shared mailboxes"


def main():
    rng = random.Random(SEED)
    echo = Echo(sys.argv[1])
    broken = 0
    for number in range(TABLES):
        delimiter = rng.choice(DELIMITERS)
        rows = random_rows(rng)

        text = written_by_python(rows, rng, delimiter)
        ours = echo.ask(read=encoded(text, rng), delimiter=delimiter)
        theirs = read_by_python(text, delimiter)
        assert ours.get("rows") == theirs, f"table {number}: {text!r}\nours   {ours}\ntheirs {theirs}"

        soup = "".join(rng.choices(SOUP, k=rng.randint(0, 30)))
        ours = echo.ask(read=encoded(soup, rng), delimiter=",")
        theirs = read_by_python(soup, ",")
        broken += theirs is None
        assert ours.get("rows") == theirs, f"soup {number}: {soup!r}\nours   {ours}\ntheirs {theirs}"
        assert ("problem" in ours) == (theirs is None)

        wanted = [[neutralised(cell) for cell in row] for row in rows]
        ours = base64.b64decode(echo.ask(write=rows, delimiter=delimiter)["csv"]).decode("utf-8-sig")
        assert read_by_python(ours, delimiter) == wanted, f"written {number}: {ours!r}\nwanted {wanted}"

    assert TABLES / 10 < broken < TABLES * 9 / 10, f"{broken} broken soups tell too little"
    check_made_contacts(echo)
    echo.process.stdin.close()
    assert echo.process.wait(10) == 0
    print(f"{TABLES} tables and {TABLES} soups read ({broken} refused by both), {TABLES} tables written: all alike")


if __name__ == "__main__":
    main()
