"""Rows that come back from a file, each given to what wrote it: unchanged, edited in its place, added or removed. Called by cnil_activity.

Pure; knows nothing of the register.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Texts = tuple[str, ...]


def paired(
    found: Sequence[Texts],
    shown: Sequence[Texts],
    items: Sequence[Item],
    remake: Callable[[int, int | None], Item],
) -> tuple[Item, ...]:
    """What the rows `found` stand for. `shown[i]` is the row that `items[i]` wrote; the first text of a row is its place, not compared.

    `remake(at, before)` makes what `found[at]` says, edited or added since; `before` is the index of what stood in that place.
    An item whose row is blank was not seen by anybody: it stays. When nothing changed, it is `items` itself.
    """
    if len(shown) != len(items):
        shown, items = (), ()
    seen = [index for index, row in enumerate(shown) if any(row[1:])]
    if [row[1:] for row in found] == [shown[index][1:] for index in seen]:
        return tuple(items)
    left = list(seen)
    same: dict[int, int] = {}
    for at, row in enumerate(found):
        match = next((index for index in left if shown[index][1:] == row[1:]), None)
        if match is not None:
            same[at] = match
            left.remove(match)
    made = []
    for at, row in enumerate(found):
        if at in same:
            made.append(items[same[at]])
            continue
        twin = max(
            (index for index in left if shown[index][0] == row[0]),
            key=lambda index: sum(map(str.__eq__, shown[index][1:], row[1:])),
            default=None,
        )
        if twin is not None:
            left.remove(twin)
        made.append(remake(at, twin))
    unseen = [item for index, item in enumerate(items) if index not in seen]
    return (*made, *unseen)
