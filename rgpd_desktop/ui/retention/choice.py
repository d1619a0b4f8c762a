"""Who is ticked in a long list: some people, or everybody but some. Knows numbers only; costs nothing until it is asked who."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from rgpd_desktop.rules.contact_query import ContactId, ContactQuery, Selection


class Choice:
    """Empty at first. `all_of` ticks the whole list at once, whatever its length."""

    def __init__(self) -> None:
        self._is_inverted = False
        self._apart: set[ContactId] = set()  # the ticked ones, or the unticked ones when inverted

    def has(self, number: ContactId) -> bool:
        """Whether that person is ticked."""
        return (number in self._apart) is not self._is_inverted

    def put(self, numbers: Iterable[ContactId], is_ticked: bool) -> None:
        """Tick or untick these people."""
        if is_ticked is self._is_inverted:
            self._apart.difference_update(numbers)
        else:
            self._apart.update(numbers)

    def put_all(self, is_ticked: bool) -> None:
        """Tick or untick the whole list."""
        self._is_inverted = is_ticked
        self._apart.clear()

    def keep_only(self, numbers: Sequence[ContactId]) -> None:
        """The list changed: forget who left it. "Everybody" is forgotten too, for it would take in people who were not seen."""
        self._apart = set() if self._is_inverted else self._apart.intersection(numbers)
        self._is_inverted = False

    def count(self, total: int) -> int:
        """How many of a list of `total` people are ticked."""
        return total - len(self._apart) if self._is_inverted else len(self._apart)

    def selection(self, numbers: array[int], query: ContactQuery | None) -> Selection:
        """Who is ticked, for a service: the question itself when it is everybody it finds."""
        if not self._is_inverted:
            return tuple(sorted(self._apart))
        if query is not None and not self._apart:
            return query
        return tuple(number for number in numbers if number not in self._apart)
