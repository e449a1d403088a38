#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails leave over a verified connection or not at all, and the account says in plain words what is wrong."""

import email
import email.policy
import ssl
import unittest

from smtp_double import PASSWORD, USER, Double, Studio, certificate


class Protection(unittest.TestCase):
    def setUp(self):
        self.studio = Studio(1, 1)
        self.addCleanup(self.studio.close)
        self.double = None

    def serve(self, host="localhost", **how):
        """A server whose certificate is for this host. @returns the certificate"""
        files = certificate(self.studio.folder, "server", host)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*files)
        self.double = Double(tls=how.pop("tls", tls), **how)
        self.addCleanup(self.double.close)
        return files[0]

    def flush(self):
        said = self.studio.run("mail", "flush")
        self.assertNotIn(PASSWORD, said)
        return self.studio.mail(1)["state"], self.studio.account()["problem"]

    def assert_waits(self, *words):
        state, problem = self.flush()
        self.assertEqual(state, "waiting")
        for word in words:
            self.assertIn(word, problem)
        self.assertEqual(self.double.delivered, [])
        self.assertEqual(self.double.senders, [])
        self.assertNotIn(PASSWORD, problem)
        listed = self.studio.run("mail", "list")
        self.assertIn("waiting for an account", listed)
        self.assertIn(words[0], listed)

    def test_starttls_with_our_own_certificate(self):
        ca = self.serve(wants_login=True)
        self.studio.set_account(self.double, "starttls", user=USER, ca=ca)
        self.assertIn("took the test mail", self.studio.run("mail", "test", "lumen", "eve@example.org"))
        self.assertEqual(self.flush(), ("sent", ""))
        self.assertEqual(self.double.senders, ["hello@lumen.example"] * 2)
        self.assertTrue(self.double.logins and self.double.logins[-1][1] == USER.encode())
        message = email.message_from_bytes(self.double.messages[1], policy=email.policy.default)
        self.assertEqual(message["From"].addresses[0].display_name, "Ada, of Lumen & Söhne")
        self.assertEqual(message["To"].addresses[0].addr_spec, "reader0@example.org")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertIn("\n.a line that begins with a dot", message.get_body(("plain",)).get_content())
        self.assertIn("<strong>number 0</strong>", message.get_body(("html",)).get_content())
        row = self.studio.mail(1)
        self.assertEqual(message["Message-ID"], f"<{row['message_id']}>")
        self.assertEqual(row["sent_from"], "Ada, of Lumen & Söhne <hello@lumen.example>")
        self.assertEqual(row["claimed_by"], "")

    def test_tls_from_the_first_byte(self):
        ca = self.serve(wants_login=True, is_implicit=True)
        self.studio.set_account(self.double, "tls", user=USER, ca=ca)
        self.assertEqual(self.flush(), ("sent", ""))

    def test_a_certificate_nobody_vouches_for(self):
        self.serve()
        self.studio.set_account(self.double, "starttls")
        self.assert_waits("vouches for the certificate of localhost", "mail.ca_file")

    def test_a_certificate_for_another_host(self):
        ca = self.serve("other.example")
        self.studio.set_account(self.double, "starttls", ca=ca)
        self.assert_waits("has a certificate for another name")

    def test_the_same_from_the_first_byte(self):
        ca = self.serve("other.example", is_implicit=True)
        self.studio.set_account(self.double, "tls", ca=ca)
        self.assert_waits("has a certificate for another name")

    def test_somebody_takes_starttls_away(self):
        ca = self.serve(tls=None)
        self.studio.set_account(self.double, "starttls", user=USER, ca=ca)
        self.assert_waits("offers no encryption (STARTTLS)")
        self.assertEqual(self.double.logins, [])

    def test_a_missing_file_of_certificates(self):
        self.serve()
        self.studio.set_account(self.double, "starttls", ca="/nowhere/ca.pem")
        self.assert_waits("mail.ca_file")

    def test_a_wrong_password(self):
        ca = self.serve(wants_login=True)
        self.studio.set_account(self.double, "starttls", user="eve@lumen.example", ca=ca)
        self.assert_waits("refuses the password of eve@lumen.example")
        status, _, err = self.studio.attempt("mail", "test", "lumen", "eve@example.org")
        self.assertEqual(status, 1)
        self.assertIn("refuses the password", err)
        # Once it is right, the next flush sends.
        self.studio.run("mail", "account", "lumen", "--user", USER)
        self.assertEqual(self.flush(), ("sent", ""))

    def test_no_password(self):
        ca = self.serve(wants_login=True)
        self.studio.set_account(self.double, "starttls", ca=ca)
        self.studio.run("mail", "account", "lumen", "--user", USER)
        self.assert_waits("There is no password for ada@lumen.example")
        self.assertEqual(self.double.connections, 0)

    def test_a_server_that_wants_a_login(self):
        ca = self.serve(wants_login=True)
        self.studio.set_account(self.double, "starttls", ca=ca)
        self.assert_waits("wants a user name and a password")

    def test_nobody_there(self):
        self.serve()
        self.studio.set_account(self.double, "starttls")
        self.double.close()
        self.assert_waits("Nothing answers at localhost on port")
        self.studio.run("mail", "account", "lumen", "--host", "nowhere.invalid")
        self.assert_waits("There is no server called nowhere.invalid")

    def test_in_clear_to_this_machine_only(self):
        self.serve(tls=None)
        status, _, err = self.studio.attempt("mail", "account", "lumen", "--host", "smtp.example.com", "--security", "none")
        self.assertEqual(status, 1)
        self.assertIn("encrypted only", err)
        self.studio.set_account(self.double, "none", host="127.0.0.1")
        self.assertEqual(self.flush(), ("sent", ""))

    def test_commands_say_how_it_stands(self):
        self.assertIn("waiting for an account", self.studio.run("mail", "list"))
        self.studio.run("mail", "hold", "1", "--reason", "not yet")
        self.assertIn("held back", self.studio.run("mail", "list"))
        self.assertIn("not yet", self.studio.run("mail", "show", "1"))
        self.serve(tls=None)
        self.studio.set_account(self.double, "none", host="127.0.0.1")
        self.assertEqual(self.flush()[0], "held")
        self.studio.run("mail", "cancel", "1")
        self.assertEqual(self.flush()[0], "cancelled")
        self.studio.serve()  # now through whoever has the studio open
        self.studio.run("mail", "send", "1")
        self.studio.run("mail", "flush")
        self.assertEqual(self.studio.mail(1)["state"], "sent")
        self.assertEqual(self.studio.attempt("mail", "send", "1")[0], 1)
        self.assertEqual(self.studio.attempt("mail", "cancel", "7")[0], 1)
        self.assertIn('"verifiedAt":"2', self.studio.run("mail", "account", "lumen", "--json"))


if __name__ == "__main__":
    unittest.main()
