#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else's reading of our vCards.

Parses each file with python3-vobject, lets the studio read and write it, parses that too, and compares
what both say of people: names, emails, phones, addresses and the rest. Where vobject cannot read the
original, its export must still be readable, and the file is reported by name.

Usage: vcard_oracle.py EXPORT_PROGRAM FOLDER [FOLDER...]
Exit: 0 all agree, 1 a difference, 77 vobject is not installed.
"""
import os
import re
import subprocess
import sys

try:
    import vobject
except ImportError:
    print("skipped: python3-vobject is not installed (apt install python3-vobject)")
    sys.exit(77)


def text_of(data):
    """The file as text. Folds are undone first: some break in the middle of a character."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    unfolded = data if b"QUOTED-PRINTABLE" in data.upper() else re.sub(rb"\r?\n[ \t]", b"", data)
    try:
        return unfolded.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unfolded.decode("cp1252")


def cards_of(data):
    text = text_of(data)
    is_quoted_printable = "QUOTED-PRINTABLE" in text.upper()
    return list(vobject.readComponents(text, allowQP=is_quoted_printable))


def plain(value):
    """One text, however vobject split it. Blanks count for nothing, as vobject unfolds 2.1 like 3.0."""
    if isinstance(value, (list, tuple)):
        return ",".join(plain(piece) for piece in value if plain(piece))
    return "".join(str(value).split()).replace("\\:", ":")


def lines_of(card, name):
    return [line for line in card.contents.get(name, []) if plain(fields(line.value))]


def fields(value):
    """vobject's names and addresses as lists of their parts."""
    if isinstance(value, vobject.vcard.Name):
        return [value.family, value.given, value.additional, value.prefix, value.suffix]
    if isinstance(value, vobject.vcard.Address):
        return [value.street, value.extended, value.box, value.city, value.region, value.code, value.country]
    return value


def types_of(line):
    words = list(line.params.get("TYPE", [])) + list(line.singletonparams)
    words = {part.lower() for word in words for part in word.split(",")}
    if line.params.get("PREF") == ["1"]:
        words.add("pref")
    return words - {"quoted-printable", "base64"}


def phone(text):
    number = re.sub(r"^tel:", "", plain(text), flags=re.I)
    return number.replace(";ext=", "ext.")


def day(text):
    return plain(text).replace("-", "") if not plain(text).startswith("--") else plain(text)


def said(card):
    """What the card says, in a form in which only the meaning counts."""
    several = {
        "email": lambda line: (plain(line.value), types_of(line)),
        "tel": lambda line: (phone(line.value), types_of(line)),
        "adr": lambda line: (plain(fields(line.value)), types_of(line)),
        "url": lambda line: plain(line.value),
        "org": lambda line: plain(line.value),
        "title": lambda line: plain(line.value),
        "role": lambda line: plain(line.value),
        "note": lambda line: plain(line.value),
        "nickname": lambda line: plain(line.value),
        "categories": lambda line: plain(line.value),
        "bday": lambda line: day(line.value),
        "uid": lambda line: plain(line.value),
        "n": lambda line: plain(fields(line.value)),
    }
    return {name: [read(line) for line in lines_of(card, name)] for name, read in several.items()}


def names_of(card):
    return [plain(line.value) for line in lines_of(card, "fn")]


def is_cut(short, long):
    """vobject ends a text at a comma or semicolon that is not escaped. Old cards escape none, and the
    addresses of 3.0 need none."""
    return long.startswith(short) and long[len(short):len(short) + 1] in (",", ";")


def agree(before, after):
    if before == after:
        return True
    if isinstance(before, str):
        return is_cut(before, after) or is_cut(after, before)
    return isinstance(before, list) and len(before) == len(after) and all(map(agree, before, after))


def differences(original, exported):
    before, after = said(original), said(exported)
    for name, values in before.items():
        if not agree(values, after[name]):
            yield f"{name}: {values} became {after[name]}"
    if names_of(original) and not agree(names_of(original), names_of(exported)):
        yield f"fn: {names_of(original)} became {names_of(exported)}"
    if not names_of(exported):
        yield "fn: none in the export, which 3.0 asks for"
    unknown = {name for name in original.contents if name.startswith("x-")} - set(exported.contents)
    if unknown:
        yield f"lost: {sorted(unknown)}"


def exported(program, path, version):
    run = subprocess.run([program, path, version], capture_output=True, check=False, timeout=60)
    if run.returncode != 0:
        raise RuntimeError(f"the studio refuses it: {run.stderr.decode()}")
    return run.stdout


def check(program, path):
    """The problems of one file, and a remark when vobject could not take part in all of it."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        written = exported(program, path, "3")
    except RuntimeError as refusal:
        return [str(refusal)], None
    count = len(re.findall(rb"(?m)^BEGIN:VCARD\r$", written))
    try:
        after = cards_of(written)
    except Exception as failure:  # whatever a foreign parser throws is its verdict
        try:
            cards_of(data)
        except Exception:
            return [], f"vobject reads neither the original nor the export ({failure})"
        return [f"vobject reads the original, but not the export: {failure}"], None
    if len(after) != count:
        return [f"{count} cards were written, vobject finds {len(after)}"], None
    try:
        before = cards_of(data)
    except Exception as failure:
        unnamed = [number for number, card in enumerate(after) if not names_of(card)]
        return [f"card {number} has no name" for number in unnamed], f"vobject cannot read the original ({failure})"
    if len(before) != len(after):
        return [f"{len(before)} cards became {len(after)}"], None
    problems = []
    for number, (old, new) in enumerate(zip(before, after), 1):
        problems += [f"card {number}: {difference}" for difference in differences(old, new)]
    return problems, None


def main():
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    program, folders = sys.argv[1], sys.argv[2:]
    compared = failed = 0
    for folder in folders:
        folder = os.environ.get("FOYER_SHARED_DATA", folder[: -len("/vcards")]) + "/vcards" \
            if folder.endswith("shared/data/vcards") else folder
        if not os.path.isdir(folder):
            print(f"skipped: {os.path.normpath(folder)} is not there")
            continue
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".vcf"):
                continue
            problems, remark = check(program, os.path.join(folder, name))
            compared += 1
            failed += bool(problems)
            for problem in problems:
                print(f"{name}: {problem}")
            if remark:
                print(f"{name}: {remark}; the export was checked alone")
    print(f"{compared} files, {failed} with differences")
    return 1 if failed or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
