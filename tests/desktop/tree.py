# SPDX-License-Identifier: GPL-3.0-or-later
"""A program's accessibility tree, as a screen reader meets it: find, wait, press, type, listen."""

import time

import gi

gi.require_version("Atspi", "2.0")
import pyatspi  # noqa: E402
from gi.repository import Atspi, GLib  # noqa: E402

LONGEST_WAIT_S = 20
PAUSE_S = 0.1
# A press that opens a menu or a modal dialog answers only when that is closed: no reason to wait for it.
LONGEST_ANSWER_MS = 3000
LONGEST_START_MS = 15000


class Missed(AssertionError):
    """What should have happened did not, in words for whoever reads the test's output."""


def start_listening():
    """Keeps the element that has the focus in `Focus.now`; call it once, before anything else."""
    Atspi.set_timeout(LONGEST_ANSWER_MS, LONGEST_START_MS)
    pyatspi.Registry.registerEventListener(Focus.moved, "object:state-changed:focused")


class Focus:
    """Popup menus hang below nothing in Qt's tree; a screen reader learns of them by the focus alone."""

    now = None

    @staticmethod
    def moved(event):
        if event.detail1:
            Focus.now = event.source


def breathe(seconds=PAUSE_S):
    """Lets events come in for that long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)
        time.sleep(0.02)


def wait_for(what, look, seconds=LONGEST_WAIT_S):
    """The first true answer of look(). What goes away while it is looked at counts as not there yet."""
    end = time.monotonic() + seconds
    while True:
        try:
            found = look()
        except GLib.GError:
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise Missed(f"waited {seconds} s in vain for {what}")
        breathe()


def is_in_state(element, state):
    return element.getState().contains(state)


def is_showing(element):
    return is_in_state(element, pyatspi.STATE_SHOWING)


def children(element):
    for index in range(element.childCount):
        try:
            child = element.getChildAtIndex(index)
        except GLib.GError:
            continue
        if child is not None:
            yield child


def walk(element, path=()):
    """Every element below and including this one, each with its path from the window on."""
    try:
        here = (*path, f"{element.getRoleName()} '{element.name}'")
        below = list(children(element))
    except GLib.GError:
        return  # gone meanwhile
    yield element, here
    for child in below:
        yield from walk(child, here)


def find(root, role, name, hidden=False):
    """The element of that role; name is its name, or a function that says yes to it. Or None.

    Only what is visible counts, unless hidden is true: the items of a closed menu are there and can be pressed.
    """
    fits = name if callable(name) else lambda it: it == name
    for element, _ in walk(root):
        try:
            if element.getRoleName() == role and fits(element.name) and (hidden or is_showing(element)):
                return element
        except GLib.GError:
            continue
    return None


def get(root, role, name):
    """As find, but waits for it."""
    shown = name if isinstance(name, str) else "…"
    return wait_for(f"the {role} '{shown}'", lambda: find(root, role, name))


def text_of(element):
    return element.queryText().getText(0, -1)


def press(element):
    """Does what a click would do."""
    action = element.queryAction()
    names = [action.getName(index) for index in range(action.nActions)]
    if "Press" not in names:
        raise Missed(f"'{element.name}' cannot be pressed, only {names}")
    if not is_in_state(element, pyatspi.STATE_ENABLED):
        raise Missed(f"'{element.name}' is disabled")
    try:
        action.doAction(names.index("Press"))
    except GLib.GError:
        pass  # it answers once its dialog is closed; what must follow is waited for by the caller
    breathe()


def type_key(symbol):
    """Presses and lets go of one key, by its X keysym."""
    pyatspi.Registry.generateKeyboardEvent(symbol, None, pyatspi.KEY_SYM)
    breathe(0.3)


def choose_from_menu(button, name):
    """Opens the button's menu and picks the item, by keyboard as far as the tree does not reach."""
    space, down = 0x0020, 0xFF54
    button.queryComponent().grabFocus()
    wait_for(f"the focus on '{button.name}'", lambda: is_in_state(button, pyatspi.STATE_FOCUSED))
    type_key(space)
    type_key(down)
    item = wait_for("a menu item with the focus",
                    lambda: Focus.now and Focus.now.getRoleName() == "menu item" and Focus.now)
    items = {each.name: each for each in children(item.parent)}
    if name not in items:
        raise Missed(f"the menu of '{button.name}' has no '{name}', only {list(items)}")
    press(items[name])


# ---- names ----------------------------------------------------------------------------------------

CONTROLS = {"push button", "toggle button", "check box", "radio button", "combo box", "text", "entry",
            "password text", "list", "tree", "tree table", "table", "slider", "spin button", "page tab list",
            "page tab", "link", "document web"}
# A menu item takes the focus only while its menu is open; it needs its name all the same.
ALWAYS_NAMED = {"menu item", "check menu item", "radio menu item"}


# Steps of a path that tell nobody anything.
NOTHING_TO_SAY = {"filler ''", "panel ''", "layered pane ''", "split pane ''"}


def has_caption(element):
    """A combo box gives its value as its name on Linux; what it is for must stand in a label or description."""
    relations = (relation.getRelationType() for relation in element.getRelationSet())
    return pyatspi.RELATION_LABELLED_BY in relations or bool(element.description)


def is_list_of_combo_box(element):
    return element.getRoleName() == "list" and element.parent.getRoleName() == "combo box"


def unnamed_controls(window):
    """The path of each control that a screen reader would call nothing but its kind."""
    found = []
    for element, path in walk(window):
        try:
            role = element.getRoleName()
            if role not in ALWAYS_NAMED and not (role in CONTROLS
                                                 and is_in_state(element, pyatspi.STATE_FOCUSABLE)):
                continue
            is_named = bool(element.name.strip()) or is_list_of_combo_box(element)
            if role == "combo box":
                is_named = has_caption(element)
            if not is_named:
                found.append(" › ".join(step for step in path if step not in NOTHING_TO_SAY or step == path[-1]))
        except GLib.GError:
            continue
    return found
