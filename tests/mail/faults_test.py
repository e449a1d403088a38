#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails against a server that fails at every point of the protocol in every way: nothing is lost, nothing is "sent"
without a 250, and a mail comes twice only when its final dot was out, with the same Message-ID (invariant A1)."""

import collections
import concurrent.futures
import random
import signal
import ssl
import time
import unittest

from smtp_double import FAULTS, PASSWORD, POINTS, USER, Double, Studio, certificate, say, wait_for, whole_run

ROUNDS = 20 if whole_run() else 1
AT_ONCE = 4
BEFORE_MAIL = ("connect", "greeting", "EHLO", "STARTTLS", "AUTH")


def expected(point, fault):
    """How it may stand with the mail after one try."""
    if fault == "slow" or point == "QUIT":
        return {"sent"}
    if point in BEFORE_MAIL:
        return {"waiting, its account has a problem"}
    if point == "body":  # what was said in the middle may be lost with the connection
        return {"waiting", "unknown", "failed"} if fault in ("4xx", "5xx") else {"waiting", "unknown"}
    if fault in ("4xx", "5xx"):
        return {"waiting" if fault == "4xx" else "failed"}
    return {"unknown" if point == "dot" else "waiting"}


class Cell:
    """One point, all faults, on a studio and a server of its own."""

    def __init__(self, point):
        self.point = point
        self.tries = self.twice = 0

    def play(self):
        studio = Studio(len(FAULTS), len(FAULTS), "held", *(["large"] if self.point == "body" else []))
        double = None
        try:
            files = certificate(studio.folder, "server", "localhost")
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(*files)
            double = Double(tls=tls, wants_login=True)
            studio.set_account(double, "starttls", user=USER, ca=files[0])
            for number, fault in enumerate(FAULTS, 1):
                self.one(studio, double, number, fault)
            assert PASSWORD not in studio.log()
        finally:
            if double:
                double.close()
            studio.close()
        return self

    def one(self, studio, double, number, fault):
        where = f"{fault} at {self.point}"
        before = len(double.delivered)
        double.fault = (self.point, fault)
        studio.run("mail", "send", str(number))
        said = studio.run("mail", "flush", "--json")
        assert PASSWORD not in said, where
        assert (self.point, fault) in double.met, f"{where}: it never came to that"
        self.check_truth(studio, double, where)
        mail = studio.mail(number)
        standing = mail["state"]
        if standing == "waiting" and studio.account()["problem"]:
            standing = "waiting, its account has a problem"
            assert mail["attempts"] == 0 and studio.account()["retry_at"], where
        elif standing in ("waiting", "unknown"):
            assert mail["attempts"] == 1 and mail["next_attempt_at"], where
        assert standing in expected(self.point, fault), (where, standing, mail["reason"], studio.account()["problem"])
        assert standing == "sent" or (mail["reason"] or studio.account()["problem"]), where
        if fault in ("4xx", "5xx") and self.point in ("MAIL", "RCPT", "DATA", "dot"):
            assert mail["server_words"].startswith("451 4.3.0" if fault == "4xx" else "554 5.7.0"), (where, mail["server_words"])
        if standing != "sent":
            double.fault = None
            studio.run("mail", "send", str(number))
            studio.run("mail", "flush")
            mail = studio.mail(number)
        assert mail["state"] == "sent" and mail["sent_at"], (where, mail["state"], mail["reason"])
        self.check_truth(studio, double, where)
        mine = [key for key in double.delivered[before:] if key[1] == mail["to_address"]]
        assert len(set(mine)) == 1, (where, mine)  # the same Message-ID each time
        assert mine[0][0] == mail["message_id"] and mine[0][0].endswith("@lumen.example"), where
        if len(mine) > 1:
            assert self.point in ("dot", "body"), f"{where}: came twice"
            self.twice += 1
        self.tries += 1

    @staticmethod
    def check_truth(studio, double, where):
        """What is "sent" was said 250 to; nothing is missing; nothing is left on its way."""
        said = {key[0] for key in double.said}
        for row in studio.query("SELECT message_id, state FROM mail"):
            assert row["state"] != "sent" or row["message_id"] in said, f"{where}: sent without a 250"
            assert row["state"] != "sending", f"{where}: still on its way"
        assert studio.query("SELECT count(*) FROM mail")[0][0] == len(FAULTS), where


class Faults(unittest.TestCase):
    def test_A1_every_fault_at_every_point(self):
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            cells = list(pool.map(lambda point: Cell(point).play(), POINTS * ROUNDS))
        tries = sum(cell.tries for cell in cells)
        twice = sum(cell.twice for cell in cells)
        self.assertEqual(tries, len(POINTS) * len(FAULTS) * ROUNDS)
        say(f"mail faults: {len(POINTS)} points × {len(FAULTS)} faults × {ROUNDS} = {tries} mails, lost 0, sent without 250: 0, "
            f"twice only after the final dot and with one Message-ID: {twice} ({time.monotonic() - began:.0f} s)")

    def test_A1_the_program_is_killed_in_the_middle(self):
        """kill -9 at any moment: at most what was on its way comes twice, and with the same Message-ID."""
        kills = 20 if whole_run() else 4
        mails = 60 * kills
        rand = random.Random(6)
        studio = Studio(mails, mails)
        double = Double(pause_s=0.004)
        try:
            studio.set_account(double, "none", host="127.0.0.1")
            for _ in range(kills):
                already = len(double.said)
                studio.serve()
                wait_for("some mails", lambda: len(double.said) > already + 3)
                time.sleep(rand.random() * 0.2)
                studio.stop(signal.SIGKILL)
                said = {key[0] for key in double.said}
                for row in studio.query("SELECT message_id FROM mail WHERE state = 'sent'"):
                    self.assertIn(row["message_id"], said)
            studio.serve()
            wait_for("the rest", lambda: studio.count("waiting") == 0 and studio.count("sending") == 0, 240)
            unknown = [row["id"] for row in studio.query("SELECT id FROM mail WHERE state = 'unknown'")]
            for number in unknown:  # or five minutes later by itself
                studio.run("mail", "send", str(number))
            studio.run("mail", "flush")
            self.assertEqual(studio.count("sent"), mails)
            came = collections.Counter(double.delivered)
            self.assertEqual(len(came), mails)  # a second one with another Message-ID would be another key
            twice = sum(times - 1 for times in came.values())
            self.assertLessEqual(max(came.values()), 1 + kills)
            self.assertLessEqual(twice, kills)
            say(f"mail kill -9: {kills} times among {mails} mails, lost 0, on their way when it died {len(unknown)}, "
                f"came twice {twice} (at most one each time)")
        finally:
            studio.close()
            double.close()


if __name__ == "__main__":
    unittest.main()
