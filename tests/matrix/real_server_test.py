#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P1 over the wire: a sample of what foreign_test.cpp asks in full, against the program itself, header by header. A
couple with one mailbox, somebody else, and nobody at all ask every route for what is not theirs."""

import re
import sys
import unittest
import uuid
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "identity"))
from driver import HOME, Person, StudioTest, say  # noqa: E402

ROUTES = Path(__file__).resolve().parents[2] / "portal_server/portal/routes.cpp"
KINDS = {"Order": "orders", "Contract": "contracts", "Questionnaire": "questionnaires"}


def routes():
    """[(method, path, kind)] of those that name something, as the portal's own table has them."""
    table = ROUTES.read_text(encoding="utf-8")
    found = re.findall(r'\{Method::(Get|Post), "([^"]+)/:argument",[^}]*?Names::(\w+)[^}]*\}', table)
    if len(found) != len(re.findall(r'/:argument", Access', table)) or len(found) < 6:
        raise AssertionError(f"the table of routes was not understood: {found}")
    return [(method.upper(), path, kind) for method, path, kind in found if kind in KINDS]


def things_of(person):
    """One of each kind, for this person alone."""
    uid = person.given.lower()
    return {
        "orders": [{"uid": f"{uid}-order", "title": f"Prints of {uid}", "recipients": [person.given], "state": "sent",
                    "content": {"currency": "EUR", "needsAcceptance": True,
                                "lines": [{"title": f"A print for {uid}", "unitPrice": 1500}]}}],
        "contracts": [{"uid": f"{uid}-contract", "title": f"Agreement of {uid}", "state": "sent",
                       "signers": [{"contact": person.given}], "terms": {"text": f"Words for {uid}. [initials]"}}],
        "questionnaires": [{"uid": f"{uid}-questionnaire", "title": f"Questions for {uid}", "state": "sent",
                            "recipients": [person.given],
                            "questions": {"questions": [{"id": "a", "kind": "shortText", "label": f"{uid}?"}]}}],
    }


def heard(page, uid):
    """All that an answer says, but the time of day and the very id that was asked for, which a stranger's browser
    keeps until the login."""
    headers = sorted((name, value.replace(f".{uid};", ".UID;")) for name, value in page.headers if name.lower() != "date")
    return page.status, headers, page.body


class Foreign(StudioTest):
    @classmethod
    def setUpClass(cls):
        cls.couple = [Person("Ada", "both@example.com", "a heron and a half"),
                      Person("Ben", "both@example.com", "two thirds of a gull")]
        cls.other = Person("Cleo", "cleo@example.com", "all of a cormorant")
        cls.people = [*cls.couple, cls.other]
        jobs = [{"uid": "wedding", "title": "One wedding",
                 "people": [{"contact": person.given, "role": "client"} for person in cls.couple],
                 **{kind: [thing for person in cls.couple for thing in things_of(person)[kind]]
                    for kind in KINDS.values()}},
                {"uid": "sitting", "title": "One sitting", "people": [{"contact": "Cleo", "role": "client"}],
                 **things_of(cls.other)}]
        cls.serve(cls.people, {"jobs": jobs})
        cls.visitors = {}
        for person in cls.people:
            visitor = cls.studio.visitor()
            page = visitor.log_in(person.emails[0], person.password)
            if page.heading != f"Hello {person.given}":
                raise AssertionError(str(page))
            cls.visitors[person] = visitor
        cls.visitors[None] = cls.studio.visitor()
        cls.visitors[None].get(f"{HOME}/login")

    def ask(self, who, method, path, uid):
        visitor = self.visitors[who]
        address = f"{HOME}{path}/{uid}"
        if method != "POST":
            return visitor.request(method, address)
        # The form of a page of their own: what is wrong about this request is only what it names.
        form = visitor.get(f"{HOME}/details/edit" if who else f"{HOME}/login").form("form_token")
        return visitor.post(address, {"form_token": form.fields["form_token"], "do": "accept", "name": "Somebody",
                                      "seen": uid, "consent": "yes", "a": "an answer", "version": "1"})

    def test_p1_nobody_gets_what_is_not_theirs(self):
        before = [line for line in self.studio.dump().splitlines() if '"table":"session"' not in line]
        asked = 0
        for method, path, kind in routes():
            for verb in ["GET", "HEAD"] if method == "GET" else [method]:
                for who in self.visitors:
                    for owner in self.people:
                        if owner is who:
                            continue
                        uid = f"{owner.given.lower()}-{kind.lower()}"
                        with self.subTest(verb=verb, path=path, who=who, owner=owner):
                            foreign = self.ask(who, verb, path, uid)
                            random = str(uuid.uuid4())
                            nothing = self.ask(who, verb, path, random)
                            self.assertEqual(heard(foreign, uid), heard(nothing, random))
                            wanted = 404 if who else 403 if verb == "POST" else 303
                            self.assertEqual(foreign.status, wanted)
                            self.assertNotIn(owner.given.lower().encode(), foreign.body.lower())
                            asked += 2
        self.studio.settle()
        after = [line for line in self.studio.dump().splitlines() if '"table":"session"' not in line]
        changed = [line for line in set(before) ^ set(after) if '"entity":"setting"' not in line]
        self.assertEqual([line for line in changed if re.search(r'"table":"(item|evidence|signature|answer)', line)], [])
        say(f"foreign over the wire: {asked} requests, each the same as for a random id")

    def test_s27_what_is_theirs_is_there(self):
        for method, path, kind in routes():
            if method != "GET":
                continue
            for person in self.people:
                page = self.ask(person, "GET", path, f"{person.given.lower()}-{kind.lower()}")
                self.assertEqual(page.status, 200, f"{path} for {person}: {page}")
                self.assertEqual(page.header("Cache-Control"), "no-store")
                self.assertEqual(page.header("X-Content-Type-Options"), "nosniff")
                if "pdf" in path:
                    self.assertTrue(page.body.startswith(b"%PDF-"))
                else:
                    self.assertIn(person.given.lower(), page.text.lower())

    def test_s32_home_has_three_each(self):
        for person in self.people:
            page = self.visitors[person].get(f"{HOME}/home")
            for other in self.people:
                for kind in KINDS:
                    link = f"/{other.given.lower()}-{kind.lower()}\"".encode()
                    self.assertEqual(link in page.body, other is person, f"{person} and {other}'s {kind}")

    def test_p3_looking_writes_nothing(self):
        before = self.studio.dump()
        for method, path, kind in routes():
            for person in self.people:
                if method == "GET":
                    for verb in ("GET", "HEAD"):
                        self.ask(person, verb, path, f"{person.given.lower()}-{kind.lower()}")
        self.assertEqual(self.studio.dump(), before)


if __name__ == "__main__":
    unittest.main()
