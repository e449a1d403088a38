#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through Foyer as somebody with a screen reader does, on the sample studio.

Finds a contact, copies the Direct Link, resets the password, opens the preview and reads the page in it. Each
window on the way is searched for controls without a name. Start it with tests/desktop/run, which makes the
display and the buses.

    walk.py --pid PID --scratch FOLDER [--tree] [--without-preview] -- COMMAND THAT STARTED IT

--tree prints what is in the tree at the end, failed or not.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pyatspi

import tree

# She has a password, a brand without a domain of its own, and a namesake who shares her mailbox.
SEARCHED = "Farrelly"
PERSON = "Imogen Farrelly-Stroud"
GREETED = "Imogen"
NAMESAKE = "Imogen Farrelly Stroud"
# Somebody with emails, phones, addresses, tags and relations: the fullest editor there is.
FULL_SEARCHED, FULL_PERSON = "Saoirse", "Saoirse Quilligan"
BECOMES = 2  # the column of the import's table that says what a column of the file becomes
IMPORTED = "Given name,Family name,Email,Shoe size\nWalpurga,Testermann,walpurga@example.org,39\n"
IMPORTED_COLUMNS = 4

# Menu, item, role and name of its window, the button that closes it; the help has none and stays.
MORE_WINDOWS = [
    ("File", "New Contact…", "dialog", "New Contact", "Cancel"),
    ("File", "Export…", "dialog", "Export", "Cancel"),
    ("Help", "Keyboard Shortcuts", "dialog", "Keyboard Shortcuts", "Close"),
    ("Help", "About Foyer", "alert", "About Foyer", "OK"),
    ("Help", "Help", "dialog", "Help", None),
]


def say(sentence):
    print(f"  {sentence}", flush=True)


def check(holds, what):
    if not holds:
        raise tree.Missed(what)


def page_behind(link):
    """What a client's browser gets: the page at the end of the redirects, with cookies, from this computer."""
    host = urllib.parse.urlsplit(link).hostname
    check(host == "127.0.0.1", f"the link {link} does not lead to this computer")
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}),
                                          urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(link, timeout=10) as answer:
        return answer.read().decode()


def title_of(page):
    return re.search(r"<title>(.*?)</title>", page, re.DOTALL).group(1)


