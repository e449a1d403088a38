# SPDX-License-Identifier: GPL-3.0-or-later
"""A studio, the real portal that serves it, and people with browsers: what the tests of this folder share."""

import contextlib
import ctypes
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

START_WITHIN_S = 30  # a debug build on a busy machine
STOP_WITHIN_S = 20  # the portal lets clients finish for ten seconds
ANSWER_WITHIN_S = 60
SETTLE_WITHIN_S = 20  # what the portal does behind its answer

BRAND = {"name": "Two Gulls", "username": "gulls", "email": "hello@gulls.example", "phone": "+49 30 5550100"}
HOME = f"/{BRAND['username']}"
VOID = {"input", "meta", "link", "br", "img", "hr"}


def program():
    """The program under test. ctest sets it; by hand: FOYER_PORTAL=build/dev/portal_server/foyer-portal"""
    path = os.environ.get("FOYER_PORTAL", "")
    if not os.access(path, os.X_OK):
        raise AssertionError(f"FOYER_PORTAL must name the foyer-portal program to test, not '{path}'")
    return path


def whole_run():
    """The sizes of ./dev torture instead of those that every change must pass."""
    return os.environ.get("FOYER_WHOLE_RUN") == "1"


def say(line):
    """One line for whoever reads the test's output: a figure, and its bound. ./dev torture collects them."""
    print(line, flush=True)
    if os.environ.get("FOYER_FIGURES"):
        with open(os.environ["FOYER_FIGURES"], "a", encoding="utf-8") as figures:
            figures.write(line + "\n")


class Form:
    def __init__(self, method, action):
        self.method = method
        self.action = action
        self.fields = {}  # what a browser would send when nobody touches anything, without buttons
        self.buttons = []  # [name, value, label]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.headings, self.alerts, self.forms, self.text = [], [], [], []
        self.open = []  # of every element around: what its text belongs to
        self.textarea = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        sink = None
        if tag == "h1":
            sink = self.headings
            sink.append("")
        elif given.get("role") == "alert" or "error" in (given.get("class") or "").split():
            sink = self.alerts
            sink.append("")
        elif tag == "form":
            self.forms.append(Form(given.get("method", "get").lower(), given.get("action", "")))
        elif tag == "button" and self.forms and given.get("type", "submit") == "submit":
            self.forms[-1].buttons.append([given.get("name"), given.get("value", ""), ""])
        elif tag == "input" and self.forms and given.get("name"):
            self.forms[-1].fields[given["name"]] = given.get("value") or ""
        elif tag == "textarea" and self.forms:
            self.textarea = given.get("name")
            self.forms[-1].fields[self.textarea] = ""
        if tag not in VOID:
            self.open.append((tag, sink))

    def handle_endtag(self, tag):
        while self.open:
            closed, _ = self.open.pop()
            if closed == tag:
                break
        if tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if "head" in tags or "script" in tags:
            return
        if self.textarea:
            self.forms[-1].fields[self.textarea] += data
            return
        self.text.append(data)
        if "button" in tags and self.forms and self.forms[-1].buttons:
            self.forms[-1].buttons[-1][2] += data
        for _, sink in self.open:
            if sink is not None:
                sink[-1] += data


def one_line(text):
    return " ".join(text.split())


class Page:
    """An answer, and what a person sees of it."""

    def __init__(self, path, status, headers, body):
        self.path = path
        self.status = status
        self.headers = headers  # [(name, value)] in their order
        self.body = body
        self._read = None

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def read(self):
        if self._read is None:
            self._read = _Reader()
            if (self.header("Content-Type") or "").startswith("text/html"):
                self._read.feed(self.body.decode())
        return self._read

    @property
    def heading(self):
        return one_line(" / ".join(self.read.headings))

    @property
    def error(self):
        return one_line(" / ".join(self.read.alerts))

    @property
    def text(self):
        return one_line("".join(self.read.text))

    @property
    def choices(self):
        """Whom a page of several buttons offers."""
        return [one_line(label) for form in self.read.forms for name, _, label in form.buttons if name == "person"]

    def form(self, field):
        """The form that asks for this."""
        for form in self.read.forms:
            if field in form.fields or any(name == field for name, _, _ in form.buttons):
                return form
        raise AssertionError(f"no form asks for '{field}' on {self}")

    def __str__(self):
        return f"{self.status} {self.path} “{self.heading}” {self.error}".rstrip()


