"""How the column guess does on real lists: a Markdown table, one line a list. `python benchmarks/samples_report.py FOLDER`.

FOLDER holds lists and an expected_mapping.json (file -> header_row, sheet, columns {header: field}, accept, sensitive).
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rgpd_desktop.content.people import kind_words, load_kinds
from rgpd_desktop.imports.spreadsheet import open_book
from rgpd_desktop.rules.mapping import guess
from rgpd_desktop.rules.sheet_shape import body, find_shape

SAMPLE = 200


def guessed(path: Path, sheet: str | None, kinds: dict[str, str]) -> tuple[int | None, dict[str, tuple[str, str]]]:
    """The header line found and, for each header, the field and the reason why it is kept out."""
    book = open_book(path)
    if book.fixed_columns:
        return None, {header: (field, "") for header, field in book.fixed_columns}
    shape = find_shape(list(islice(book.lines(sheet), SAMPLE)))
    if shape is None:
        return None, {}
    samples = [cells for _, cells in islice(body(book.lines(sheet), shape), SAMPLE)]
    found = guess(shape.headers, samples, kinds)
    return shape.header_row, {one.header.strip(): (one.field, one.sensitive) for one in found}


def line(name: str, expected: dict[str, Any], path: Path, kinds: dict[str, str]) -> tuple[str, int, int]:
    header_row, found = guessed(path, expected["sheet"], kinds)
    used = right = 0
    wrong = []
    for header, field in expected["columns"].items():
        answer = found.get(header.strip(), ("(absente)", ""))[0]
        is_right = answer in {field, *expected.get("accept", {}).get(header, ())}
        if field != "ignore":
            used += 1
            right += is_right
        if not is_right:
            wrong.append(f"{header.strip()!r}: {answer} for {field}")
    sensitive = expected.get("sensitive", [])
    kept_out = sum(found.get(header.strip(), ("", ""))[0] == "ignore" for header in sensitive)
    row = f"{header_row or '-'} / {expected['header_row'] or '-'}"
    return f"| {name} | {row} | {right} / {used} | {kept_out} / {len(sensitive)} | {'; '.join(wrong)} |", right, used


def main(folder: Path) -> None:
    kinds = kind_words(load_kinds())
    print(
        "| list | header line found / expected | columns used right | sensitive kept out | differences |\n|---|---|---|---|---|"
    )
    right = used = 0
    for name, expected in json.loads((folder / "expected_mapping.json").read_text(encoding="utf-8")).items():
        text, of_right, of_used = line(name, expected, folder / name, kinds)
        right, used = right + of_right, used + of_used
        print(text)
    print(f"\n{right} of {used} columns that a person would use: {right / used:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
