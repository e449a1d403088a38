#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the answers that a test writes with Python's csv module: another reader must find the same table, and
nothing in it that a spreadsheet would calculate.

    answers_oracle.py TEST_ANSWERS_CSV
"""

import csv
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        subprocess.run([sys.argv[1], "oneRowForEachRespondentAndRevision"], check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, "FOYER_ANSWERS_CSV": str(file)})
        raw = file.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf"), "no byte order mark"
        assert raw.endswith(b"\r\n")
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.reader(text, strict=True))
    head, *body = rows
    assert head[:6] == ["Questionnaire", "Job", "Respondent", "Revision", "Submitted", "Submitted by"], head
    assert head[6:] == ['Where, "exactly"?', "'=Degrees", "More", "Moments", "Who?", "Extra?"], head
    assert len(body) == 4 and all(len(row) == len(head) for row in rows), rows
    first = dict(zip(head, body[0]))
    assert first['Where, "exactly"?'] == "'=cmd|' /C calc'!A0"
    assert first["More"] == 'one\ntwo; "three", 日本 👩🏽‍🎤'
    assert first["Moments"] == "Cake; -Dance"
    assert [row[2] for row in body] == ["Mara Quill", "Mara Quill", "Jonas Quill", "Jonas Quill"]
    for row in rows:
        for cell in row:
            harmless = not cell.lstrip().startswith(("=", "+", "-", "@")) and not cell.startswith(("\t", "\r"))
            assert harmless or re.fullmatch(r"-?[0-9.]+", cell), cell
    print(f"{len(body)} rows, as Python's csv reads them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
