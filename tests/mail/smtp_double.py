# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server that keeps a diary and misbehaves on demand, and the real foyer-portal that sends to it: what the
tests of this folder share. Needs python3-aiosmtpd and openssl."""

import asyncio
import contextlib
import ctypes
import logging
import os
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, syntax

logging.disable()  # broken connections are what this is for
USER, PASSWORD = "ada@lumen.example", "canary hunter 2"
POINTS = ["connect", "greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "body", "dot", "QUIT"]
FAULTS = ["4xx", "5xx", "disconnect", "silence", "garbage", "slow"]
LINES = {"4xx": "451 4.3.0 Come again later", "5xx": "554 5.7.0 Go away"}
PATIENCE = "2000,3500"  # milliseconds to connect and in all
SLOW_S = 0.002  # before each byte of an answer


def whole_run():
    """The sizes of ./dev torture instead of those that every change must pass."""
    return os.environ.get("FOYER_WHOLE_RUN") == "1"


def say(line):
    """One line for whoever reads the test's output: a figure, and its bound. ./dev torture collects them."""
    print(line, flush=True)
    if os.environ.get("FOYER_FIGURES"):
        with open(os.environ["FOYER_FIGURES"], "a", encoding="utf-8") as figures:
            figures.write(line + "\n")


def wait_for(what, look, within_s=60):
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"waited {within_s} s for {what}")


def certificate(folder, name, host):
    """A certificate for this host that vouches for itself. @returns certificate and key"""
    files = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}",
                    "-keyout", files[1], "-out", files[0]], check=True, capture_output=True)
    return files


