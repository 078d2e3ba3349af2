"""Writes the workbooks of the loader tests and what is expected of them.

``python -m tests.workbooks.make`` writes ``files/`` and ``expected.json``. The expectations are
literals beside each case, written by hand from the rules of the sheets. The files of LibreOffice
are written by ``convert.py`` and only listed here, since not every machine has it.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.workbooks.case import Case
from tests.workbooks.cases import (
    around,
    bodies,
    cells,
    containers,
    converted,
    formats,
    headers,
    refused,
    rules,
    special,
    taking_part,
    teaching,
    values,
)  # fmt: skip

HERE = Path(__file__).parent
FILES = HERE / "files"
# Encryption draws new keys each time; the file is kept as it was first written.
_KEPT = frozenset({"拒收-加密.xlsx"})


def all_cases() -> list[Case]:
    """Every case, those with a file of their own first."""
    written = (
        formats, around, headers, bodies, values, rules, refused, taking_part, teaching, special, cells, containers,
    )  # fmt: skip
    return [case for module in written for case in module.cases()]


def main() -> None:
    """Write every file and the expectations."""
    FILES.mkdir(exist_ok=True)
    expected = {}
    for case in all_cases():
        target = FILES / case.file
        if not (target.exists() and case.file in _KEPT):
            target.write_bytes(case.data)
        expected[case.file] = case.as_dict()
    for case in converted.cases():
        if (FILES / case.file).exists():
            expected[case.file] = case.as_dict()
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (HERE / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
