#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P4, P5: a link sets one password, however many hands hold it at the same moment; and what is reset or disabled is
closed to every request that is sent once the studio has been told so."""

import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from driver import HOME, Person, StudioTest, say, whole_run  # noqa: E402

HANDS = 64  # uses of one link at the same moment
LOOPS = 1000 if whole_run() else 25  # of disable, and as many of reset
WITHIN_S = 30 * 60 if whole_run() else 200  # for the loops of one test
HAMMERS = 2  # browsers of one client that ask without pause
OF_ONE_EMAIL = 40  # logins; a throttle allows a hundred an hour
BUSY = 503  # more wait for a password's evaluation than the portal lets queue
TRIES_WHEN_BUSY = 200
REFUSED = 422


class Hand:
    """One of many who use the same link; each with a password of their own."""

    def __init__(self, studio, number):
        self.browser = studio.visitor()
        self.password = f"hand {number} holds a wet rope"
        self.form = None
        self.first = None  # the answer to the form itself
        self.last = None  # the page that led to
        self.busy = 0

    def open(self, link):
        self.form = self.browser.get(link).form("new_password")

    def send(self):
        for _ in range(TRIES_WHEN_BUSY):
            self.first = self.browser.post(self.form.action, {**self.form.fields, "new_password": self.password})
            if self.first.status != BUSY:
                break
            self.busy += 1
            time.sleep(0.05)
        self.last = self.browser.follow(self.first)


class AtTheSameMoment(StudioTest):
    @classmethod
    def setUpClass(cls):
        cls.forgot = Person("Forgot", "forgot@example.com", "what was it that I forgot")
        cls.newcomer = Person("Newcomer", "newcomer@example.com")
        cls.bystander = Person("Bystander", "newcomer@example.com", "only looking at the boats")
        cls.serve([cls.forgot, cls.newcomer, cls.bystander])

    def all_hands_on(self, link):
        """Everybody opens the link, then everybody sends the form at once."""
        hands = [Hand(self.studio, number) for number in range(HANDS)]
        for hand in hands:
            hand.open(link)
        barrier = threading.Barrier(HANDS)

        def act(hand):
            barrier.wait(60)
            hand.send()

        with ThreadPoolExecutor(HANDS) as pool:
            for done in [pool.submit(act, hand) for hand in hands]:
                done.result()
        return hands

    def assert_password_is_the_winners(self, hands, winner, email, name):
        page = self.studio.visitor().log_in(email, winner.password)
        self.assert_page(page, f"Hello {name}")
        losers = [hand for hand in hands if hand is not winner]
        for hand in losers if whole_run() else losers[::10]:
            self.assertEqual(self.studio.visitor().log_in(email, hand.password).status, REFUSED)

    def passwords_set(self, person):
        return len([row for row in self.studio.rows() if row["table"] == "journal"
                    and row["entity"] == "portal_account" and row["entity_row"] == person.id
                    and row["action"] in ("password set", "password changed")])

    def test_P4_one_reset_link_sets_one_password(self):
        session = self.studio.visitor()
        session.log_in("forgot@example.com", self.forgot.password)
        link = self.studio.reset_link(self.forgot, "forgot@example.com")
        before = self.passwords_set(self.forgot)
        with self.only(self.forgot):
            hands = self.all_hands_on(link)
        winners = [hand for hand in hands if hand.last.heading == "Welcome"]
        expired = [hand for hand in hands if hand.last.heading == "This link no longer works"]
        say(f"one reset link, {HANDS} hands: {len(winners)} won (must be 1), {len(expired)} were told it is used "
            f"(must be {HANDS - 1}), {sum(hand.busy for hand in hands)} were asked to wait first")
        self.assertEqual((len(winners), len(expired)), (1, HANDS - 1), sorted({str(hand.last) for hand in hands}))
        self.assertEqual(self.passwords_set(self.forgot), before + 1)
        self.assertEqual(session.get(f"{HOME}/home").path, f"{HOME}/login")
        self.assert_password_is_the_winners(hands, winners[0], "forgot@example.com", "Forgot")
        self.assertEqual(self.studio.visitor().log_in("forgot@example.com", self.forgot.password).status, REFUSED)

    def test_P4_S20_one_direct_link_sets_one_first_password(self):
        link = self.studio.link(self.newcomer)
        with self.only(self.newcomer):
            hands = self.all_hands_on(link)
        winners = [hand for hand in hands if hand.last.path == f"{HOME}/home"]
        late = [hand for hand in hands if hand.last.heading == "Welcome back, Newcomer"]
        say(f"one Direct Link, {HANDS} hands: {len(winners)} won (must be 1), {len(late)} were asked for the password "
            f"(must be {HANDS - 1}), {sum(hand.busy for hand in hands)} were asked to wait first")
        self.assertEqual((len(winners), len(late)), (1, HANDS - 1), sorted({str(hand.last) for hand in hands}))
        self.assertEqual(self.passwords_set(self.newcomer), 1)
        sessions = [row for row in self.studio.rows()
                    if row["table"] == "portal_session" and row["contact_id"] == self.newcomer.id]
        self.assertEqual(len(sessions), 1)
        self.assert_page(winners[0].browser.get(f"{HOME}/home"), "Hello Newcomer")
        self.assert_password_is_the_winners(hands, winners[0], "newcomer@example.com", "Newcomer")
        self.assert_page(self.studio.visitor().log_in("newcomer@example.com", self.bystander.password),
                         "Hello Bystander")


class Hammer(threading.Thread):
    """Asks for a client's pages as fast as it can, and notes when it asked and what it got."""

    PAGES = [f"{HOME}/home", f"{HOME}/details"]

    def __init__(self, studio, cookies):
        super().__init__(daemon=True)
        self.browser = studio.visitor(keep_alive=True)
        self.browser.cookies = dict(cookies)
        self.answers = []  # (moment of asking, whether it was served as the client)
        self.fault = None
        self.ends = threading.Event()

    def run(self):
        cookies = dict(self.browser.cookies)
        turn = 0
        try:
            while not self.ends.is_set():
                self.browser.cookies = dict(cookies)  # a thief keeps what the portal would take back
                turn += 1
                asked = time.monotonic()
                page = self.browser.request("GET", self.PAGES[turn % len(self.PAGES)])
                self.answers.append((asked, page.status == 200))
                if page.status not in (200, 303):
                    raise AssertionError(f"neither served nor sent to the login: {page}")
        except Exception as fault:  # told by whoever joins
            self.fault = fault
        finally:
            self.browser.close()

    def served(self):
        return sum(1 for _, is_served in self.answers if is_served)

    def refused(self):
        return len(self.answers) - self.served()


