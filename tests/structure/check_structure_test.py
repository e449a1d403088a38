#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds check_structure.py small trees: a good one that must pass, and one bad habit at a time."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_structure  # noqa: E402  (the path must be set first)

LICENCE = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
GOOD = {
    "app/base/id.h": "#pragma once\n#include <QString>\n",
    "app/contacts/contact.h": '#pragma once\n#include "app/base/id.h"\n',
    "app/contacts/contact.cpp": '#include "contact.h"\n#include <QStringList>\n',
    "app/storage/store.cpp": '#include "app/contacts/contact.h"\n#include <QSqlQuery>\n',
    "app/CMakeLists.txt": "target_link_libraries(a Qt6::Core) # not Qt6::Widgets\n",
    "portal_server/front_door/door.cpp": '#include <boost/asio.hpp>\n#include <httplib.h>\n'
                                         '#include "app/base/id.h"\n',
    "ui/window.cpp": '#include <QMainWindow>\n#include "portal_server/front_door/door.h"\n'
                     '#include "app/contacts/contact.h"\n',
    "tests/app/id_test.cpp": '#include "app/base/id.h"\n#include <QSqlQuery>\n',
}


class Structure(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for name, text in GOOD.items():
            self.write(name, text)

    def write(self, name, text, licence=LICENCE):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        comment = "#" + licence[2:] if licence and not name.endswith((".h", ".cpp", ".mjs")) else licence
        path.write_text(comment + text, encoding="utf-8")

    def assert_only_fault(self, *parts):
        faults = check_structure.check(self.root)
        self.assertEqual(len(faults), 1, faults)
        for part in parts:
            self.assertIn(part, faults[0])

    def test_good_tree_passes(self):
        self.assertEqual(check_structure.check(self.root), [])

    def test_app_must_not_know_the_portal(self):
        self.write("app/contacts/invite.cpp", '#include "portal_server/web/request.h"\n')
        self.assert_only_fault("app/contacts/invite.cpp:2", "app must not know portal_server")

    def test_app_must_not_know_windows(self):
        self.write("app/contacts/invite.cpp", '#include "ui/window.h"\n')
        self.assert_only_fault("app must not know ui")

    def test_portal_must_not_know_windows(self):
        self.write("portal_server/web/page.cpp", '#  include "ui/window.h"\n')
        self.assert_only_fault("portal_server must not know ui")

    def test_http_library_stays_in_the_front_door(self):
        for header in ("<httplib.h>", '"httplib.h"', "<boost/asio/ip/tcp.hpp>"):
            with self.subTest(header):
                self.write("portal_server/web/page.cpp", f"#include {header}\n")
                self.assert_only_fault("portal_server/front_door only")

    def test_a_folder_that_only_begins_like_the_front_door_is_not_it(self):
        self.write("portal_server/front_door_extra/page.cpp", "#include <httplib.h>\n")
        self.assert_only_fault("portal_server/front_door only")

    def test_sql_stays_in_storage(self):
        for name in ("app/contacts/rows.cpp", "portal_server/web/rows.cpp", "ui/rows.cpp"):
            for header in ("QSqlQuery", "QtSql/QSqlDatabase", "QtSql"):
                with self.subTest(name=name, header=header):
                    self.write(name, f"#include <{header}>\n")
                    self.assert_only_fault(name, "app/storage only")
                    (self.root / name).unlink()

    def test_no_widgets_below_ui(self):
        for name in ("app/base/face.cpp", "portal_server/face.cpp"):
            for header in ("QWidget", "QApplication", "QtWidgets/QLabel", "QWebEngineView", "QTreeView"):
                with self.subTest(name=name, header=header):
                    self.write(name, f"#include <{header}>\n")
                    self.assert_only_fault(name, "has no windows")
                    (self.root / name).unlink()

    def test_no_widgets_in_the_link_lines_below_ui(self):
        self.write("app/CMakeLists.txt", "target_link_libraries(a PRIVATE Qt6::Widgets)\n")
        self.assert_only_fault("app/CMakeLists.txt:2", "Qt6::Widgets")

    def test_what_only_sounds_like_a_widget_is_let_through(self):
        self.write("app/base/text.cpp", "#include <QStringView>\n#include <QTextLayout>\n#include <QSvgRenderer>\n")
        self.assertEqual(check_structure.check(self.root), [])

    def test_files_must_not_include_each_other(self):
        self.write("app/base/one.h", '#include "app/base/two.h"\n')
        self.write("app/base/two.h", '#include "three.h"\n')
        self.write("app/base/three.h", '#include "one.h"\n')
        self.assert_only_fault("files include each other", "app/base/one.h", "app/base/three.h")

    def test_a_file_must_not_include_itself(self):
        self.write("app/base/one.h", '#include "one.h"\n')
        self.assert_only_fault("app/base/one.h: includes itself")

    def test_folders_must_not_include_each_other(self):
        # No file cycle: only the two folders lean on each other.
        self.write("app/base/helper.cpp", '#include "app/contacts/contact.h"\n')
        self.assert_only_fault("folders include each other", "app/base, app/contacts")

    def test_a_known_folder_cycle_is_let_through_and_no_other(self):
        self.write("app/base/helper.cpp", '#include "app/contacts/contact.h"\n')
        code = check_structure.sources_in(self.root, "app", check_structure.is_code)
        known = {frozenset({"app/base", "app/contacts"})}
        self.assertEqual(check_structure.cycle_faults(code, known), [])
        self.assertEqual(len(check_structure.cycle_faults(code, {frozenset({"app/base", "app/storage"})})), 1)

    def test_the_longest_file_is_allowed_and_one_line_more_is_not(self):
        filler = "int a;\n" * (check_structure.LONGEST_FILE - 1)
        self.write("app/base/long.cpp", filler)
        self.assertEqual(check_structure.check(self.root), [])
        self.write("app/base/long.cpp", filler + "int b;\n")
        self.assert_only_fault("app/base/long.cpp", "split it by idea")

    def test_every_file_names_its_licence(self):
        for name in ("app/base/bare.h", "tests/bare.py", "tests/CMakeLists.txt", "cmake/bare.cmake"):
            with self.subTest(name):
                self.write(name, "\n", licence="")
                self.assert_only_fault(name, "SPDX")
                (self.root / name).unlink()

    def test_unfinished_business_is_named(self):
        for mark in ("TO" + "DO", "FIX" + "ME", "XX" + "X"):
            with self.subTest(mark):
                self.write("tests/late.mjs", f"// {mark}: later\n")
                self.assert_only_fault("tests/late.mjs:2", mark)

    def test_installed_modules_are_not_ours(self):
        self.write("tests/e2e/node_modules/thing/index.mjs", "", licence="")
        self.assertEqual(check_structure.check(self.root), [])

    def test_the_command_fails_on_a_bad_tree_and_on_no_tree(self):
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(check_structure.main([str(self.root)]), 0)
            self.write("app/contacts/invite.cpp", '#include "ui/window.h"\n')
            self.assertEqual(check_structure.main([str(self.root)]), 1)
            self.assertEqual(check_structure.main([str(self.root / "tests")]), 2)


if __name__ == "__main__":
    unittest.main()