class Walk:
    def __init__(self, pid, scratch, start_again):
        self.app = tree.wait_for("the program in the accessibility tree", lambda: self.find_app(pid), 40)
        self.scratch = scratch
        self.start_again = start_again
        self.unnamed = []
        self.searched = []

    @staticmethod
    def find_app(pid):
        for each in tree.children(pyatspi.Registry.getDesktop(0)):
            if each.get_process_id() == pid and each.childCount:
                each.set_cache_mask(tree.Atspi.Cache.NONE)
                return each
        return None

    def get(self, role, name):
        return tree.get(self.app, role, name)

    def get_below(self, window, role, name):
        return tree.get(window, role, name)

    def search_for_unnamed(self, window):
        """Collected and reported at the end: one nameless button must not hide the next fault."""
        self.searched.append(window.name)
        self.unnamed += [each for each in tree.unnamed_controls(window) if each not in self.unnamed]

    def pick(self, searched, person, all_found):
        """Types into the search, waits for exactly these people, picks one. Returns the portal's section."""
        field = self.get("text", "Search contacts")
        field.queryEditableText().setTextContents(searched)
        table = self.get("table", "Contacts")

        # The first cell is read out as "NAME, Person, …".
        def names_found():
            rows = table.queryTable()
            return [rows.getAccessibleAt(row, 0).name.split(",")[0] for row in range(rows.nRows)]

        tree.wait_for(f"{all_found} alone in the list", lambda: sorted(names_found()) == sorted(all_found))
        check(table.queryTable().addRowSelection(names_found().index(person)), "the row cannot be selected")
        self.get("label", person)
        return self.get("filler", "Client Portal")

    def pick_the_person(self):
        return self.pick(SEARCHED, PERSON, [PERSON, NAMESAKE])

    def link_shown(self):
        return tree.text_of(self.get("text", "Direct Link"))

    def copy_the_link(self, section):
        link = self.link_shown()
        tree.press(self.get_below(section, "push button", "Copy Direct Link"))
        self.get_below(section, "label", "The link is copied.")
        # Pasted where anybody would see it.
        field = self.get("text", "Search contacts")
        field.queryEditableText().setTextContents("")
        field.queryEditableText().pasteText(0)
        tree.wait_for("the copied link in the field it is pasted into", lambda: tree.text_of(field) == link)
        return link

    def reset_the_password(self, section, old_link):
        """Returns the new link."""
        tree.choose_from_menu(self.get_below(section, "push button", "More Actions"), "Reset Password…")
        question = self.get("alert", "Reset Password")
        self.get_below(question, "label", f"Reset the password of {PERSON}?")
        self.search_for_unnamed(question)
        tree.press(self.get_below(question, "push button", "Reset Password"))

        dialog = self.get("dialog", "Password reset")
        self.get_below(dialog, "label", f"{PERSON} needs this new link")
        for name in ("Send Portal Invite", "Copy Direct Link"):
            check(tree.is_in_state(self.get_below(dialog, "push button", name), pyatspi.STATE_ENABLED),
                  f"'{name}' is disabled after the reset")
        new_link = tree.text_of(self.get_below(dialog, "text", "Direct Link"))
        check(new_link != old_link, "the reset did not change the link")
        self.search_for_unnamed(dialog)
        tree.press(self.get_below(dialog, "push button", "Close"))
        tree.wait_for("the dialog to close", lambda: not tree.find(self.app, "dialog", "Password reset"))
        tree.wait_for("the new link in the profile", lambda: self.link_shown() == new_link)
        return new_link

    def look_at_the_preview(self, section):
        tree.press(self.get_below(section, "push button", "Preview"))
        window = self.get("frame", f"Preview – {PERSON}")
        page = self.get_below(window, "document web", lambda name: name.startswith("Home"))
        self.get_below(page, "heading", f"Hello {GREETED}")
        self.get_below(page, "label",
                       f"Preview: this is what {PERSON} sees. Nothing can be changed here.")
        self.search_for_unnamed(window)

    def leave(self, window, button):
        name, role = window.name, window.getRoleName()
        tree.press(self.get_below(window, "push button", button))
        tree.wait_for(f"'{name}' to close", lambda: not tree.find(self.app, role, name))

    def look_at_the_editor(self):
        tree.press(self.get("push button", "Edit…"))
        editor = self.get("dialog", f"Edit {FULL_PERSON}")
        self.get_below(editor, "combo box", "Partner")  # the relations are there to be searched
        self.search_for_unnamed(editor)
        self.leave(editor, "Cancel")

    def look_at_the_import(self):
        """Hands the running program a file, as a file manager does."""
        file = self.scratch / "walked.csv"
        file.write_text(IMPORTED)
        subprocess.run([*self.start_again, file], check=True, timeout=20, stdout=subprocess.DEVNULL)
        dialog = self.get("dialog", f"Import – {file.name}")
        columns = self.get_below(dialog, "table", "Columns")
        tree.wait_for("the columns of the file", lambda: columns.queryTable().nRows == IMPORTED_COLUMNS)
        self.search_for_unnamed(dialog)
        # Qt hangs the boxes in the last column below nothing, so the cells have to say what is chosen there.
        self.unnamed += [f"{dialog.name} › Columns › row {row + 1}, Becomes"
                         for row in range(columns.queryTable().nRows)
                         if not columns.queryTable().getAccessibleAt(row, BECOMES).name]
        self.leave(dialog, "Cancel")

    def look_at_more_windows(self):
        for menu, item, role, name, leave in MORE_WINDOWS:
            items = next(tree.children(tree.find(self.app, "menu item", menu)))
            tree.press(tree.find(items, "menu item", item, hidden=True))
            window = self.get(role, name)
            self.search_for_unnamed(window)
            if leave:
                self.leave(window, leave)

    def whole(self, with_preview):
        self.pick_the_person()
        say(f"found {PERSON} beside a namesake")
        section = self.pick_the_person()
        old_link = self.copy_the_link(section)
        say("copied the Direct Link")
        page = page_behind(old_link)
        check(f"Welcome back, {GREETED}" in page and 'type="password"' in page,
              f"the Direct Link leads to '{title_of(page)}', not to the login of {GREETED}")
        say("the link leads to the login")

        section = self.pick_the_person()
        new_link = self.reset_the_password(section, old_link)
        say("reset the password")
        check("This link was replaced" in page_behind(old_link), "the old link still leads somewhere")
        page = page_behind(new_link)
        check(title_of(page).startswith("Choose your password"),
              f"the new link leads to '{title_of(page)}', not to a new password")
        say("the old link says that it was replaced, the new one asks for a new password")

        # Only now: the reset needs the keyboard, and without a window manager nobody hands it back to the main
        # window when a dialog closes.
        self.pick(FULL_SEARCHED, FULL_PERSON, [FULL_PERSON, "Tadhg Mac Eoin"])
        self.look_at_the_editor()
        self.look_at_the_import()
        self.look_at_more_windows()

        section = self.pick_the_person()
        self.search_for_unnamed(self.get("frame", lambda name: name.endswith("– Foyer")))
        if with_preview:
            self.look_at_the_preview(section)
            say("read the client's page in the preview")

        say(f"searched for nameless controls in: {', '.join(self.searched)}")
        if self.unnamed:
            raise tree.Missed("controls without a name:\n  " + "\n  ".join(self.unnamed))


def print_tree(app):
    for element, path in tree.walk(app):
        hidden = "" if tree.is_showing(element) else "  (hidden)"
        print(f"{'  ' * (len(path) - 1)}{path[-1]}{hidden}")


def main():
    arguments = argparse.ArgumentParser(description="Walks through Foyer by its accessibility tree.")
    arguments.add_argument("--pid", type=int, required=True, help="the running program")
    arguments.add_argument("--tree", action="store_true", help="print the tree at the end")
    arguments.add_argument("--without-preview", action="store_true",
                           help="the program is built to open previews in the browser")
    arguments.add_argument("--scratch", type=pathlib.Path, required=True, help="a folder for files on the way")
    arguments.add_argument("command", nargs="+", help="the command that started it")
    options = arguments.parse_args()
    tree.start_listening()
    walk = None
    try:
        walk = Walk(options.pid, options.scratch, options.command)
        walk.whole(not options.without_preview)
        print("walked through")
        return 0
    except tree.Missed as missed:
        print(f"failed: {missed}", file=sys.stderr)
        return 1
    finally:
        if options.tree and walk:
            print_tree(walk.app)


if __name__ == "__main__":
    sys.exit(main())
