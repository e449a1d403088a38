#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One to four people behind one email, and everything that can happen to one of them: every cell with the page
that is to be seen, and the rows of the others as they were."""

import sys
import unicodedata
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from driver import BRAND, HOME, Person, StudioTest, one_line, say, wait_for  # noqa: E402

NAMES = ["Ada", "Ben", "Cleo", "Dan"]
SIZES = range(1, len(NAMES) + 1)
WRONG = "This email and password do not fit together. Please try again."
REFUSED = 422
NEW_PASSWORD = "a heron stands where the tide was"


def stored_spellings(local):
    """How four people of one mailbox may have written it: plain, loud, as machines do, decomposed and with blanks.
    The third has another address before it."""
    return [[f"{local}@café.example"], [f"{local.upper()}@CAFÉ.Example"],
            [f"{local}.own@example.com", f"{local}@xn--caf-dma.example"],
            [unicodedata.normalize("NFD", f" {local}@café.example ")]]


def typed_spellings(local):
    return [f"{local}@café.example", f"  {local.upper()}@CAFÉ.EXAMPLE ", f"{local}@xn--caf-dma.example",
            unicodedata.normalize("NFD", f"{local}@Café.example")]


class Cell:
    """One to four people of one mailbox."""

    count = 0

    def __init__(self, action, size, same_password=False):
        Cell.count += 1
        self.local = f"{action}{size}"
        self.typed = typed_spellings(self.local)
        self.people = [
            Person(f"{NAMES[place]}-{action}-{size}", stored_spellings(self.local)[place],
                   f"pelicans {Cell.count} over harbour {0 if same_password else place}")
            for place in range(size)]

    @property
    def first(self):
        return self.people[0]

    @property
    def others(self):
        return self.people[1:]

    def typed_by(self, person):
        return self.typed[self.people.index(person)]


def action(name, spec_ids, needs=()):
    """Marks what a whole row of the matrix does; `needs` are commands that may not be there yet."""
    def mark(work):
        work.action, work.spec_ids, work.needs = name, spec_ids, needs
        return work
    return mark


class Row(StudioTest):
    """What the cells of the matrix have in common; its heirs have the rows."""

    cells = {}
    stranger = Person("Stranger", "stranger@example.com", "somebody else's own harbour wall")

    @classmethod
    def setUpClass(cls):
        cls.cells = {(row.action, size): Cell(row.action.replace(" ", ""), size, row.action == "same password")
                     for row in rows_of(cls) for size in SIZES}
        cls.serve([cls.stranger, *(person for cell in cls.cells.values() for person in cell.people)])

    # ---- What is looked at again and again

    def assert_in_portal_of(self, page, person):
        self.assert_page(page, f"Hello {person.given}")
        self.assertEqual(page.path, f"{HOME}/home")

    def assert_logs_in(self, cell, person, password=None, email=None):
        visitor = self.studio.visitor()
        self.assert_in_portal_of(
            visitor.log_in(email or cell.typed_by(person), password or person.password), person)
        return visitor

    def assert_refused(self, email, password):
        visitor = self.studio.visitor()
        page = visitor.log_in(email, password)
        self.assert_page(page, "Welcome", REFUSED)
        self.assertEqual(page.error, WRONG)
        self.assertEqual(page.form("username").fields["username"], email)
        self.assertEqual(visitor.get(f"{HOME}/home").path, f"{HOME}/login")

    def assert_session_is_dead(self, browser):
        page = browser.get(f"{HOME}/home")
        self.assertEqual(page.path, f"{HOME}/login", str(page))
        self.assert_page(page, "Welcome")

    def assert_warned(self, cell, typed=None):
        """The page for a mailbox of several: how to reach the studio, and no link to anybody."""
        before = self.reset_links_of(cell)
        page = self.studio.visitor().forget(typed or cell.typed[0])
        self.assert_page(page, "Please reach out to us")
        reach = page.text[page.text.index("How to reach us"):page.text.index("Back to the login page")]
        for word in (BRAND["name"], BRAND["email"], BRAND["phone"]):
            self.assertIn(word, reach)
        for person in cell.people:
            self.assertNotIn(person.given, page.text)
        self.studio.settle()
        self.assertEqual(self.reset_links_of(cell), before)

    def reset_links_of(self, cell):
        """Their links and the mails that hold them."""
        ids = [person.id for person in cell.people]
        return [row for row in self.studio.rows() if row.get("contact_id") in ids
                and (row["table"] == "reset_link" or row["table"] == "mail" and row["kind"] == "reset")]

    def wanted_notes(self, people):
        """Of whom the studio was told that a reset is wanted."""
        noted = {row["entity_row"] for row in self.studio.rows()
                 if row["table"] == "journal" and row["action"] == "reset wanted"}
        return [person for person in people if person.id in noted]

    def assert_reset_is_mailed_to(self, person, typed):
        """The one answer, and a link of this person in a mail; nothing else of anybody changes."""
        with self.only(person):
            before = self.studio.mails(person, "reset")
            page = self.studio.visitor().forget(typed)
            self.assert_page(page, "Look into your mailbox")
            mails = wait_for(f"a mail to {person.given}",
                             lambda: self.studio.mails(person, "reset")[len(before):])
            self.assertEqual(len(mails), 1)
            link = self.studio.link_in_mail(mails[0])
        page = self.studio.visitor().get(link)
        self.assert_page(page, "Choose a new password")
        self.assertIn(f"{person.given}, this is for you alone.", page.text)
        return link

    def assert_nobody_is_mailed(self, typed):
        """The same answer as for an unknown address, and no row anywhere."""
        with self.only():
            self.assert_page(self.studio.visitor().forget(typed), "Look into your mailbox")
            self.studio.settle()


class WhatClientsDo(Row):
    @action("login", "S37 S40")
    def log_in(self, cell):
        for person in cell.people:
            with self.only(person):
                self.assert_logs_in(cell, person)
        for email in cell.typed:  # every spelling finds everybody
            self.assert_in_portal_of(self.studio.visitor().log_in(email, cell.first.password), cell.first)

    @action("wrong password", "S37 S44")
    def mistake_password(self, cell):
        sessions = [self.assert_logs_in(cell, person) for person in cell.people]
        with self.only():
            for password in (self.stranger.password, cell.first.password + " ", cell.first.password.upper(), ""):
                self.assert_refused(cell.typed[-1], password)
        for person, session in zip(cell.people, sessions):
            self.assert_in_portal_of(session.get(f"{HOME}/home"), person)
            self.assert_logs_in(cell, person)

    @action("same password", "S40")
    def choose_among_equals(self, cell):
        for place, person in enumerate(cell.people):
            with self.only(person):
                visitor = self.studio.visitor()
                page = visitor.log_in(cell.typed[place], person.password)
                if cell.others:
                    self.assert_page(page, "Who are you?")
                    self.assertEqual(sorted(page.choices), sorted(one.name for one in cell.people))
                    page = visitor.choose(page, person.name)
                self.assert_in_portal_of(page, person)
        for person in cell.people:  # the Direct Link never asks
            page = self.studio.visitor().log_in_pinned(self.studio.link(person), person.password)
            self.assert_in_portal_of(page, person)

    @action("reset by mail", "S47 S48 S49")
    def ask_for_reset(self, cell):
        sessions = [self.assert_logs_in(cell, person) for person in cell.people]
        if not cell.others:
            link = self.assert_reset_is_mailed_to(cell.first, cell.typed[1])
            with self.only(cell.first):
                visitor = self.studio.visitor()
                page = visitor.set_password(visitor.get(link), NEW_PASSWORD)
                self.assert_page(page, "Welcome")
                self.assertIn("Your new password is saved.", page.text)
            self.assert_session_is_dead(sessions[0])
            self.assert_refused(cell.typed[0], cell.first.password)
            self.assert_logs_in(cell, cell.first, NEW_PASSWORD)
            self.assert_page(self.studio.visitor().get(link), "This link no longer works")
            return
        with self.only(*cell.people):
            for typed in cell.typed:
                self.assert_warned(cell, typed)
        self.assertEqual(self.reset_links_of(cell), [])
        self.assertEqual(self.wanted_notes(cell.people), cell.people)
        for person, session in zip(cell.people, sessions):
            self.assert_in_portal_of(session.get(f"{HOME}/home"), person)
            self.assert_logs_in(cell, person)

    @action("email changed in the portal", "S7 P12")
    def change_email(self, cell):
        sessions = [self.assert_logs_in(cell, person) for person in cell.people]
        links = [self.studio.link(person) for person in cell.people]
        moved = f"moved{len(cell.people)}@example.org"
        with self.only(cell.first):
            page = self.change_to(sessions[0], moved, cell.first.password)
            self.assert_page(page, "Your details")
            self.assertIn(moved, page.text)
        told = [row for row in self.studio.rows() if row["table"] == "mail" and row["contact_id"] == cell.first.id]
        self.assertEqual([row["to_address"] for row in told], [cell.first.emails[0]])
        self.assertEqual([self.studio.link(person) for person in cell.people], links)
        self.assert_in_portal_of(sessions[0].get(f"{HOME}/home"), cell.first)
        self.assert_logs_in(cell, cell.first, email=moved)
        self.assert_refused(cell.typed[0], cell.first.password)
        for person, session in zip(cell.others, sessions[1:]):
            self.assert_in_portal_of(session.get(f"{HOME}/home"), person)
            self.assert_logs_in(cell, person)
        self.assert_reset_is_mailed_to(cell.first, moved)
        if not cell.others:
            self.assert_nobody_is_mailed(cell.typed[0])
        elif len(cell.others) == 1:
            self.assert_reset_is_mailed_to(cell.others[0], cell.typed[0])
        else:
            self.assert_warned(cell)

    def change_to(self, browser, email, password):
        """The first email of whoever is logged in there."""
        form = browser.get(f"{HOME}/details/edit").form("email_1")
        return browser.submit(form, {"email_1": email, "password": password}, press=("do", "save"))


class WhatTheStudioDoes(Row):
    @action("reset by hand", "S52 S53 S54 P12")
    def reset_by_hand(self, cell):
        sessions = [self.assert_logs_in(cell, person) for person in cell.people]
        remembered = self.assert_logs_in(cell, cell.first)
        remembered.end_session()
        links = [self.studio.link(person) for person in cell.people]
        with self.only(cell.first):
            self.studio.contact("reset-password", cell.first)
        self.assert_session_is_dead(sessions[0])
        self.assert_refused(cell.typed[0], cell.first.password)
        self.assert_page(remembered.log_in(cell.typed[0], cell.first.password), "Welcome", REFUSED)
        self.assert_page(self.studio.visitor().get(links[0]), "This link was replaced")
        self.assertIn(BRAND["phone"], self.studio.visitor().get(links[0]).text)
        after = [self.studio.link(person) for person in cell.people]
        self.assertNotEqual(after[0], links[0])
        self.assertEqual(after[1:], links[1:])
        for person, session, link in zip(cell.others, sessions[1:], links[1:]):
            self.assert_in_portal_of(session.get(f"{HOME}/home"), person)
            self.assert_in_portal_of(self.studio.visitor().log_in_pinned(link, person.password), person)
            self.assert_logs_in(cell, person)
        with self.only(cell.first):
            visitor = self.studio.visitor()
            page = visitor.get(after[0])
            self.assert_page(page, f"Welcome, {cell.first.given}")
            self.assert_in_portal_of(visitor.set_password(page, NEW_PASSWORD), cell.first)
        self.assert_logs_in(cell, cell.first, NEW_PASSWORD)
        self.assert_refused(cell.typed[0], cell.first.password)

    @action("disable", "S12 S37")
    def disable(self, cell):
        sessions = [self.assert_logs_in(cell, person) for person in cell.people]
        links = [self.studio.link(person) for person in cell.people]
        with self.only(cell.first):
            self.studio.contact("disable", cell.first)
        self.assert_session_is_dead(sessions[0])
        self.assert_refused(cell.typed[0], cell.first.password)
        page = self.studio.visitor().get(links[0])
        self.assert_page(page, "This page is not available")
        self.assertNotIn(cell.first.given, page.text)
        for person, session, link in zip(cell.others, sessions[1:], links[1:]):
            self.assert_in_portal_of(session.get(f"{HOME}/home"), person)
            self.assert_in_portal_of(self.studio.visitor().log_in_pinned(link, person.password), person)
            self.assert_logs_in(cell, person)
        if cell.others:  # a closed portal still is somebody with this address
            self.assert_warned(cell)
        else:
            self.assert_nobody_is_mailed(cell.typed[0])

    @action("enable", "S12 P12")
    def enable_again(self, cell):
        sessions = [self.assert_logs_in(cell, person) for person in cell.people]
        links = [self.studio.link(person) for person in cell.people]
        with self.only(cell.first):
            self.studio.contact("disable", cell.first)
            self.studio.contact("enable", cell.first)
        self.assertEqual([self.studio.link(person) for person in cell.people], links)
        self.assert_session_is_dead(sessions[0])  # what was ended stays ended
        for person, link in zip(cell.people, links):
            self.assert_logs_in(cell, person)
            self.assert_in_portal_of(self.studio.visitor().log_in_pinned(link, person.password), person)
        for person, session in zip(cell.others, sessions[1:]):
            self.assert_in_portal_of(session.get(f"{HOME}/home"), person)

    @action("archived", "S44 S50", needs=("archive", "unarchive"))
    def archive(self, cell):
        sessions = [self.assert_logs_in(cell, person) for person in cell.people]
        links = [self.studio.link(person) for person in cell.people]
        with self.only(cell.first):
            self.studio.contact("archive", cell.first)
        self.assertEqual([self.studio.link(person) for person in cell.people], links)
        for person, session in zip(cell.people, sessions):  # archived ones keep their portal
            self.assert_in_portal_of(session.get(f"{HOME}/home"), person)
            self.assert_logs_in(cell, person)
        conflicts = self.studio.run("contact", "list", "--conflicts")
        for person in cell.people:
            counts = person is not cell.first and len(cell.others) > 1
            self.assertEqual(person.name in conflicts, counts, f"{person.name} in the conflicts")
        if not cell.others:  # nobody else uses the address, so it is theirs
            self.assert_reset_is_mailed_to(cell.first, cell.typed[0])
        elif len(cell.others) == 1:
            link = self.assert_reset_is_mailed_to(cell.others[0], cell.typed[0])
            visitor = self.studio.visitor()
            visitor.set_password(visitor.get(link), NEW_PASSWORD)
            self.assert_logs_in(cell, cell.others[0], NEW_PASSWORD)
        else:
            with self.only(*cell.others):
                self.assert_warned(cell)
            self.assertEqual(self.wanted_notes(cell.people), cell.others)
        with self.only(cell.first):
            self.studio.contact("unarchive", cell.first)
        if cell.others:
            self.assert_warned(cell)
        self.assert_logs_in(cell, cell.first)

    @action("merged", "S42 P12", needs=("merge", "unmerge"))
    def merge(self, cell):
        survivor = cell.first
        if not cell.others:
            with self.only():
                status, _, _ = self.studio.attempt("contact", "merge", "--id", str(survivor.id), "--into",
                                                   str(survivor.id))
            self.assertNotEqual(status, 0, "nobody can be merged with themselves")
            self.assert_logs_in(cell, survivor)
            return
        gone, rest = cell.others[0], cell.others[1:]
        links = {person: self.studio.link(person) for person in cell.people}
        sessions = {person: self.assert_logs_in(cell, person) for person in cell.people}
        with self.only(survivor, gone):
            self.studio.run("contact", "merge", "--id", str(gone.id), "--into", str(survivor.id))
        self.assert_session_is_dead(sessions[gone])
        for link in (links[survivor], links[gone]):
            page = self.studio.visitor().get(link)
            self.assert_page(page, f"Welcome back, {survivor.given}")
            self.assert_in_portal_of(self.studio.visitor().log_in_pinned(link, survivor.password), survivor)
        self.assert_logs_in(cell, survivor)
        page = self.studio.visitor().log_in(cell.typed[0], gone.password)
        if page.status != REFUSED:  # a password may follow, but to nobody else's portal
            self.assert_in_portal_of(page, survivor)
        for person in rest:
            self.assertEqual(self.studio.link(person), links[person])
            self.assert_in_portal_of(sessions[person].get(f"{HOME}/home"), person)
            self.assert_logs_in(cell, person)
        if rest:
            self.assert_warned(cell)
        else:
            self.assert_reset_is_mailed_to(survivor, cell.typed[0])
        with self.only(survivor, gone):
            self.studio.run("contact", "unmerge", "--id", str(gone.id))
        for person in cell.people:
            self.assertEqual(self.studio.link(person), links[person])
            self.assert_in_portal_of(self.studio.visitor().log_in_pinned(links[person], person.password), person)
            self.assert_logs_in(cell, person)
        self.assert_session_is_dead(sessions[gone])  # what was ended stays ended
        self.assert_warned(cell)


def rows_of(heir):
    return [work for work in vars(heir).values() if hasattr(work, "action")]


def add_cells(heir):
    """One test for each row and number of people."""
    for row in rows_of(heir):
        for size in SIZES:
            def cell_test(self, row=row, size=size):
                missing = [name for name in row.needs if not self.studio.knows(name)]
                if missing:
                    waiting = f"WAITING for foyer-portal contact {', '.join(missing)}: {row.action} is NOT tested"
                    say(waiting)
                    self.skipTest(waiting)
                row(self, self.cells[row.action, size])
            setattr(heir, f"test_{row.spec_ids} {row.action} among {size}".replace(" ", "_"), cell_test)


class BesideTheMatrix(StudioTest):
    """What the rows of the matrix do not reach."""

    @classmethod
    def setUpClass(cls):
        cls.nine = [Person(f"Niner{place}", "nine@example.com", f"ninth wave number {place} rolls in")
                    for place in range(9)]
        cls.salts = [Person(f"Salt{place}", [f"salt{place}@example.com", "salts@example.com"],
                            f"grey seals sleep on stone {place}") for place in range(3)]
        cls.fresh = [Person(f"Fresh{place}", "fresh@example.com") for place in range(2)]
        cls.late = Person("Late", "late@example.com", "an old ferry crosses at noon")
        cls.joining = Person("Joining", "joining@example.com", "the second ferry waits for it")
        cls.never = Person("Never", "never@example.com")
        cls.second = Person("Second", ["second.first@example.com", "second@example.com"], "two oars, one small boat")
        cls.thrice = Person("Thrice", "thrice@example.com", "three bells ring for supper")
        cls.household = [Person(f"House{place}", "house@example.com", f"the blue door at number {place}")
                         for place in range(2)]
        cls.moved = [Person(f"Moved{place}", f"moved.here{place}@example.com", f"crate {place} left on a cart at dawn")
                     for place in range(3)]
        cls.serve([*cls.moved, *cls.nine, *cls.salts, *cls.fresh, *cls.household, cls.late, cls.joining, cls.never,
                   cls.second, cls.thrice])

    def test_S37_nine_sharers_each_find_their_own_portal(self):
        for person in self.nine:
            with self.only(person):
                self.assert_page(self.studio.visitor().log_in("nine@example.com", person.password),
                                 f"Hello {person.given}")

    def test_S37_of_three_with_own_first_addresses_none_sees_anothers_portal(self):
        # More than two salts on one address: the third comes in by another address of theirs, or the Direct Link.
        arrived = 0
        for place, person in enumerate(self.salts):
            page = self.studio.visitor().log_in("salts@example.com", person.password)
            if page.status != REFUSED:
                self.assert_page(page, f"Hello {person.given}")
                arrived += 1
            own = self.studio.visitor().log_in(f"salt{place}@example.com", person.password)
            self.assert_page(own, f"Hello {person.given}")
            pinned = self.studio.visitor().log_in_pinned(self.studio.link(person), person.password)
            self.assert_page(pinned, f"Hello {person.given}")
        self.assertGreaterEqual(arrived, 2)

    def test_S37_three_who_moved_to_one_address_come_in_by_it_after_a_login(self):
        for person in self.moved:
            visitor = self.studio.visitor()
            visitor.log_in(person.emails[0], person.password)
            form = visitor.get(f"{HOME}/details/edit").form("email_1")
            page = visitor.submit(form, {"email_1": "family@example.com", "password": person.password},
                                  press=("do", "save"))
            self.assert_page(page, "Your details")
        for person in self.moved:
            page = self.studio.visitor().log_in_pinned(self.studio.link(person), person.password)
            self.assert_page(page, f"Hello {person.given}")
        for person in self.moved:
            page = self.studio.visitor().log_in("family@example.com", person.password)
            self.assert_page(page, f"Hello {person.given}")

    def test_S40_a_password_is_never_taken_already(self):
        for person in self.fresh:
            with self.only(person):
                visitor = self.studio.visitor()
                page = visitor.set_password(visitor.get(self.studio.link(person)), "both of us like lighthouses")
                self.assert_page(page, f"Hello {person.given}")
        page = self.studio.visitor().log_in("FRESH@example.com", "both of us like lighthouses")
        self.assert_page(page, "Who are you?")
        self.assertEqual(sorted(page.choices), [person.name for person in self.fresh])

    def test_S40_the_chooser_takes_nobody_who_was_not_proven(self):
        couple = self.household
        visitor = self.studio.visitor()
        page = visitor.log_in("house@example.com", couple[0].password)
        self.assert_page(page, f"Hello {couple[0].given}")
        other = self.studio.visitor()
        login = other.get(f"{HOME}/login").form("username")
        page = other.follow(other.post(f"{HOME}/who", {**login.fields, "person": str(couple[1].id)}))
        self.assertEqual(page.path, f"{HOME}/login")
        self.assertEqual(other.get(f"{HOME}/home").path, f"{HOME}/login")

    def test_S37_a_couple_takes_turns_in_one_browser(self):
        first, second = self.household
        browser = self.studio.visitor()
        self.assert_page(browser.log_in("house@example.com", first.password), f"Hello {first.given}")
        page = browser.log_in_pinned(self.studio.link(second), second.password)
        self.assert_page(page, f"Hello {second.given}")
        self.assert_page(browser.get(f"{HOME}/home"), f"Hello {second.given}")

    def test_S48_a_link_mailed_before_the_address_was_shared_still_names_one(self):
        link = self.studio.reset_link(self.late, "late@example.com")
        visitor = self.studio.visitor()
        visitor.log_in("joining@example.com", self.joining.password)
        with self.only(self.joining):
            form = visitor.get(f"{HOME}/details/edit").form("email_1")
            page = visitor.submit(form, {"email_1": "Late@Example.com", "password": self.joining.password},
                                  press=("do", "save"))
            self.assert_page(page, "Your details")
        conflicts = self.studio.run("contact", "list", "--conflicts")
        for person in (self.late, self.joining):  # S50: at once, on both
            self.assertIn(person.name, conflicts)
        self.assert_page(self.studio.visitor().forget("late@example.com"), "Please reach out to us")
        with self.only(self.late, self.joining):  # the note for the studio may come this late
            browser = self.studio.visitor()
            self.assert_page(browser.set_password(browser.get(link), NEW_PASSWORD), "Welcome")
        self.assert_page(self.studio.visitor().log_in("late@example.com", NEW_PASSWORD), "Hello Late")
        self.assert_page(self.studio.visitor().log_in("late@example.com", self.joining.password), "Hello Joining")

    def test_S47_a_reset_link_serves_as_the_first_password(self):
        with self.only(self.never):
            link = self.studio.reset_link(self.never, "never@example.com")
            browser = self.studio.visitor()
            self.assert_page(browser.set_password(browser.get(link), NEW_PASSWORD), "Welcome")
        self.assert_page(self.studio.visitor().log_in("never@example.com", NEW_PASSWORD), "Hello Never")

    def test_S47_of_three_links_only_the_newest_works(self):
        links = []
        for _ in range(3):
            mails = self.studio.mails(self.thrice, "reset")
            links.append(self.studio.reset_link(self.thrice, "thrice@example.com"))
            self.assertEqual(len(self.studio.mails(self.thrice, "reset")), len(mails) + 1)
        for link in links[:2]:
            self.assert_page(self.studio.visitor().get(link), "This link no longer works")
        browser = self.studio.visitor()
        self.assert_page(browser.set_password(browser.get(links[2]), NEW_PASSWORD), "Welcome")

    def test_S46_a_second_address_gets_its_own_mail(self):
        link = self.studio.reset_link(self.second, " SECOND@example.com")
        sent = [row for row in self.studio.rows() if row["table"] == "mail" and row["contact_id"] == self.second.id]
        self.assertEqual([row["to_address"] for row in sent], ["second@example.com"])
        self.assertIn("Second, this is for you alone.", one_line(self.studio.visitor().get(link).text))

    def test_S46_an_unknown_address_gets_the_same_page_as_a_known_one(self):
        with self.only():
            self.assert_page(self.studio.visitor().forget("nobody@example.com"), "Look into your mailbox")
        page = self.studio.visitor().forget("nobody at all")
        self.assertEqual(page.status, REFUSED)


add_cells(WhatClientsDo)
add_cells(WhatTheStudioDoes)
if __name__ == "__main__":
    unittest.main(verbosity=2)
