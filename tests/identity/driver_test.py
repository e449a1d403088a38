#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the other tests of this folder look with must see: pages, forms, cookies, and whose rows changed."""

import json
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from driver import Browser, Page, Person, Untouched, auc, auc_bound  # noqa: E402

CHOOSER = b"""<!DOCTYPE html><html><head><title>not a heading</title></head><body>
<h1>Who <bdi>are</bdi>
you?</h1><p class="error" role="alert">Please &amp; look</p>
<form method="post" action="/gulls/who"><input type="hidden" name="form_token" value="t&quot;1">
<button type="button">Show</button>
<button type="submit" name="person" value="7"><bdi>Ada Example</bdi></button>
<button type="submit" name="person" value="9"><bdi>Ben Example</bdi></button>
<textarea name="street">Quay 1
Harbour</textarea></form></body></html>"""


def line(**row):
    return json.dumps(row)


def person(number):
    made = Person("Somebody", "somebody@example.com")
    made.id = number
    return made


class Pages(unittest.TestCase):
    def setUp(self):
        self.page = Page("/who", 200, [("Content-Type", "text/html; charset=utf-8")], CHOOSER)

    def test_heading_error_and_choices_are_what_a_person_reads(self):
        self.assertEqual(self.page.heading, "Who are you?")
        self.assertEqual(self.page.error, "Please & look")
        self.assertEqual(self.page.choices, ["Ada Example", "Ben Example"])
        self.assertNotIn("not a heading", self.page.text)

    def test_a_form_sends_what_nobody_touched(self):
        form = self.page.form("person")
        self.assertEqual((form.method, form.action), ("post", "/gulls/who"))
        self.assertEqual(form.fields, {"form_token": 't"1', "street": "Quay 1\nHarbour"})

    def test_a_form_that_is_not_there_is_missed(self):
        with self.assertRaises(AssertionError):
            self.page.form("username")


class Cookies(unittest.TestCase):
    def test_they_are_kept_replaced_and_forgotten(self):
        browser = Browser("http://127.0.0.1:1")
        browser._keep("foyer=a=b; Path=/; HttpOnly")
        browser._keep("foyer-form=x; Path=/")
        self.assertEqual(browser.cookies, {"foyer": "a=b", "foyer-form": "x"})
        browser._keep("foyer=; Max-Age=0; Path=/")
        self.assertEqual(browser.cookies, {"foyer-form": "x"})


class Rows(unittest.TestCase):
    before = "\n".join([line(table="contact", id=1, name="Ada"), line(table="contact", id=2, name="Ben"),
                        line(table="portal_account", contact_id=2, generation=1),
                        line(table="journal", id=1, entity="contact", entity_row=1),
                        line(table="setting", key="studio.name", value="Gulls")])

    def beyond_first(self, after):
        return Untouched(self.before, after).beyond([person(1)])

    def test_what_is_allowed_to_change_is_no_strangers(self):
        self.assertEqual(self.beyond_first(self.before.replace("Ada", "Ida")), set())

    def test_a_row_of_somebody_else_is_seen(self):
        self.assertEqual(self.beyond_first(self.before.replace('"generation": 1', '"generation": 2')), {2})
        self.assertEqual(self.beyond_first(self.before + "\n" + line(table="mail", id=1, contact_id=2)), {2})
        self.assertEqual(self.beyond_first(self.before.replace("Ben", "Bea")), {2})

    def test_the_journal_tells_on_others_and_keeps_its_entries(self):
        more = line(table="journal", id=2, entity="portal_account", entity_row=2)
        self.assertEqual(self.beyond_first(self.before + "\n" + more), {2})
        self.assertEqual(self.beyond_first(self.before.replace('"entity_row": 1', '"entity_row": 1, "at": 2')),
                         {"an old entry of the journal"})

    def test_settings_are_somebodys_too(self):
        self.assertEqual(self.beyond_first(self.before.replace("Gulls", "Geese")), {"setting"})


class AreaUnderTheCurve(unittest.TestCase):
    """The chance that a time of one class is longer than one of the other, ties half."""

    def test_equal_classes_are_a_coin(self):
        self.assertEqual(auc([1, 2, 3], [1, 2, 3]), 0.5)
        self.assertEqual(auc([5, 5], [5, 5, 5]), 0.5)

    def test_different_classes_are_told_apart_from_either_side(self):
        self.assertEqual(auc([1, 2], [3, 4]), 1.0)
        self.assertEqual(auc([3, 4], [1, 2]), 1.0)
        self.assertEqual(auc([1, 3], [2, 4]), 0.75)

    def test_the_bound_narrows_with_the_number_of_samples(self):
        self.assertAlmostEqual(auc_bound(60), 0.5 + 4 * (121 / (12 * 3600)) ** 0.5)
        self.assertLess(auc_bound(2000), auc_bound(60))


if __name__ == "__main__":
    unittest.main(verbosity=2)