class Browser:
    """A person with cookies of their own, at an address of their own (any of 127.0.0.0/8)."""

    def __init__(self, base, source="127.0.0.1", keep_alive=False):
        self.host = urllib.parse.urlsplit(base).netloc
        self.source = source
        self.keep_alive = keep_alive
        self.cookies = {}
        self._connection = None

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None

    def request(self, method, path, body=None, headers=()):
        """One request and its answer, wherever that leads."""
        connection = self._connection
        if connection is None:
            connection = http.client.HTTPConnection(self.host, timeout=ANSWER_WITHIN_S,
                                                    source_address=(self.source, 0))
        sent = {"Connection": "keep-alive" if self.keep_alive else "close", **dict(headers)}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None and "Content-Type" not in sent:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body=body, headers=sent)
        answer = connection.getresponse()
        page = Page(path, answer.status, answer.getheaders(), answer.read())
        if self.keep_alive and not answer.will_close:
            self._connection = connection
        else:
            connection.close()
            self._connection = None
        for name, value in page.headers:
            if name.lower() == "set-cookie":
                self._keep(value)
        return page

    def _keep(self, line):
        pair, *attributes = [part.strip() for part in line.split(";")]
        name, _, value = pair.partition("=")
        if any(attribute.lower() == "max-age=0" for attribute in attributes):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def follow(self, page):
        """To where a person ends up."""
        for _ in range(5):
            if page.status not in (302, 303, 307, 308):
                return page
            page = self.request("GET", page.header("Location"))
        raise AssertionError(f"redirects without end at {page}")

    def get(self, path):
        return self.follow(self.request("GET", path))

    def post(self, path, fields):
        return self.request("POST", path, urllib.parse.urlencode(fields))

    def submit(self, form, fields=None, press=None):
        """The form as a person sends it; `press` is the name and value of a button."""
        sent = {**form.fields, **(fields or {})}
        if press:
            sent[press[0]] = press[1]
        return self.follow(self.post(form.action, sent))

    # ---- What clients do

    def log_in(self, email, password):
        form = self.get(f"{HOME}/login").form("username")
        return self.submit(form, {"username": email, "password": password})

    def choose(self, page, name):
        form = page.form("person")
        for button in form.buttons:
            if one_line(button[2]) == name:
                return self.submit(form, press=(button[0], button[1]))
        raise AssertionError(f"{name} is not among {page.choices}")

    def forget(self, email):
        """Asks for a reset by mail."""
        return self.submit(self.get(f"{HOME}/forgot").form("username"), {"username": email})

    def set_password(self, page, password):
        """The form of a first visit, and that of a reset link."""
        return self.submit(page.form("new_password"), {"new_password": password})

    def log_in_pinned(self, link, password):
        return self.submit(self.get(link).form("password"), {"password": password})

    def end_session(self):
        """As if it had run out: whatever else the portal left in this browser stays."""
        self.cookies.pop("foyer", None)


class Person:
    """Somebody in a studio that a test makes up."""

    def __init__(self, given, emails, password=None, **portal):
        self.given = given
        self.emails = [emails] if isinstance(emails, str) else list(emails)
        self.password = password
        self.portal = portal
        self.id = None  # known once they are imported

    @property
    def name(self):
        return f"{self.given} Example"

    def __repr__(self):
        return self.given

    def as_json(self):
        entry = {"uid": self.given, "givenName": self.given, "familyName": "Example",
                 "emails": [{"address": email} for email in self.emails]}
        portal = dict(self.portal)
        if self.password:
            portal["password"] = self.password
        if portal:
            entry["portal"] = portal
        return entry


class Failed(AssertionError):
    """A command of the program ended with another status than wanted."""