class Conversation(SMTP):
    """One connection. Does what it should but at the point of its double's fault."""

    def __init__(self, double, **how):
        super().__init__(double, hostname="double.example", ident="double", timeout=60, **how)
        self.double = double

    async def say_slowly(self, line):
        for byte in line.encode() + b"\r\n":
            await asyncio.sleep(SLOW_S)  # before, not after: a handshake may follow the last one at once
            self._writer.write(bytes([byte]))
            await self._writer.drain()

    async def misbehaves(self, point, proper=None):
        """Whether the fault of this point took the place of the answer. A slow one is still to be given."""
        fault = self.double.take(point)
        if fault is None:
            return False
        if fault == "slow":
            self.is_slow = True
            return False
        if fault in LINES:
            await super().push(LINES[fault])
            if point in ("connect", "greeting", "body"):
                self.leave()
        elif fault == "disconnect":
            self.leave()
        elif fault == "silence":
            await asyncio.sleep(60)
        elif fault == "garbage":
            self._writer.write(b"\xff\xfe@@ no mail server \x00\r\n25O OK\r\n+OK POP3 ready\r\n999 what\r\n")
            await self._writer.drain()
            self.leave()
        return True

    def leave(self):
        if self.transport is not None:
            self.transport.abort()
        raise ConnectionResetError

    async def push(self, status):
        if getattr(self, "is_slow", False):
            self.is_slow = False
            await self.say_slowly(status if isinstance(status, str) else status.decode())
            return
        await super().push(status)

    async def _handle_client(self):
        with contextlib.suppress(ConnectionResetError):
            self.double.connections += 1
            if await self.misbehaves("connect") or await self.misbehaves("greeting"):
                return
            await super()._handle_client()

    @syntax("EHLO hostname")
    async def smtp_EHLO(self, arg):
        if not await self.misbehaves("EHLO"):
            await super().smtp_EHLO(arg)

    @syntax("STARTTLS")
    async def smtp_STARTTLS(self, arg):
        if not await self.misbehaves("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    @syntax("AUTH <mechanism>")
    async def smtp_AUTH(self, arg):
        if not await self.misbehaves("AUTH"):
            await super().smtp_AUTH(arg)

    @syntax("MAIL FROM: <address>")
    async def smtp_MAIL(self, arg):
        if not await self.misbehaves("MAIL"):
            await super().smtp_MAIL(arg)

    @syntax("RCPT TO: <address>")
    async def smtp_RCPT(self, arg):
        if not await self.misbehaves("RCPT"):
            await super().smtp_RCPT(arg)

    @syntax("QUIT")
    async def smtp_QUIT(self, arg):
        if not await self.misbehaves("QUIT"):
            await super().smtp_QUIT(arg)

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        if await self.misbehaves("DATA"):
            return
        if not (self.double.fault and self.double.fault[0] == "body"):
            await super().smtp_DATA(arg)
            return
        await super().push("354 go on")
        read = await self._reader.read(2000)  # of megabytes
        if await self.misbehaves("body"):
            return
        while not read.endswith(b"\r\n.\r\n"):
            read += await self._reader.read(65536)
            await asyncio.sleep(SLOW_S)
        self.envelope.content = read[:-3]
        answer = await self.double.handle_DATA(self, self.session, self.envelope)
        self._set_post_data_state()
        await self.push(answer)


class Double:
    """The server, on a thread of its own. `fault` is (point, kind) and happens once."""

    def __init__(self, tls=None, is_implicit=False, wants_login=False, pause_s=0, keeps=True):
        self.tls, self.is_implicit, self.wants_login, self.pause_s = tls, is_implicit, wants_login, pause_s
        self.keeps = keeps
        self.fault = None
        self.met = []  # faults that happened
        self.whole = []  # (Message-ID, recipient, subject) of every mail whose final dot was seen
        self.delivered = []  # of every one that goes on to its recipient, whether or not the sender hears of it
        self.said = []  # of every one that was said 250 to
        self.messages = []  # bytes of what was delivered
        self.senders = []
        self.connections = 0
        self.logins = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        self.server = asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result()
        self.port = self.server.sockets[0].getsockname()[1]

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.set_exception_handler(lambda loop, context: None)
        self.loop.run_forever()

    def _conversation(self):
        how = {"auth_required": self.wants_login, "auth_require_tls": self.tls is not None and not self.is_implicit,
               "authenticator": self._authenticate, "loop": self.loop}
        if self.tls and not self.is_implicit:
            how |= {"tls_context": self.tls, "require_starttls": True}
        return Conversation(self, **how)

    async def _listen(self):
        return await self.loop.create_server(self._conversation, "127.0.0.1", 0,
                                             ssl=self.tls if self.is_implicit else None)

    def _authenticate(self, server, session, envelope, mechanism, data):
        login, password = getattr(data, "login", b"?"), getattr(data, "password", b"?")
        self.logins.append((mechanism, login))
        is_right = login == USER.encode() and password == PASSWORD.encode()
        return AuthResult(success=is_right, handled=is_right)

    def take(self, point):
        """The fault of this point, if it is to happen now."""
        if self.fault and self.fault[0] == point:
            kind = self.fault[1]
            self.fault = None
            self.met.append((point, kind))
            return kind
        return None

    async def handle_DATA(self, server, session, envelope):
        content = envelope.content
        head = content.split(b"\r\n\r\n")[0].decode("ascii", "replace")
        key = (re.search(r"^Message-ID:\s+<(.*)>", head, re.MULTILINE).group(1), envelope.rcpt_tos[0],
               re.search(r"^Subject: (.*?)\r?$", head, re.MULTILINE).group(1))
        assert len(envelope.rcpt_tos) == 1, envelope.rcpt_tos
        self.whole.append(key)
        if self.pause_s:
            await asyncio.sleep(self.pause_s)
        fault = self.fault[1] if self.fault and self.fault[0] == "dot" else None
        if fault in LINES:
            self.take("dot")
            return LINES[fault]
        self.delivered.append(key)
        self.senders.append(envelope.mail_from)
        if self.keeps:
            self.messages.append(content)
        if fault and await server.misbehaves("dot"):  # taken, but nobody hears of it
            raise ConnectionResetError
        self.said.append(key)
        return "250 2.0.0 Taken"

    def close(self):
        async def end():
            self.server.close()
            for task in asyncio.all_tasks():
                if task is not asyncio.current_task():
                    task.cancel()
        with contextlib.suppress(Exception):
            asyncio.run_coroutine_threadsafe(end(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)


def end_with_the_test():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Studio:
    """A studio whose Outbox is full, its mail account, and the program that has it open."""

    def __init__(self, mails, mailboxes, *how):
        self.folder = Path(tempfile.mkdtemp(prefix="foyer-mail-"))
        self.file = self.folder / "test.foyer"
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.environment = {**os.environ, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(runtime),
                            "XDG_STATE_HOME": str(self.folder / "state"), "FOYER_SECRETS": "file",
                            "FOYER_MAIL_PATIENCE": PATIENCE}
        self.portal = None
        subprocess.run([os.environ["FOYER_MAIL_STUDIO"], self.file, str(mails), str(mailboxes), *how], check=True)

    def attempt(self, *words, given=""):
        done = subprocess.run([os.environ["FOYER_PORTAL"], *words, "--studio", str(self.file)], env=self.environment,
                              capture_output=True, text=True, timeout=900, check=False, input=given)
        return done.returncode, done.stdout, done.stderr

    def run(self, *words, given=""):
        status, out, err = self.attempt(*words, given=given)
        assert status == 0, f"foyer-portal {' '.join(words)} ended with {status}: {err or out}"
        return out

    def set_account(self, double, security, host="localhost", user="", ca=None):
        self.run("mail", "account", "lumen", "--host", host, "--port", str(double.port), "--security", security,
                 "--user", user, "--from-name", "Ada, of Lumen & Söhne")
        if user:
            self.run("secret", "set", "smtp/lumen/password", given=PASSWORD + "\n")
        if ca:
            self.run("settings", "set", "mail.ca_file", str(ca))

    def serve(self):
        with open(self.folder / "portal.log", "ab") as log:
            self.portal = subprocess.Popen([os.environ["FOYER_PORTAL"], "serve", "--studio", str(self.file), "--listen",
                                            "127.0.0.1:0"], env=self.environment, stdout=log, stderr=log,
                                           preexec_fn=end_with_the_test)
        wait_for("the portal", lambda: self.log().count("Serving ") > self.log().count("Stopping") or self.portal.poll())
        assert self.portal.poll() is None, self.log()

    def log(self):
        path = self.folder / "portal.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self, how=signal.SIGTERM):
        if self.portal:
            self.portal.send_signal(how)
            self.portal.wait(30)
            self.portal = None

    def query(self, sql, *values):
        """Looks into the file, beside its owner."""
        with contextlib.closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)) as base:
            base.row_factory = sqlite3.Row
            return base.execute(sql, values).fetchall()

    def mail(self, number):
        return self.query("SELECT * FROM mail WHERE id = ?", number)[0]

    def account(self):
        return self.query("SELECT * FROM mail_account")[0]

    def count(self, state):
        return self.query("SELECT count(*) FROM mail WHERE state = ?", state)[0][0]

    def close(self):
        if self.portal:
            self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
