#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the shape of the code: layers point one way, libraries stay in their rooms, files stay small.

Reads the #include lines as the compiler would resolve them (from the top of the project, else beside the
file), so it needs no build. Prints one line per fault and exits with 1 if there is any.

    check_structure.py [ROOT]
"""

import re
import sys
from pathlib import Path
from typing import Iterable, NamedTuple

# A layer may include itself and the ones named here; architecture: ui -> portal_server -> app.
LAYERS = {
    "app": set(),
    "portal_server": {"app"},
    "ui": {"app", "portal_server"},
}

# Folders that include each other today, as frozenset({"app/a", "app/b"}). Shrink it, never grow it.
KNOWN_FOLDER_CYCLES: set = set()

LONGEST_FILE = 700

# Which headers may be named where. Everything the pattern matches is refused outside the folder.
ROOMS = [
    (re.compile(r"httplib\.h|boost/.*"), "portal_server/front_door", "cpp-httplib and Boost"),
    (re.compile(r"QtSql(/.*)?|QSql\w*"), "app/storage", "Qt Sql"),
]

# Only what a file of ours would plausibly reach for: the link lines are the second fence.
WIDGET_HEADERS = re.compile(
    r"(QtWidgets|QtWebEngine\w*|QtSvgWidgets)(/.*)?|QWebEngine\w*|"
    r"Q(Application|MainWindow|MessageBox|Menu|MenuBar|Label|LineEdit|TextEdit|TextBrowser|PlainTextEdit|"
    r"PushButton|ToolButton|CheckBox|RadioButton|ComboBox|SpinBox|(|Box|Form|Grid|HBox|Stacked|VBox)Layout|\w*Widget|\w*Dialog|"
    r"(AbstractItem|Column|Graphics|Header|List|Table|Tree|Undo)View|SystemTrayIcon|Splitter|StatusBar|"
    r"ToolBar|Style|ProxyStyle|StyledItemDelegate|Completer|GraphicsScene)"
)
WIDGET_LIBRARIES = re.compile(r"Qt6?::(Widgets|WebEngine\w*|SvgWidgets)\b")
LAYERS_WITHOUT_WIDGETS = {"app", "portal_server"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
# In two halves, so that this file does not report itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"

CODE = {".h", ".cpp"}
# Files of these kinds carry the licence line and no unfinished business, wherever they live.
OURS = CODE | {".py", ".mjs", ".sh", ".cmake"}
SKIPPED_FOLDERS = {"node_modules", "build", ".git", "__pycache__"}


class Include(NamedTuple):
    line: int
    name: str


class Source(NamedTuple):
    path: str  # from the top of the project, with slashes
    lines: list

    @property
    def folder(self) -> str:
        return self.path.rsplit("/", 1)[0]

    @property
    def layer(self) -> str:
        return self.path.split("/", 1)[0]

    def includes(self) -> Iterable[Include]:
        for number, line in enumerate(self.lines, 1):
            found = INCLUDE.match(line)
            if found:
                yield Include(number, found.group(1) or found.group(2))


def sources_in(root: Path, top: str, wanted) -> list:
    found = []
    for path in sorted((root / top).rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and wanted(path) and not SKIPPED_FOLDERS.intersection(inside.parts):
            text = path.read_text(encoding="utf-8", errors="replace")
            found.append(Source(inside.as_posix(), text.splitlines()))
    return found


def is_code(path: Path) -> bool:
    return path.suffix in CODE


def is_ours(path: Path) -> bool:
    return path.suffix in OURS or path.name == "CMakeLists.txt"


def resolve(include: Include, source: Source, known: set):
    """The project's own file an #include means, or None for a library's or a generated one."""
    for candidate in (include.name, f"{source.folder}/{include.name}"):
        if candidate in known:
            return candidate
    return None


def layer_faults(source: Source) -> list:
    faults = []
    for include in source.includes():
        target = include.name.split("/", 1)[0]
        if target in LAYERS and target != source.layer and target not in LAYERS[source.layer]:
            faults.append(f"{source.path}:{include.line}: {source.layer} must not know {target} "
                          f"(includes {include.name})")
    return faults


def room_faults(source: Source) -> list:
    faults = []
    for include in source.includes():
        for pattern, room, what in ROOMS:
            lives_there = source.folder == room or source.folder.startswith(room + "/")
            if pattern.fullmatch(include.name) and not lives_there:
                faults.append(f"{source.path}:{include.line}: {what} may be included in {room} only "
                              f"(includes {include.name})")
        if source.layer in LAYERS_WITHOUT_WIDGETS and WIDGET_HEADERS.fullmatch(include.name):
            faults.append(f"{source.path}:{include.line}: {source.layer} has no windows "
                          f"(includes {include.name})")
    return faults


def link_faults(root: Path) -> list:
    faults = []
    for layer in sorted(LAYERS_WITHOUT_WIDGETS):
        for source in sources_in(root, layer, lambda path: path.name == "CMakeLists.txt"):
            for number, line in enumerate(source.lines, 1):
                found = WIDGET_LIBRARIES.search(line.split("#", 1)[0])
                if found:
                    faults.append(f"{source.path}:{number}: {layer} must not link {found.group(0)}")
    return faults


def knots(graph: dict) -> list:
    """Strongly connected groups of two or more (Tarjan, without recursion), each sorted."""
    index, low, stack, on_stack, groups = {}, {}, [], set(), []
    for start in sorted(graph):
        if start in index:
            continue
        work = [(start, iter(sorted(graph[start])))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = []
                    while not group or group[-1] != node:
                        group.append(stack.pop())
                        on_stack.discard(group[-1])
                    if len(group) > 1:
                        groups.append(sorted(group))
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                on_stack.add(target)
                work.append((target, iter(sorted(graph[target]))))
            elif target in on_stack:
                low[node] = min(low[node], index[target])
    return groups


def cycle_faults(sources: list, allowed=None) -> list:
    allowed = KNOWN_FOLDER_CYCLES if allowed is None else allowed
    known = {source.path for source in sources}
    files = {path: set() for path in known}
    folders = {source.folder: set() for source in sources}
    for source in sources:
        for include in source.includes():
            target = resolve(include, source, known)
            if target is None:
                continue
            files[source.path].add(target)
            target_folder = target.rsplit("/", 1)[0]
            if target_folder != source.folder:
                folders[source.folder].add(target_folder)
    faults = [f"{path}: includes itself" for path in sorted(files) if path in files[path]]
    faults += ["these files include each other: " + ", ".join(group) for group in knots(files)]
    faults += ["these folders include each other: " + ", ".join(group)
               for group in knots(folders) if frozenset(group) not in allowed]
    return faults


def tidiness_faults(source: Source) -> list:
    faults = []
    if not any(LICENCE in line for line in source.lines[:3]):
        faults.append(f"{source.path}:1: the first lines lack '{LICENCE}'")
    if len(source.lines) > LONGEST_FILE:
        faults.append(f"{source.path}:{LONGEST_FILE}: {len(source.lines)} lines; split it by idea "
                      f"(at most {LONGEST_FILE})")
    for number, line in enumerate(source.lines, 1):
        found = UNFINISHED.search(line)
        if found:
            faults.append(f"{source.path}:{number}: '{found.group(0)}' says it is not finished")
    return faults


def check(root: Path) -> list:
    code = [source for layer in LAYERS for source in sources_in(root, layer, is_code)]
    faults = []
    for source in code:
        faults += layer_faults(source) + room_faults(source)
    faults += link_faults(root) + cycle_faults(code)
    for top in [*LAYERS, "tests", "cmake"]:
        for source in sources_in(root, top, is_ours):
            faults += tidiness_faults(source)
    return faults


def main(arguments: list) -> int:
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    missing = [layer for layer in LAYERS if not (root / layer).is_dir()]
    if missing:
        # An empty walk would pass; say so instead.
        print(f"{root} is not the top of the project: no folder {', '.join(missing)}", file=sys.stderr)
        return 2
    faults = check(root)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} fault(s) of structure" if faults else "The structure holds.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