class Studio:
    """A studio file in a folder of its own, and the portal that serves it."""

    def __init__(self, people, parts=None):
        """`parts` of a studio JSON stand beside the people: jobs, templates, taxes …"""
        self.folder = Path(tempfile.mkdtemp(prefix="foyer-identity-"))
        self.file = self.folder / "test.foyer"
        runtime = self.folder / "runtime"  # where the portal listens for commands
        runtime.mkdir(mode=0o700)
        self.environment = {**os.environ, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(runtime),
                            "XDG_CONFIG_HOME": str(self.folder / "config"),
                            "XDG_DATA_HOME": str(self.folder / "data")}
        self.portal = None
        self.base = None
        self.people = list(people)
        source = self.folder / "studio.json"
        source.write_text(json.dumps({"format": "foyer-studio", "version": 1, "brands": [BRAND],
                                      "settings": {"studio.name": BRAND["name"]},
                                      "contacts": [person.as_json() for person in self.people],
                                      **(parts or {})}))
        self.run("import", str(source))
        ids = {row["uid"]: row["id"] for row in self.rows() if row["table"] == "contact"}
        for person in self.people:
            person.id = ids[person.given]

    # ---- Commands

    def attempt(self, *words):
        """(exit status, standard output, standard error) of a command."""
        done = subprocess.run([program(), *words, "--studio", str(self.file)], env=self.environment,
                              capture_output=True, text=True, timeout=600, check=False)
        return done.returncode, done.stdout, done.stderr

    def run(self, *words):
        """What a command says that must not fail."""
        status, out, err = self.attempt(*words)
        if status != 0:
            raise Failed(f"foyer-portal {' '.join(words)} ended with {status}: {err or out}")
        return out

    def contact(self, action, person, *more):
        return self.run("contact", action, "--id", str(person.id), *more)

    def knows(self, action):
        """Whether this program has `contact ACTION`."""
        return f"contact {action} " in self.run_bare("--help")

    def run_bare(self, *words):
        return subprocess.run([program(), *words], env=self.environment, capture_output=True, text=True,
                              timeout=60, check=True).stdout

    def dump(self):
        return self.run("dump")

    def rows(self):
        return [json.loads(line) for line in self.dump().splitlines()]

    def link(self, person):
        """The path of their Direct Link."""
        return urllib.parse.urlsplit(self.contact("link", person).strip()).path

    def mails(self, person, kind):
        """The numbers of their mails of one kind, oldest first."""
        return [row["id"] for row in self.rows()
                if row["table"] == "mail" and row["contact_id"] == person.id and row["kind"] == kind]

    def link_in_mail(self, number):
        """The path of the link that this mail's recipient finds in it."""
        text = self.run("mail", "show", str(number), "--links")
        found = re.findall(r"https?://\S+", text)
        if len(found) != 1:
            raise AssertionError(f"one link was expected in mail {number}: {text}")
        return urllib.parse.urlsplit(found[0]).path

    def reset_link(self, person, email):
        """Asks for a reset by mail as this person, and opens the mail."""
        before = len(self.mails(person, "reset"))
        browser = Browser(self.base, a_source())
        browser.forget(email)
        numbers = wait_for(f"a reset mail to {person.given}",
                           lambda: self.mails(person, "reset")[before:])
        return self.link_in_mail(numbers[-1])

    def settle(self):
        """Until the portal has done what it does behind its answers: it writes one thing after the other."""
        self.run("settings", "set", "studio.name", BRAND["name"])

    # ---- The portal

    def serve(self, *options):
        with open(self.folder / "portal.log", "ab") as log:
            self.portal = subprocess.Popen(
                [program(), "serve", "--studio", str(self.file), "--listen", "127.0.0.1:0", *options],
                env=self.environment, stdout=log, stderr=log, preexec_fn=end_with_the_test)

        def address():
            if self.portal.poll() is not None:
                raise AssertionError(f"foyer-portal serve ended: {self.log()}")
            return re.search(r"^Serving (http://127\.0\.0\.1:\d+)/", self.log(), re.MULTILINE)

        self.base = wait_for("the portal's address", address, START_WITHIN_S).group(1)
        return self

    def log(self):
        """All that the portal said."""
        return (self.folder / "portal.log").read_text(encoding="utf-8", errors="replace")

    def visitor(self, **how):
        """Somebody with a fresh browser, at an address that nobody else has."""
        return Browser(self.base, how.pop("source", None) or a_source(), **how)

    def stop(self):
        """Ends the portal, and says what was wrong with how it ended."""
        if self.portal is None:
            return ""
        portal, self.portal = self.portal, None
        portal.send_signal(signal.SIGTERM)
        try:
            status = portal.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            portal.kill()
            portal.wait()
            return f"did not stop within {STOP_WITHIN_S} s"
        return "" if status == 0 else f"ended with {status}: {self.log()}"

    def close(self):
        wrong = self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        if wrong:
            raise AssertionError(f"foyer-portal serve {wrong}")


