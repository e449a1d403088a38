#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks account numbers, references and the contents of payment codes with Python's long integers and with
the tables of python3-stdnum, and compares what Foyer says.

    payment_codes_oracle.py ECHO [COUNT]

ECHO is the program made from payment_codes_echo.cpp. The seed is fixed: a failure comes again.
"""
import json
import random
import re
import subprocess
import sys
from decimal import Decimal

try:
    from stdnum import iban as registry
    from stdnum import iso11649
    from stdnum.ch import esr
except ImportError:
    print("python3-stdnum is not installed")
    sys.exit(77)

SEED = 20270511
DIGITS = "0123456789"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBER_SIGNS = DIGITS + CAPITALS + CAPITALS.lower() + "-/._ "
SEPA = set("AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL "
           "PT RO RS SE SI SK SM VA".split())
EEA = SEPA - set("AD AL CH GB GI MC MD ME MK RS SM VA".split())
# Joined the registry after the list that Debian 12's stdnum has.
YOUNGER = {"BI": 27, "DJ": 27, "FK": 18, "HN": 28, "LY": 25, "MN": 20, "NI": 28, "OM": 23, "RU": 33, "SD": 18, "SO": 23,
           "YE": 30}


# ---- what is right ------------------------------------------------------------------------------

def as_integer(text):
    return int("".join(str(int(c, 36)) for c in text))


def check_number(head, body):
    return f"{98 - as_integer(body + head + '00') % 97:02d}"


def lengths():
    """Of the countries that stdnum knows, from its own table."""
    found = {}
    for first in CAPITALS:
        for second in CAPITALS:
            entry = registry._ibandb.info(first + second + "00")[0][1]
            if entry.get("bban"):
                found[first + second] = 4 + sum(
                    int(length) for length in re.findall(r"(\d+)!?[nac]", entry["bban"]))
    return found


LENGTHS = lengths()


def is_mod97(text):
    return "02" <= text[2:4] <= "98" and as_integer(text[4:] + text[:4]) % 97 == 1


def is_iban(text):
    known = LENGTHS.get(text[:2], YOUNGER.get(text[:2]))
    return bool(re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]+", text)) and len(text) == known and is_mod97(text)


def is_rf(text):
    return bool(re.fullmatch("RF[0-9]{2}[A-Z0-9]{1,21}", text)) and is_mod97(text)


def is_qrr(text):
    return bool(re.fullmatch("[0-9]{27}", text)) and int(text) > 0 and esr.calc_check_digit(text[:-1]) == text[-1]


def compact(text):
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text if not c.isspace())


def all_references(text):
    """By trying every stretch of the text that begins and ends with a letter or digit."""
    found = {}
    signs = [at for at, c in enumerate(text) if re.match("[0-9A-Za-z]", c)]
    for number, start in enumerate(signs):
        for end in signs[number:number + 27]:
            stretch = text[start:end + 1]
            if not all(c.isspace() or re.match("[0-9A-Za-z]", c) for c in stretch):
                break
            reference = compact(stretch)
            if not (is_rf(reference) or is_qrr(reference)):
                continue
            touched = text[start - 1:start].isalnum() or text[end + 1:end + 2].isalnum()
            place = (touched, start, end + 1 - start)
            if reference not in found or place < found[reference]:
                found[reference] = place
    return found


# ---- what is asked ------------------------------------------------------------------------------

def some(dice, signs, count):
    return "".join(dice.choices(signs, k=count))


def spoilt(dice, text):
    """Now and then with a slip of the keyboard."""
    if dice.random() < 0.5 or len(text) < 2:
        return text
    at = dice.randrange(len(text) - 1)
    return dice.choice([
        text[:at] + dice.choice(DIGITS + CAPITALS) + text[at + 1:],
        text[:at] + text[at + 1] + text[at] + text[at + 2:],
        text[:at] + text[at + 1:],
        text[:at] + text[at] + text[at:],
    ])


def typed(dice, text):
    if dice.random() < 0.5:
        return text
    every = dice.randint(1, 9)
    text = dice.choice([" ", "\n", "  ", "\t"]).join(text[i:i + every] for i in range(0, len(text), every))
    return text.lower() if dice.random() < 0.5 else text


def an_rf(dice):
    body = some(dice, DIGITS + CAPITALS, dice.randint(1, 21))
    return "RF" + check_number("RF", body) + body


def a_qrr(dice):
    digits = dice.choice("123456789") + some(dice, DIGITS, dice.randint(0, 25))
    return digits.zfill(26) + esr.calc_check_digit(digits.zfill(26))


def an_iban(dice, countries):
    country = dice.choice(countries)
    signs = DIGITS if dice.random() < 0.7 else DIGITS + CAPITALS
    body = some(dice, signs, {**LENGTHS, **YOUNGER}[country] - 4)
    if country in ("CH", "LI") and dice.random() < 0.5:
        body = dice.choice(["30", "31"]) + body[2:]
    return country + check_number(country, body) + body


def ask_iban(dice):
    text = spoilt(dice, an_iban(dice, sorted({**LENGTHS, **YOUNGER})))

    def check(said):
        assert ("is" in said) == is_iban(text), text
        if "is" in said:
            assert said["is"] == text
            assert said["shown"].split(" ") == [text[i:i + 4] for i in range(0, len(text), 4)]
            assert said["isSwissQr"] == bool(re.match("(CH|LI)..3[01]", text))
            assert said["isSepa"] == (text[:2] in SEPA)
        return "valid" if "is" in said else "refused"
    return {"what": "iban", "text": typed(dice, text)}, check


def ask_rf(dice):
    body = some(dice, DIGITS + CAPITALS, dice.randint(1, 21))

    def check(said):
        assert said["is"] == "RF" + check_number("RF", body) + body
        assert iso11649.is_valid(said["is"])
        return "made"
    return {"what": "rf", "text": body}, check


def ask_is_rf(dice):
    text = spoilt(dice, an_rf(dice))

    def check(said):
        assert ("is" in said) == is_rf(text), text
        assert said.get("is", text) == text
        return "valid" if "is" in said else "refused"
    return {"what": "is rf", "text": typed(dice, text)}, check


def ask_rf_of_number(dice):
    number = some(dice, dice.choice([NUMBER_SIGNS, DIGITS + "-X", DIGITS + "-/TUVWXYZ"]), dice.randint(1, 14))

    def check(said):
        body, i = "", 0
        while i < len(number):  # by the table in creditor_reference.h
            c = number[i]
            following = number[i + 1:i + 2]
            if c == "-":
                body += "X" if re.match("[0-9A-S]", following) else "XU"
            elif c in "X/. _":
                body += {"X": "XX", "/": "XY", ".": "XZ", " ": "XW", "_": "XV"}[c]
            else:
                body += "XT" + c.upper() if c.islower() else c
            i += 1
        if len(body) > 21:
            assert "refused" in said
            return "refused"
        assert said["is"] == "RF" + check_number("RF", body) + body
        return "made"
    return {"what": "rf of number", "text": number}, check


def ask_qrr(dice):
    digits = dice.choice("123456789") + some(dice, DIGITS, dice.randint(0, 25))

    def check(said):
        assert said["is"] == digits.zfill(26) + esr.calc_check_digit(digits.zfill(26))
        return "made"
    return {"what": "qrr", "text": digits}, check


def ask_is_qrr(dice):
    text = spoilt(dice, a_qrr(dice))

    def check(said):
        assert ("is" in said) == is_qrr(text), text
        return "valid" if "is" in said else "refused"
    return {"what": "is qrr", "text": typed(dice, text)}, check


def ask_qrr_of_number(dice):
    number = some(dice, NUMBER_SIGNS, dice.randint(1, 16))
    customer = some(dice, DIGITS, dice.choice([0, 0, 3, 6, 10]))

    def check(said):
        packed = 0
        for c in number:
            packed = packed * 67 + NUMBER_SIGNS.index(c) + 1
        room = 26 - len(customer)
        if packed >= 10 ** room:
            assert "refused" in said
            return "refused"
        digits = customer + str(packed).zfill(room)
        assert said["is"] == digits + esr.calc_check_digit(digits)
        return "made"
    return {"what": "qrr of number", "text": number, "customer": customer}, check


def ask_find(dice):
    noise = "SVWZ+ Danke 12.5 EUR\nRF /?20-,:;0189ä"
    text = some(dice, noise, dice.randint(0, 25))
    for _ in range(dice.randint(0, 3)):
        text += dice.choice(["", " ", ":", "\n", "x"]) + typed(dice, spoilt(dice, dice.choice([an_rf, a_qrr])(dice)))
        text += dice.choice(["", " ", ";"]) + some(dice, noise, dice.randint(0, 25))

    def check(said):
        right = all_references(text)
        found = {one["reference"]: (not one["isBounded"], one["at"], one["length"]) for one in said["found"]}
        assert len(found) == len(said["found"]), "one of them twice"
        assert found == right, f"{found} instead of {right}"
        order = [(one["at"], not one["isBounded"], -one["length"]) for one in said["found"]]
        assert order == sorted(order)
        return "found" if found else "nothing"
    return {"what": "find", "text": text}, check


def a_name(dice, most):
    return some(dice, dice.choice([CAPITALS + "äöüéàß ", "Анна写真 ", CAPITALS.lower() + " &.-"]), dice.randint(1, most)).strip()


def money_text(minor):
    return str(Decimal(minor).scaleb(-2).quantize(Decimal("0.01")))


def an_amount(dice):
    return dice.choice([1, 99, 100, 99_999_999_999, 100_000_000_000, 0, -1, dice.randint(1, 10 ** dice.randint(1, 11))])


def ask_epc(dice):
    asked = {
        "what": "epc", "name": a_name(dice, 74), "iban": an_iban(dice, ["DE", "AT", "CH", "GB", "MT", "TR"]),
        "bic": dice.choice(["", "", "COBADEFF", "COBADEFFXXX", "COBADEF"]), "currency": dice.choice(["EUR"] * 9 + ["CHF"]),
        "minor": an_amount(dice), "purpose": dice.choice(["", "GDSV", "gdsv"] + [""] * 7),
        "reference": dice.choice(["", an_rf(dice), an_rf(dice), spoilt(dice, an_rf(dice))]),
        "text": dice.choice(["", "", a_name(dice, 145)]), "note": dice.choice(["", "", a_name(dice, 72)]),
    }

    def check(said):
        country = asked["iban"][:2]
        lines = ["BCD", "002", "1", "SCT", asked["bic"], asked["name"], asked["iban"], "EUR" + money_text(asked["minor"]),
                 asked["purpose"], asked["reference"], asked["text"], asked["note"]]
        payload = "\n".join(lines).rstrip("\n")
        is_right = (asked["currency"] == "EUR" and country in SEPA and (country in EEA or asked["bic"])
                    and len(asked["bic"]) in (0, 8, 11) and 1 <= len(asked["name"]) <= 70
                    and 1 <= asked["minor"] <= 99_999_999_999 and re.fullmatch("[A-Z0-9]{0,4}", asked["purpose"])
                    and (asked["reference"] == "" or is_rf(asked["reference"]))
                    and not (asked["reference"] and asked["text"]) and len(asked["text"]) <= 140
                    and len(asked["note"]) <= 70 and len(payload.encode()) <= 331)
        assert ("is" in said) == bool(is_right), asked
        assert said.get("is", payload) == payload
        return "made" if is_right else "refused"
    return asked, check


def an_address(dice):
    return [some(dice, CAPITALS + "äöüéŁ '", dice.randint(1, 71)).strip(), dice.choice(["", "Seestrasse"]),
            dice.choice(["", "12a"]), dice.choice(["8002", "8002", "8002", ""]), "Zürich", dice.choice(["CH", "DE", "LI", "ch"])]


def ask_bill(dice):
    iban = an_iban(dice, ["CH", "CH", "LI", "DE"])
    asked = {"what": "bill", "iban": iban, "creditor": an_address(dice), "currency": dice.choice(["CHF", "CHF", "EUR", "USD"]),
             "reference": dice.choice([an_rf(dice), a_qrr(dice), a_qrr(dice), "", spoilt(dice, a_qrr(dice))]),
             "message": dice.choice(["", "Rechnung", some(dice, CAPITALS, dice.randint(135, 145))])}
    if dice.random() < 0.7:
        asked["minor"] = an_amount(dice)
    if dice.random() < 0.7:
        asked["debtor"] = an_address(dice)

    def is_address(lines):
        return 1 <= len(lines[0]) <= 70 and bool(lines[3]) and lines[5] != "ch"

    def check(said):
        reference = asked["reference"]
        is_qr_iban = iban[4:6] in ("30", "31")
        kind = "NON" if not reference else "SCOR" if is_rf(reference) else "QRR" if is_qrr(reference) else None
        debtor = asked.get("debtor")
        lines = ["SPC", "0200", "1", iban, "S", *asked["creditor"], *[""] * 7,
                 money_text(asked["minor"]) if "minor" in asked else "", asked["currency"],
                 *(["S", *debtor] if debtor else [""] * 7), kind, reference, asked["message"], "EPD"]
        is_right = (iban[:2] in ("CH", "LI") and asked["currency"] in ("CHF", "EUR")
                    and 1 <= asked.get("minor", 1) <= 99_999_999_999
                    and is_address(asked["creditor"]) and (debtor is None or is_address(debtor))
                    and (kind == "QRR" if is_qr_iban else kind in ("SCOR", "NON")) and len(asked["message"]) <= 140)
        assert ("is" in said) == is_right, (asked, said)
        if is_right:
            assert said["is"] == "\n".join(lines)
        return "made" if is_right else "refused"
    return asked, check


QUESTIONS = [ask_iban, ask_rf, ask_is_rf, ask_rf_of_number, ask_qrr, ask_is_qrr, ask_qrr_of_number, ask_find, ask_epc, ask_bill]


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    assert len(LENGTHS) > 70, LENGTHS
    dice = random.Random(SEED)
    asked = [QUESTIONS[number % len(QUESTIONS)](dice) for number in range(count)]
    text = "".join(json.dumps(question) + "\n" for question, _ in asked)
    answers = subprocess.run([sys.argv[1]], input=text.encode(), capture_output=True, check=True).stdout.splitlines()
    assert len(answers) == count, f"{len(answers)} answers to {count} questions"
    seen = {}
    for number, ((question, check), answer) in enumerate(zip(asked, answers)):
        try:
            outcome = f"{question['what']}: {check(json.loads(answer))}"
        except (AssertionError, KeyError) as fault:
            print(f"question {number}: {fault!r}\n{json.dumps(question)}\n{answer.decode()}", file=sys.stderr)
            return 1
        seen[outcome] = seen.get(outcome, 0) + 1
    # A generator that stopped making the hard cases would pass everything.
    assert count < 1000 or len(seen) == 18 and all(times >= count // 1000 for times in seen.values()), seen
    print(f"{count} answers are right; {seen}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
