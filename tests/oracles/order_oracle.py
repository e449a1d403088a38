#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up 10,000 generated orders with exact fractions, and compares them with what Foyer says (M2).

    order_oracle.py ECHO [COUNT]

ECHO is the program made from order_echo.cpp. The seed is fixed: a failure comes again. Shares of a discount
and of a rate's net are checked by what must be true of them (they add up, and each is within one minor unit
of its exact share), not by doing the same again.
"""
import json
import random
import subprocess
import sys
from fractions import Fraction

SEED = 20270503
LARGEST = 10**15
CURRENCIES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3, "BHD": 3, "CLP": 0}
TAXES = [
    {"name": "VAT 19 %", "category": "S", "milliPercent": 19000},
    {"name": "VAT 7 %", "category": "S", "milliPercent": 7000},
    {"name": "Sales tax", "category": "S", "milliPercent": 8875},
    {"name": "VAT 5.5 %", "category": "S", "milliPercent": 5500},
    {"name": "All of it", "category": "S", "milliPercent": 100000},
    {"name": "A breath", "category": "S", "milliPercent": 1},
    {"name": "Zero-rated", "category": "Z", "milliPercent": 0},
    {"name": "Exempt", "category": "E", "milliPercent": 0},
    {"name": "Reverse charge", "category": "AE", "milliPercent": 0},
    {"name": "", "category": "O", "milliPercent": 0},
]


def rounded(exact):
    """Half away from zero."""
    sign = -1 if exact < 0 else 1
    return sign * ((abs(exact) * 2 + 1) // 2)


def a_discount(dice, about):
    kind = dice.random()
    if kind < 0.55 or about <= 0 and dice.random() < 0.9:
        return {"milliPercent": 0, "minor": 0}
    if kind < 0.8:
        return {"milliPercent": dice.choice([10000, 5000, 33333, 12500, 100000, 1, dice.randint(1, 100000)]), "minor": 0}
    return {"milliPercent": 0, "minor": dice.randint(1, max(2, abs(about) * dice.choice([1, 3, 5, 6]) // 6))}


def a_line(dice, scale, taxes):
    price = dice.choice([dice.randint(1, scale), dice.randint(1, scale), dice.randint(1, 99), 0, dice.randint(-scale, scale), scale - 1])
    quantity = dice.choice([1000, 1000, 2000, 500, 1333, dice.randint(1, 20000), -1000, 1, 2500])
    return {
        "product": "",
        "title": "Line",
        "details": "",
        "unit": "",
        "milliQuantity": quantity,
        "unitPrice": price,
        "discount": a_discount(dice, price * quantity // 1000),
        "tax": dice.choice(taxes),
    }


def an_order(dice):
    scale = dice.choice([100, 10_000, 500_000, 10**9, 10**12] if dice.random() < 0.98 else [10**15, 3 * 10**14])
    taxes = dice.sample(TAXES, dice.choice([1, 1, 2, 3, len(TAXES)]))
    lines = [a_line(dice, scale, taxes) for _ in range(dice.choice([0, 1, 1, 2, 3, 5, 8, 30]))]
    return {
        "title": "Generated",
        "number": "2027-0001",
        "introduction": "",
        "lines": lines,
        "discount": a_discount(dice, sum(line["unitPrice"] * line["milliQuantity"] // 1000 for line in lines)),
        "currency": dice.choice(list(CURRENCIES)),
        "pricesIncludeTax": dice.random() < 0.5,
        "closing": "",
        "validUntil": "",
        "needsAcceptance": False,
    }


def must_be_refused(order):
    """By the same rules as people are told, worked out from exact amounts."""
    groups, total = {}, 0
    for line in order["lines"]:
        if abs(line["unitPrice"]) > LARGEST:
            return True
        gross = rounded(Fraction(line["unitPrice"] * line["milliQuantity"], 1000))
        if abs(gross) > LARGEST or 0 < line["discount"]["minor"] and line["discount"]["minor"] > gross:
            return True
        shown = gross - allowance_of(line["discount"], gross)
        key = (line["tax"]["category"], line["tax"]["milliPercent"])
        groups[key] = groups.get(key, 0) + shown
        total += shown
        if abs(groups[key]) > LARGEST or abs(total) > LARGEST:
            return True
    discount = order["discount"]["minor"]
    return discount > 0 and discount > total


def allowance_of(discount, gross):
    return discount["minor"] or rounded(Fraction(gross * discount["milliPercent"], 100_000))


def check(order, said):
    lines = said["lines"]
    assert len(lines) == len(order["lines"])
    shown = {}
    for line, amounts in zip(order["lines"], lines):
        gross = rounded(Fraction(line["unitPrice"] * line["milliQuantity"], 1000))
        assert amounts["gross"] == gross, "line = quantity x unit price, rounded once"
        assert amounts["allowance"] == allowance_of(line["discount"], gross), "the discount of a line"
        assert amounts["shown"] == gross - amounts["allowance"]
        if not order["pricesIncludeTax"]:
            assert amounts["net"] == amounts["shown"]
        key = (line["tax"]["category"], line["tax"]["milliPercent"])
        shown.setdefault(key, []).append(amounts)
    keys = [(tax["category"], tax["milliPercent"]) for tax in said["taxes"]]
    assert keys == list(shown), "one row for each category and rate, in their order"

    whole = sum(line["shown"] for line in lines)
    discount = order["discount"]["minor"] or rounded(Fraction(whole * order["discount"]["milliPercent"], 100_000))
    assert said["shownSum"] == whole and said["shownDiscount"] == discount
    sums = {key: sum(line["shown"] for line in of) for key, of in shown.items()}
    side = -1 if discount < 0 else 1
    bearing = sum(max(0, side * amount) for amount in sums.values())

    for tax in said["taxes"]:
        key = (tax["category"], tax["milliPercent"])
        rate = Fraction(tax["milliPercent"], 100_000)
        assert tax["lineNet"] == sum(line["net"] for line in shown[key]), "nets of the lines are the net of the rate"
        assert tax["taxable"] == tax["lineNet"] - tax["allowance"], "BT-116"
        assert tax["amount"] == rounded(tax["taxable"] * rate), "BR-CO-17"
        share = Fraction(discount * max(0, side * sums[key]), bearing) if bearing else 0
        if order["pricesIncludeTax"]:
            assert tax["lineNet"] == rounded(sums[key] / (1 + rate)), "net of what was shown"
            assert abs(tax["taxable"] - (sums[key] - share) / (1 + rate)) < Fraction(3, 2), "its share of the discount"
            for line in shown[key]:
                assert abs(line["net"] - line["shown"] / (1 + rate)) <= 1, "net of a line"
        else:
            assert abs(tax["allowance"] - share) < 1, "its share of the discount"

    taxes = said["taxes"]
    assert said["lineNet"] == sum(line["net"] for line in lines), "BR-CO-10"
    assert said["allowance"] == sum(tax["allowance"] for tax in taxes)
    assert said["withoutTax"] == said["lineNet"] - said["allowance"], "BR-CO-13"
    assert said["tax"] == sum(tax["amount"] for tax in taxes), "BR-CO-14"
    assert said["withTax"] == said["withoutTax"] + said["tax"], "BR-CO-15"
    assert said["payable"] == said["withTax"] + said["rounding"], "BR-CO-16, nothing paid yet"
    if order["pricesIncludeTax"]:
        assert said["payable"] == whole - discount, "what was agreed with tax is what is paid"
        assert abs(said["rounding"]) <= len(taxes), "a minor unit for each rate at most"
    else:
        assert said["rounding"] == 0
        assert said["allowance"] == discount
        assert said["payable"] == whole - discount + sum(rounded(tax["taxable"] * Fraction(tax["milliPercent"], 100_000)) for tax in taxes)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    dice = random.Random(SEED)
    orders = [an_order(dice) for _ in range(count)]
    text = "".join(json.dumps(order, sort_keys=True, separators=(",", ":")) + "\n" for order in orders)
    answers = subprocess.run([sys.argv[1]], input=text.encode(), capture_output=True, check=True).stdout.splitlines()
    assert len(answers) == count, f"{len(answers)} answers to {count} orders"
    seen = {"refused": 0, "rounding": 0, "discount over several rates": 0, "below zero": 0}
    for number, (order, answer) in enumerate(zip(orders, answers)):
        said = json.loads(answer, parse_float=lambda text: sys.exit(f"order {number}: {text} is no integer"))
        try:
            assert "unreadable" not in said, said
            if must_be_refused(order):
                assert "refused" in said, "it should have been refused"
            elif "refused" in said:
                # Taxes may take a total beyond the largest amount that its lines keep within.
                assert "total" in said["refused"] and max(abs(line["unitPrice"]) for line in order["lines"]) > 10**11, said
            else:
                check(order, said)
            seen["refused"] += "refused" in said
            seen["rounding"] += said.get("rounding", 0) != 0
            seen["discount over several rates"] += len(said.get("taxes", [])) > 1 and said["shownDiscount"] != 0
            seen["below zero"] += said.get("payable", 0) < 0
        except AssertionError as fault:
            print(f"order {number}: {fault}\n{json.dumps(order)}\n{answer.decode()}", file=sys.stderr)
            return 1
    # A generator that stopped making the hard cases would pass everything.
    assert count < 1000 or all(times >= count // 200 for times in seen.values()), seen
    print(f"{count} orders add up; {seen}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