class FromThatMomentOn(StudioTest):
    @classmethod
    def setUpClass(cls):
        count = LOOPS // OF_ONE_EMAIL + 1
        cls.closed = [Person(f"Closed{n}", f"closed{n}@example.com", f"shut the gate at {n} sharp, please")
                      for n in range(count)]
        cls.reset = [Person(f"Reset{n}", f"reset{n}@example.com", f"turn the key at {n} sharp, please")
                     for n in range(count)]
        cls.serve(cls.closed + cls.reset)

    def assert_ends_at_once(self, person, password, action):
        """Returns how many requests were served before and refused after."""
        visitor = self.studio.visitor()
        self.assert_page(visitor.log_in(person.emails[0], password), f"Hello {person.given}")
        hammers = [Hammer(self.studio, visitor.cookies) for _ in range(HAMMERS)]
        for hammer in hammers:
            hammer.start()
        self.wait_until(hammers, lambda hammer: hammer.served() > 2)
        self.studio.contact(action, person)
        told = time.monotonic()
        refused = [hammer.refused() for hammer in hammers]
        self.wait_until(hammers, lambda hammer: hammer.refused() > refused[hammers.index(hammer)] + 2)
        for hammer in hammers:
            hammer.ends.set()
            hammer.join(30)
            if hammer.fault:
                raise AssertionError(f"{person.given}: {hammer.fault}")
        late = [asked - told for hammer in hammers for asked, is_served in hammer.answers
                if asked > told and is_served]
        self.assertEqual(late, [], f"served although asked so many seconds after {action} was done")
        return (sum(hammer.served() for hammer in hammers), sum(hammer.refused() for hammer in hammers))

    def wait_until(self, hammers, is_enough):
        ends = time.monotonic() + 30
        while not all(is_enough(hammer) for hammer in hammers):
            for hammer in hammers:
                if hammer.fault:
                    raise AssertionError(str(hammer.fault))
            if time.monotonic() > ends:
                self.fail("the requests did not come to their end: "
                          f"{[(hammer.served(), hammer.refused()) for hammer in hammers]}")
            time.sleep(0.002)

    def loop(self, action, once):
        started = time.monotonic()
        served = refused = 0
        for number in range(LOOPS):
            if time.monotonic() - started > WITHIN_S:
                self.fail(f"{action}: only {number} of {LOOPS} loops within {WITHIN_S} s")
            before, after = once(number)
            served += before
            refused += after
        say(f"{action}, {LOOPS} loops: 0 requests served that were sent after it (must be 0); {served} served before, "
            f"{refused} refused after; {(time.monotonic() - started) / LOOPS * 1000:.0f} ms a loop")

    def test_P5_S12_nothing_is_served_after_disable(self):
        def once(number):
            person = self.closed[number // OF_ONE_EMAIL]
            counts = self.assert_ends_at_once(person, person.password, "disable")
            self.studio.contact("enable", person)
            return counts

        self.loop("disable", once)

    def test_P5_S54_nothing_is_served_after_reset_password(self):
        def once(number):
            person = self.reset[number // OF_ONE_EMAIL]
            counts = self.assert_ends_at_once(person, person.password, "reset-password")
            visitor = self.studio.visitor()
            page = visitor.set_password(visitor.get(self.studio.link(person)), person.password)
            self.assert_page(page, f"Hello {person.given}")
            return counts

        self.loop("reset-password", once)


if __name__ == "__main__":
    unittest.main(verbosity=2)
