#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P8: neither the time nor the words of an answer tell who is known. At login: unknown, alone, three on one address,
disabled, without a password. At Forgot your password: unknown and alone.

FOYER_WHOLE_RUN=1 takes 2,000 samples of each class, and no pair may be told apart by more than 0.52 (the area under
the curve, 0.5 being a coin). Chance alone comes that far in one pair of forty (a standard error is 0.009): a pair
beyond it is measured afresh, once, and the second figure counts. Fewer samples get the bound that chance leaves
them."""

import gc
import itertools
import os
import random
import re
import sys
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from driver import (HOME, Line, Person, StudioTest, a_source, auc, auc_bound, raw_post, say,  # noqa: E402
                    status_of, whole_run)

SAMPLES = 2000 if whole_run() else 40
WARM_UP = 20 if whole_run() else 4  # rounds that are not counted
MOST_AUC = 0.52  # the promise, at 2,000 samples
# Throttles count tries by address and by source: no address is tried more than forty times an hour here, no source
# more than once. A mailbox gets three reset mails an hour; beyond them there would be less to do.
ADDRESSES = 120 if whole_run() else 12
FORGETFUL = (2 * SAMPLES + 2 * WARM_UP) // 3 + 1 if whole_run() else SAMPLES
TRIES_OF_ONE_NETWORK = 20  # at one address, at once; see app/portal_access/login_throttle.h
WITHIN_S = 75 * 60 if whole_run() else 240
RIGHT = "this one is right, and still no use"
WRONG = "this one was never right, not once!"  # as long as the other: its length is ours to hide, not theirs
SEED = 20261126


class Class:
    """Addresses that the portal must not tell from those of another class."""

    def __init__(self, name, addresses, password=WRONG):
        self.name = name
        self.addresses = itertools.cycle(addresses)
        self.password = password
        self.times = []
        self.looks = {}  # what an answer looked like without what is random in it → how often


def addresses(rng, count):
    """Equally long, and in no order that an index could show."""
    return [f"{rng.getrandbits(64):016x}@example.com" for _ in range(count)]


class Timing(StudioTest):
    @classmethod
    def setUpClass(cls):
        rng = cls.rng = random.Random(int(os.environ.get("FOYER_SEED", SEED)))
        cls.unknown, cls.alone, cls.three, cls.disabled, cls.without, cls.forgetful, cls.unheard = (
            addresses(rng, count) for count in [ADDRESSES] * 5 + [FORGETFUL] * 2)
        people = [Person(f"Alone{n}", email, f"one candle on sill {n}") for n, email in enumerate(cls.alone)]
        people += [Person(f"Three{n}x{k}", email, f"{k} candles on sill {n} of the mill")
                   for n, email in enumerate(cls.three) for k in range(3)]
        people += [Person(f"Disabled{n}", email, RIGHT, disabled=True) for n, email in enumerate(cls.disabled)]
        people += [Person(f"Without{n}", email) for n, email in enumerate(cls.without)]
        people += [Person(f"Forgetful{n}", email) for n, email in enumerate(cls.forgetful)]
        rng.shuffle(people)  # the order of rows must not be that of the classes
        cls.serve(people)
        cls.ends = time.monotonic() + WITHIN_S

    def ask(self, path, one, timed, source=None):
        """One try on a connection and from a source of its own, measured once it stands."""
        address = next(one.addresses)
        fields = {"form_token": self.token, "username": address}
        if path == "/login":
            fields["password"] = one.password
        with Line(self.studio.base, source or a_source()) as line:
            head, body, nanoseconds = line.exchange(raw_post(self.browser, HOME + path, fields, keep_alive=False))
        look = (b"\n".join(self.without_chance(field) for field in head.split(b"\r\n")),
                body.replace(self.token.encode(), b"TOKEN").replace(address.encode(), b"ADDRESS"))
        one.looks[look] = one.looks.get(look, 0) + 1
        if timed:
            one.times.append(nanoseconds)
        return status_of(head)

    @staticmethod
    def without_chance(field):
        if field.lower().startswith((b"date:", b"retry-after:")):
            return field.partition(b":")[0]
        return re.sub(rb"(?i)^(set-cookie: [^=]+=)[^;]*", rb"\1RANDOM", field)

    def measure(self, path, classes, status):
        """Everybody once in each round, in another order each time."""
        form = self.browser_with_form(path)
        self.token = form.fields["form_token"]
        gc.disable()
        try:
            for number in range(WARM_UP + SAMPLES):
                if time.monotonic() > self.ends:
                    self.fail(f"{path}: only {number} of {WARM_UP + SAMPLES} rounds within {WITHIN_S} s")
                for one in self.rng.sample(classes, len(classes)):
                    self.assertEqual(self.ask(path, one, number >= WARM_UP), status, f"{path} for {one.name}")
        finally:
            gc.enable()

    def browser_with_form(self, path):
        self.browser = self.studio.visitor()
        return self.browser.get(HOME + path).form("username")

    def assert_alike(self, path, classes):
        first = classes[0]
        for one in classes:
            self.assertEqual(len(one.looks), 1, f"{path}: answers differ within {one.name}: {list(one.looks)}")
            self.assertEqual(list(one.looks), list(first.looks),
                             f"{path}: answers for {first.name} and {one.name} differ")

    def worst(self, path, classes, bound):
        """Pairs whose times are apart by more than the bound; says the figure of the farthest."""
        pairs = [(auc(one.times, other.times), one.name, other.name)
                 for one, other in itertools.combinations(classes, 2)]
        area, *names = max(pairs)
        say(f"{path}: {' and '.join(names)} are told apart by {area:.4f} (bound {bound:.4f}, {SAMPLES} samples "
            f"each, {len(pairs)} pairs)")
        return [pair for pair in pairs if pair[0] > bound]

    def assert_not_told_apart(self, path, classes, status):
        bound = MOST_AUC if whole_run() else auc_bound(SAMPLES)
        self.measure(path, classes, status)
        self.assert_alike(path, classes)
        beyond = self.worst(path, classes, bound)
        if not beyond or not whole_run():
            self.assertEqual(beyond, [], path)
            return
        say(f"{path}: beyond the bound, measured afresh: {beyond}")
        for one in classes:
            one.times = []
        self.measure(path, classes, status)
        again = {pair[1:] for pair in self.worst(path, classes, bound)}
        self.assertEqual([pair for pair in beyond if pair[1:] in again], [], f"{path}: twice beyond {bound}")

    def test_P8_login_tells_nothing_by_its_time_or_its_words(self):
        classes = [Class("unknown", self.unknown), Class("alone", self.alone), Class("three", self.three),
                   Class("disabled", self.disabled, RIGHT), Class("without a password", self.without)]
        self.assert_not_told_apart("/login", classes, 422)

    def test_P8_a_try_too_many_is_answered_alike_for_everybody(self):
        self.token = self.browser_with_form("/login").fields["form_token"]
        classes = [Class("unknown", addresses(self.rng, 1)), Class("alone", self.alone[:1]),
                   Class("three", self.three[:1]), Class("disabled", self.disabled[:1], RIGHT)]
        for one in classes if whole_run() else classes[:3]:
            source = a_source()
            statuses = [self.ask("/login", one, False, source) for _ in range(TRIES_OF_ONE_NETWORK + 4)]
            self.assertEqual(set(statuses), {422, 429}, one.name)
            self.assertEqual(statuses, sorted(statuses), one.name)
            one.looks = {list(one.looks)[-1]: 1}
        self.assert_alike("/login after too many tries", [one for one in classes if one.looks])

    def test_P8_S46_forgot_tells_nothing_by_its_time_or_its_words(self):
        classes = [Class("unknown", self.unheard), Class("alone", self.forgetful)]
        self.assert_not_told_apart("/forgot", classes, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
