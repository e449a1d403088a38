#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P8: a stranger on many addresses tries few passwords, and shuts nobody out. While the guessing goes on, the owner
and the partner who shares the mailbox come in every time: with a browser that has logged in before, and by their
Direct Link.

FOYER_WHOLE_RUN=1 makes 100,000 tries from 1,000 addresses. IPv6, where a whole /64 counts as one address, cannot be
tried here: loopback has one address of it only."""

import sys
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from driver import HOME, Line, Person, StudioTest, raw_post, say, status_of, whole_run  # noqa: E402

# What is published, as app/portal_access/login_throttle.h has it: (tries that fit at once, and per hour).
ADDRESS = (100, 100)  # one address, however many networks ask for it, without known devices
ADDRESS_FROM_NETWORK = (20, 40)
NETWORK = (60, 60)
DEVICE = (20, 60)  # one on which somebody who uses the address logged in before
EVALUATED, TOO_MANY = 422, 429  # how a wrong password and a try too many are answered

ATTEMPTS = 100_000 if whole_run() else 3_000
SOURCES = 1_000 if whole_run() else 100
VISITS = 20 if whole_run() else 6  # of the owner and the partner, each in both ways, while the guessing goes on
WITHIN_S = 30 * 60 if whole_run() else 200
OPEN_LINES = 50  # connections at a time; the tries of so many sources are mixed
EMAIL = "mailbox@example.com"
SPELLINGS = [EMAIL, "MAILBOX@example.com", " mailbox@EXAMPLE.com ", "Mailbox@Example.Com"]
GUESSES = ["password1", "iloveyou2", "wedding2026", "lighthouse", "qwertzuiop", "mailbox-mailbox"]


def guesser(number):
    """1,000 addresses of one network: 127.1.0.1 …"""
    return f"127.1.{number // 250}.{1 + number % 250}"


def most(budget, seconds):
    """How many tries may have been evaluated after that time."""
    return budget[0] + budget[1] * seconds / 3600


class Guessing(StudioTest):
    @classmethod
    def setUpClass(cls):
        cls.owner = Person("Owner", EMAIL, "the owner's gull eats only herring")
        cls.partner = Person("Partner", EMAIL, "the partner's gull prefers chips")
        cls.serve([cls.owner, cls.partner])

    def setUp(self):
        self.evaluated = {}  # source → tries that were answered as wrong
        self.refused = 0
        self.started = time.monotonic()

    def known_device(self, person):
        """A browser in which somebody has logged in before, and whose session is over."""
        browser = self.studio.visitor()
        self.assert_page(browser.log_in(EMAIL, person.password), f"Hello {person.given}")
        browser.end_session()
        return browser

    def assert_gets_in(self, person, device, when):
        page = device.log_in(EMAIL, person.password)
        self.assertEqual((page.status, page.heading), (200, f"Hello {person.given}"), f"known device, {when}: {page}")
        device.end_session()
        stranger = self.studio.visitor()
        page = stranger.log_in_pinned(self.links[person], person.password)
        self.assertEqual((page.status, page.heading), (200, f"Hello {person.given}"), f"Direct Link, {when}: {page}")

    def budget(self):
        """What may have been evaluated by now."""
        return most(ADDRESS, time.monotonic() - self.started)

    def guess(self, line, source, number):
        fields = {"form_token": self.token, "username": SPELLINGS[number % len(SPELLINGS)],
                  "password": GUESSES[number % len(GUESSES)]}
        head, body, _ = line.exchange(raw_post(self.browser, f"{HOME}/login", fields))
        status = status_of(head)
        if status == EVALUATED:
            self.evaluated[source] = self.evaluated.get(source, 0) + 1
        elif status == TOO_MANY:
            self.refused += 1
            if self.refused == 1:
                self.assertRegex(head.lower(), rb"\r\nretry-after: *[1-9]")
                self.assertIn(b"Please wait a moment", body)
        else:
            self.fail(f"guess {number} was answered {head!r}")

    def all_evaluated(self):
        return sum(self.evaluated.values())

    def flood(self, between):
        """All tries, from source after source; `between` happens VISITS times, evenly spread."""
        self.browser = self.studio.visitor()
        self.token = self.browser.get(f"{HOME}/login").form("username").fields["form_token"]
        done = 0
        for first in range(0, SOURCES, OPEN_LINES):
            lines = {}
            try:
                for _ in range(ATTEMPTS // SOURCES):
                    for source in map(guesser, range(first, min(first + OPEN_LINES, SOURCES))):
                        if source not in lines:  # not before: the portal hangs up on who says nothing
                            lines[source] = Line(self.studio.base, source)
                        self.guess(lines[source], source, done)
                        done += 1
                        # Fails soon: evaluating a hundred thousand passwords would take hours.
                        self.assertLessEqual(self.all_evaluated(), self.budget(),
                                             f"beyond the published budget after {done} tries")
                        if done % (ATTEMPTS // VISITS) == 0:
                            between(done)
                    if time.monotonic() - self.started > WITHIN_S:
                        self.fail(f"only {done} of {ATTEMPTS} tries within {WITHIN_S} s")
            finally:
                for line in lines.values():
                    line.close()
        return done

    def test_P8_guessing_stays_within_the_budget_and_shuts_nobody_out(self):
        self.links = {person: self.studio.link(person) for person in (self.owner, self.partner)}
        devices = {person: self.known_device(person) for person in (self.owner, self.partner)}

        def visit(done):
            for person, device in devices.items():
                self.assert_gets_in(person, device, f"after {done} guesses")

        with self.only(self.owner, self.partner):
            done = self.flood(visit)
        seconds = time.monotonic() - self.started
        say(f"{done} guesses from {SOURCES} addresses in {seconds:.0f} s: {self.all_evaluated()} evaluated (at most "
            f"{self.budget():.0f}), {self.refused} refused; the two of the mailbox came in {VISITS} of {VISITS} times, "
            "by known device and by Direct Link")
        self.assertEqual(done, ATTEMPTS)
        self.assertGreater(self.all_evaluated(), 0, "nothing was evaluated: this tested no throttle")
        self.assertLessEqual(self.all_evaluated(), self.budget())
        self.assertLessEqual(max(self.evaluated.values()), most(ADDRESS_FROM_NETWORK, seconds))


class OneSource(StudioTest):
    """A household behind one address, and somebody who goes through the Address Book from there."""

    @classmethod
    def setUpClass(cls):
        cls.couple = [Person(f"Couple{n}", "couple@example.com", f"the {n} of us keep bees and books")
                      for n in range(2)]
        cls.serve(cls.couple)

    def statuses(self, source, count, email, browser=None):
        """How so many wrong passwords are answered; says how long that took."""
        browser = browser or self.studio.visitor(source=source)
        form = browser.get(f"{HOME}/login").form("username")
        started = time.monotonic()
        answers = []
        with Line(self.studio.base, source) as line:
            for number in range(count):
                fields = {**form.fields, "username": email(number), "password": f"not this one, {number}"}
                answers.append(status_of(line.exchange(raw_post(browser, f"{HOME}/login", fields))[0]))
        self.assertEqual(set(answers), {EVALUATED, TOO_MANY})
        return answers, time.monotonic() - started

    def test_P8_ones_errors_do_not_stop_the_other(self):
        first, second = self.couple
        devices = []
        for person in self.couple:
            browser = self.studio.visitor(source="127.2.0.1")
            self.assert_page(browser.log_in("couple@example.com", person.password), f"Hello {person.given}")
            browser.end_session()
            devices.append(browser)
        # Not even a known device may guess for ever: what is its person's, then what any stranger there has.
        answers, seconds = self.statuses("127.2.0.1", 4 * DEVICE[0], lambda _: "couple@example.com", devices[0])
        self.assertLessEqual(answers.count(EVALUATED), most(DEVICE, seconds) + most(ADDRESS_FROM_NETWORK, seconds))
        self.assert_page(devices[1].log_in("couple@example.com", second.password), f"Hello {second.given}")
        stranger = self.studio.visitor(source="127.2.0.1")
        self.assert_page(stranger.log_in_pinned(self.studio.link(first), first.password), f"Hello {first.given}")

    def test_P8_one_source_is_bounded_at_one_address(self):
        count = 2 * ADDRESS_FROM_NETWORK[0]
        answers, seconds = self.statuses("127.4.0.1", count, lambda _: "couple@example.com")
        say(f"one source, {count} tries at one address: {answers.count(EVALUATED)} evaluated (at most "
            f"{most(ADDRESS_FROM_NETWORK, seconds):.0f})")
        self.assertLessEqual(answers.count(EVALUATED), most(ADDRESS_FROM_NETWORK, seconds))
        # Another network is not in the way of the first.
        answers, _ = self.statuses("127.5.0.1", count, lambda _: "couple@example.com")
        self.assertEqual(answers[0], EVALUATED)

    def test_P8_one_source_is_bounded_over_all_addresses(self):
        count = NETWORK[0] + 20
        answers, seconds = self.statuses("127.3.0.1", count, lambda number: f"walk{number}@example.com")
        say(f"one source, {count} addresses: {answers.count(EVALUATED)} evaluated (at most "
            f"{most(NETWORK, seconds):.0f})")
        self.assertLessEqual(answers.count(EVALUATED), most(NETWORK, seconds))


if __name__ == "__main__":
    unittest.main(verbosity=2)
