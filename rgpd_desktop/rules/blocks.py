"""Who shares an address, a number or a name: the small sets of people worth comparing, and the values that are everybody's. Called by
grouping only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rgpd_desktop.rules.matching import Identity

MOST_HOLDERS: Final = 3  # an address or number of more people than that proves nothing


class Blocks:
    """Who shares what: by address or number, and by name (its words in any order) or, without a name, by company."""

    def __init__(self, kept: Sequence[Identity], rows: Sequence[Identity]) -> None:
        self._kept, self._rows = kept, rows
        self.kept_by_value: dict[str, list[int]] = {}
        self.kept_by_who: dict[str, list[int]] = {}
        for number, person in enumerate(kept):
            for value in (*person.emails.split(), *person.phones.split()):
                self.kept_by_value.setdefault(value, []).append(number)
            self.kept_by_who.setdefault(who(person), []).append(number)
        self.by_value = _several(
            ((value, index) for index, row in enumerate(rows) for text in row[2:4] for value in text.split()),
            self.kept_by_value,
        )
        self.by_who = _several(((who(row), index) for index, row in enumerate(rows)), self.kept_by_who)
        self.by_who.pop("", None)
        self.shared = frozenset(value for value in self.by_value if self._is_shared(value, kept, rows))
        for value in self.shared:
            del self.by_value[value]

    def couples(self) -> frozenset[str]:
        """The names (see `who`) that both M. and Mme bear."""
        found: set[str] = set()
        rows = self._rows
        for name, indexes in self.by_who.items():
            titles = {rows[index].title for index in indexes}
            titles.update(self._kept[number].title for number in self.kept_by_who.get(name, ()))
            if 1 in titles and 2 in titles:
                found.add(name)
        return frozenset(found)

    def _is_shared(self, value: str, kept: Sequence[Identity], rows: Sequence[Identity]) -> bool:
        indexes, numbers = self.by_value[value], self.kept_by_value.get(value, ())
        if len(indexes) + len(numbers) <= MOST_HOLDERS:
            return False
        holders: set[str] = set()
        for person in (*(rows[index] for index in indexes), *(kept[number] for number in numbers)):
            holders.add(who(person) if person.name else f"{who(person) or person.emails} {person.place}")
            if len(holders) > MOST_HOLDERS:
                return True
        return False


def _several(pairs: Iterable[tuple[str, int]], others: dict[str, list[int]]) -> dict[str, list[int]]:
    """The indexes of each key that has several, or that `others` has too."""
    first: dict[str, int] = {}
    found: dict[str, list[int]] = {}
    for key, index in pairs:
        before = first.setdefault(key, index)
        if before != index:
            block = found.get(key)
            if block is None:
                found[key] = [before, index]
            elif block[-1] != index:
                block.append(index)
    for key in others:
        if key in first and key not in found:
            found[key] = [first[key]]
    return found


def who(person: Identity) -> str:
    """The words of the name in any order, else the company (marked, so that it is nobody's name), else nothing."""
    if person.name:
        return " ".join(sorted(person.name.split()))
    return f"&{person.company}" if person.company else ""


def components(links: dict[int, set[int]]) -> Iterator[set[int]]:
    """The sets of nodes that links hold together."""
    seen: set[int] = set()
    for start in links:
        if start in seen:
            continue
        together, waiting = {start}, [start]
        while waiting:
            for node in links[waiting.pop()]:
                if node not in together:
                    together.add(node)
                    waiting.append(node)
        seen |= together
        yield together
