#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""P3: mail scanners, previews and curious machines open everything before the client does. GET, HEAD and OPTIONS
change not a byte of `foyer-portal dump`, and the person who comes after them finds the link unused."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from driver import HOME, Person, StudioTest, say, wait_for  # noqa: E402

LOOKS = 5
ROUTES = Path(__file__).resolve().parents[2] / "portal_server/portal/routes.cpp"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
BROWSER_WITHIN_S = 120
UNSEEN_WRITES_S = 0.3  # what the portal would do behind an answer
PASSWORD = "no scanner ever chose this one"


def routes():
    """[(method, path)] as the portal's own table has them, so that no new route is forgotten here."""
    found = re.findall(r'\{Method::(Get|Post), "([^"]+)", Access::', ROUTES.read_text(encoding="utf-8"))
    if len(found) < 20:
        raise AssertionError(f"the table of routes was not understood: {found}")
    return found


def look_with_chromium(address):
    """What stands on the page once a browser has opened it and run its script."""
    with tempfile.TemporaryDirectory(prefix="foyer-browser-") as folder:
        words = [CHROMIUM, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--disable-quic", f"--user-data-dir={folder}",
                 "--virtual-time-budget=3000", "--dump-dom", address]
        if os.geteuid() == 0:
            words.insert(1, "--no-sandbox")  # Chromium refuses its sandbox as root, e.g. in CI
        done = subprocess.run(words, capture_output=True, text=True, timeout=BROWSER_WITHIN_S, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{CHROMIUM} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout


class HarmlessGet(StudioTest):
    @classmethod
    def setUpClass(cls):
        cls.invited = Person("Invited", "invited@example.com")
        cls.couple = [Person(f"Half{n}", "couple@example.com") for n in range(2)]
        cls.forgot = Person("Forgot", "forgot@example.com", "the tide took my old password")
        cls.browsed = [Person("Browsed", "browsed@example.com"),
                       Person("Rebrowsed", "rebrowsed@example.com", "the tide took this one as well")]
        cls.client = Person("Client", "client@example.com", "a client with a boat and a dog")
        cls.serve([cls.invited, *cls.couple, cls.forgot, *cls.browsed, cls.client])

    def invite_link(self, person):
        """As it stands in the mail they got."""
        self.studio.contact("invite", person)
        number = wait_for("the invite", lambda: self.studio.mails(person, "invite"))[-1]
        return self.studio.link_in_mail(number)

    def assert_harmless(self, look, what):
        """Not a byte of the dump, and nothing in the tables that it leaves out: no commit at all."""
        watcher = sqlite3.connect(f"file:{self.studio.file}?mode=ro", uri=True)
        self.addCleanup(watcher.close)
        self.wait_for_quiet(watcher)
        before = self.studio.dump()
        commits = self.commits(watcher)
        answer = look()
        time.sleep(UNSEEN_WRITES_S)
        self.assertEqual(self.commits(watcher), commits, f"{what}: something was written")
        self.assertEqual(self.studio.dump(), before, what)
        return answer

    def wait_for_quiet(self, watcher):
        """What was written a moment ago is still read by the automations and the courier, who note how far."""
        def stays():
            commits = self.commits(watcher)
            time.sleep(3 * UNSEEN_WRITES_S)
            return self.commits(watcher) == commits
        wait_for("a studio in which nobody writes", stays)

    def commits(self, watcher):
        """A number that changes with every commit of anybody else."""
        return watcher.execute("PRAGMA data_version").fetchone()[0]

    def scan(self, link):
        """As scanners do: the bare link, its end with the cookies it gave, and without them."""
        for _ in range(LOOKS):
            first = self.studio.visitor().request("GET", link)
            self.assertEqual(first.status, 303)
            self.assertNotIn(link.rsplit("/", 1)[1], first.header("Location"))
            self.studio.visitor().request("GET", first.header("Location"))
            scanner = self.studio.visitor()
            self.assertEqual(scanner.get(link).status, 200)
            self.assertEqual(scanner.request("HEAD", scanner.get(link).path).body, b"")
        for _ in range(LOOKS):
            self.assertEqual(self.studio.visitor().request("HEAD", link).status, 303)
        self.assert_options_are_refused(self.studio.visitor(), link)

    def assert_options_are_refused(self, browser, path):
        page = browser.request("OPTIONS", path)
        self.assertEqual(page.status, 405, f"OPTIONS {path}")
        self.assertIsNotNone(page.header("Allow"), f"OPTIONS {path}")

    # ---- Mailed links

    def test_P3_S4_an_invite_is_looked_at_and_still_fresh(self):
        for person in (self.invited, *self.couple):
            link = self.invite_link(person)
            self.assert_harmless(lambda link=link: self.scan(link), f"the invite of {person.given}")
            visitor = self.studio.visitor()
            page = visitor.get(link)
            self.assert_page(page, f"Welcome, {person.given}")
            with self.only(person):
                self.assert_page(visitor.set_password(page, PASSWORD), f"Hello {person.given}")

    def test_P3_S47_a_reset_link_is_looked_at_and_still_fresh(self):
        link = self.studio.reset_link(self.forgot, "forgot@example.com")
        self.assert_harmless(lambda: self.scan(link), "the reset link")
        # Whoever looked, the old password still holds until a person chooses a new one.
        self.assert_page(self.studio.visitor().log_in("forgot@example.com", self.forgot.password), "Hello Forgot")
        visitor = self.studio.visitor()
        with self.only(self.forgot):
            self.assert_page(visitor.set_password(visitor.get(link), PASSWORD), "Welcome")
        self.assert_page(self.studio.visitor().log_in("forgot@example.com", PASSWORD), "Hello Forgot")

    @unittest.skipUnless(os.access(CHROMIUM, os.X_OK), f"NOT TESTED: there is no {CHROMIUM}")
    def test_P3_a_headless_browser_looks_at_every_mailed_link(self):
        newcomer, forgetful = self.browsed
        links = {newcomer: (self.invite_link(newcomer), "Welcome, Browsed"),
                 forgetful: (self.studio.reset_link(forgetful, "rebrowsed@example.com"), "Choose a new password")}
        for person, (link, heading) in links.items():
            html = self.assert_harmless(lambda link=link: look_with_chromium(self.studio.base + link),
                                        f"a browser at the link of {person.given}")
            self.assertIn(f"<h1>{heading}</h1>", html)
            self.assertIn('name="new_password"', html)
        visitor = self.studio.visitor()
        page = visitor.set_password(visitor.get(links[newcomer][0]), PASSWORD)
        self.assert_page(page, "Hello Browsed")
        visitor = self.studio.visitor()
        self.assert_page(visitor.set_password(visitor.get(links[forgetful][0]), PASSWORD), "Welcome")

    # ---- Every route

    def look_at_everything(self, make_browser, tokens):
        counts = {}
        for method, pattern in routes():
            for token in tokens if ":argument" in pattern else [""]:
                path = HOME + pattern.replace(":argument", token)
                for asked in ["GET"] * LOOKS + ["HEAD", "OPTIONS"]:
                    page = make_browser().request(asked, path)
                    if asked == "OPTIONS":
                        self.assertEqual(page.status, 405, f"OPTIONS {path}")
                    elif method == "Get":
                        self.assertIn(page.status, (200, 303, 304, 404), f"{asked} {path}")
                    if asked == "HEAD":
                        self.assertEqual(page.body, b"", path)
                    self.assertLess(page.status, 500, f"{asked} {path}")
                    counts[page.status] = counts.get(page.status, 0) + 1
        return counts

    def test_P3_no_route_changes_anything_for_a_stranger(self):
        tokens = [self.studio.link(self.client).rsplit("/", 1)[1], "nonsense", "x" * 43]
        counts = self.assert_harmless(lambda: self.look_at_everything(self.studio.visitor, tokens),
                                      "every route, as a stranger")
        say(f"every route as a stranger, answers by status: {counts}")

    def test_P3_no_route_changes_anything_for_a_client(self):
        client = self.studio.visitor()
        self.assert_page(client.log_in("client@example.com", self.client.password), "Hello Client")
        cookies = dict(client.cookies)
        tokens = [self.studio.link(one).rsplit("/", 1)[1] for one in (self.client, self.couple[0])] + ["nonsense"]

        def as_client():
            client.cookies = {**client.cookies, **cookies}
            return client

        counts = self.assert_harmless(lambda: self.look_at_everything(as_client, tokens), "every route, as a client")
        say(f"every route as a client, answers by status: {counts}")
        self.assert_page(as_client().get(f"{HOME}/home"), "Hello Client")  # not even logged out


if __name__ == "__main__":
    unittest.main(verbosity=2)
