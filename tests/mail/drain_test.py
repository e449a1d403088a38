#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long queue drains fast, over one connection, and in order for each mailbox."""

import collections
import time
import unittest

from smtp_double import Double, Studio, say, wait_for, whole_run

MAILS = 10_000 if whole_run() else 400
PER_SECOND = 50


class Drain(unittest.TestCase):
    def drain(self, mailboxes):
        studio = Studio(MAILS, mailboxes)
        double = Double(keeps=False)
        try:
            studio.set_account(double, "none", host="127.0.0.1")
            began = time.monotonic()
            studio.serve()
            wait_for("all mails", lambda: studio.count("sent") == MAILS, MAILS / PER_SECOND + 60)
            seconds = time.monotonic() - began
            self.assertEqual(len(double.delivered), MAILS)
            self.assertEqual(len(set(double.delivered)), MAILS)
            numbers = collections.defaultdict(list)
            for _, recipient, subject in double.delivered:
                numbers[recipient].append(int(subject.removeprefix("Number ")))
            self.assertEqual(len(numbers), mailboxes)
            for recipient, came in numbers.items():
                self.assertEqual(came, sorted(came), recipient)
            say(f"mail drain: {MAILS} mails to {mailboxes} mailboxes in {seconds:.1f} s, {MAILS / seconds:.0f} a second "
                f"(at least {PER_SECOND}), in order, {double.connections} connection(s)")
            self.assertEqual(double.connections, 1)
            self.assertGreaterEqual(MAILS / seconds, PER_SECOND)
        finally:
            studio.close()
            double.close()

    def test_to_many(self):
        self.drain(MAILS // 20)

    def test_to_few(self):
        """Of one mailbox only one is on its way at a time."""
        self.drain(3)


if __name__ == "__main__":
    unittest.main()