def end_with_the_test():
    """In the portal's process: no portal is left behind when ctest kills a test that takes too long."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def wait_for(what, look, seconds=SETTLE_WITHIN_S):
    """The first true answer of look()."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.02)


_sources_given = 0


def a_source():
    """A loopback address that nobody had before: throttles count by address."""
    global _sources_given
    _sources_given += 1
    number = _sources_given
    return f"127.{64 + number // 62500}.{number // 250 % 250}.{1 + number % 250}"


# ---- What a change left alone

def owner_of(row):
    """The contact to whom a row of the dump belongs, if it is anybody's."""
    return row["id"] if row["table"] == "contact" else row.get("contact_id")


class Untouched:
    """Compares two dumps: whose rows changed, and of whom the journal speaks."""

    def __init__(self, before, after):
        self.changed = set()
        for line in set(before.splitlines()) ^ set(after.splitlines()):
            row = json.loads(line)
            if row["table"] == "journal":
                if line in set(before.splitlines()):
                    self.changed.add("an old entry of the journal")
                elif row["entity"] in ("contact", "portal_account"):
                    self.changed.add(row["entity_row"])
            elif owner_of(row) is not None:
                self.changed.add(owner_of(row))
            elif row["table"] in ("brand", "brand_earlier_username", "setting", "import"):
                self.changed.add(row["table"])

    def beyond(self, people):
        """What changed although it belongs to none of these people."""
        return self.changed - {person.id for person in people}


class StudioTest(unittest.TestCase):
    """A test on one studio, made by `people()` and served for all its cases."""

    studio = None

    @classmethod
    def serve(cls, people, parts=None):
        cls.studio = Studio(people, parts)
        cls.addClassCleanup(cls.studio.close)
        cls.studio.serve()

    @contextlib.contextmanager
    def only(self, *people):
        """Within, no row of anybody else may change."""
        before = self.studio.dump()
        yield
        strangers = Untouched(before, self.studio.dump()).beyond(people)
        self.assertEqual(strangers, set(), "rows of others changed")

    def assert_page(self, page, heading, status=200):
        self.assertEqual((page.status, page.heading), (status, heading), str(page))


# ---- Whether times tell anything

def auc(left, right):
    """The chance to tell by one time to which class it belongs: 0.5 is a coin, 1 is certainty. Ties count half."""
    ranked = sorted([(value, 0) for value in left] + [(value, 1) for value in right])
    rank_sum = 0.0  # of the left class, ranks from 1; equal values share the mean of theirs
    start = 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        shared_rank = (start + 1 + end) / 2
        rank_sum += shared_rank * sum(1 for _, side in ranked[start:end] if side == 0)
        start = end
    area = (rank_sum - len(left) * (len(left) + 1) / 2) / (len(left) * len(right))
    return max(area, 1 - area)


def auc_bound(samples):
    """What chance alone passes with equal classes of this size: four standard errors of the rank sum."""
    return 0.5 + 4 * ((2 * samples + 1) / (12 * samples * samples)) ** 0.5


# ---- One request at a time, as bare as can be

class Line:
    """A connection that sends ready-made bytes and wastes no time on understanding the answer."""

    def __init__(self, base, source):
        parts = urllib.parse.urlsplit(base)
        self.socket = socket.create_connection((parts.hostname, parts.port), ANSWER_WITHIN_S, (source, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def exchange(self, request):
        """(head, body, nanoseconds from the first byte sent to the last one received)."""
        started = time.perf_counter_ns()
        self.socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._some()
        head, _, body = received.partition(b"\r\n\r\n")
        length = int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", head + b"\r\n").group(1))
        while len(body) < length:
            body += self._some()
        return head, body, time.perf_counter_ns() - started

    def _some(self):
        some = self.socket.recv(65536)
        if not some:
            raise ConnectionError("the portal hung up")
        return some


def status_of(head):
    return int(head.split(b" ", 2)[1])


def raw_post(browser, path, fields, keep_alive=True):
    """The bytes of a form as `browser` would send it."""
    body = urllib.parse.urlencode(fields).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return (f"POST {path} HTTP/1.1\r\nHost: {browser.host}\r\nCookie: {cookies}\r\n"
            f"Connection: {'keep-alive' if keep_alive else 'close'}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body
