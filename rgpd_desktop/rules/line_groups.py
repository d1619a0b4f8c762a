"""Lines of a list held together as one person: who leads each group, what its lines say together, and what grouping found in the end.

Filled by grouping only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final, NamedTuple

from rgpd_desktop.rules.matching import (
    Identity,
    Likeness,
    Verdict,
    are_strangers,
    contradict,
    judge,
    likeness,
)

MOST_FACES: Final = 4  # companies and addresses of one person that are looked at
_CLOSEST: Final = tuple(Likeness)

Faces = tuple[Identity, ...]


class Proposal(NamedTuple):
    """Line `row` is probably `other`: an index among the people kept when `is_kept`, else among the lines."""

    row: int
    other: int
    is_kept: bool
    reason: str


@dataclass(slots=True)
class Matches:
    """For each line, in the order given: `leaders` the first line of its person, `kept` the person already kept (by leader).

    `reasons` says why a line was merged, by line; `proposals` are made for leaders that are nobody kept.
    """

    leaders: list[int]
    kept: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)


class LineGroups:
    """At first each line is alone; a group is led by its first line. `reasons` says why a line joined, by line."""

    def __init__(self, rows: Sequence[Identity]) -> None:
        self.reasons: dict[int, str] = {}
        self._rows = rows
        self._parents = list(range(len(rows)))
        self._members: dict[int, list[int]] = {}  # of groups of several lines

    def leader(self, index: int) -> int:
        """The first line of the group of this line."""
        parents = self._parents
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    def leaders(self) -> list[int]:
        """The leader of every line."""
        return [parent if parent == index else self.leader(index) for index, parent in enumerate(self._parents)]

    def members(self, leader: int) -> Sequence[int]:
        """The lines of a group."""
        return self._members.get(leader, (leader,))

    def join(self, one: int, other: int, reason: str) -> None:
        """Makes one group of the groups of two lines."""
        first, second = sorted((self.leader(one), self.leader(other)))
        if first == second:
            return
        self._parents[second] = first
        self.reasons[second] = reason
        self._members.setdefault(first, [first]).extend(self._members.pop(second, [second]))

    def faces(self, leader: int) -> tuple[Identity, ...]:
        """All that the lines of a group say together: one person, once for each company and address that they give.

        Which of them the group shows must not depend on the line that comes first: whoever compares takes the face that fits best.
        """
        members = self._members.get(leader)
        if members is None:
            return (self._rows[leader],)
        people = [self._rows[index] for index in members]
        whole = Identity(
            name=max((person.name for person in people), key=lambda name: (len(name), name)),
            company="",
            emails=_together(person.emails for person in people),
            phones=_together(person.phones for person in people),
            title=max(person.title for person in people),
        )
        places = dict.fromkeys((person.company, person.address, person.place) for person in people)
        if len(places) > 1:
            places.pop(("", 0, 0), None)
        return tuple(
            whole._replace(company=company, address=address, place=place)
            for company, address, place in islice(places, MOST_FACES)
        )


def likest(ones: Faces, others: Faces) -> Likeness:
    """How two people stand to each other by the faces that are nearest."""
    if len(ones) == 1 == len(others):
        return likeness(ones[0], others[0])
    return min((likeness(one, other) for one, other in product(ones, others)), key=_CLOSEST.index)


def judged(ones: Faces, others: Faces, shared: Set[str]) -> Verdict:
    """The surest verdict on two people, whichever of their faces gives it."""
    if len(ones) == 1 == len(others):
        return judge(ones[0], others[0], shared)
    return max(judge(one, other, shared) for one, other in product(ones, others))


def all_contradict(ones: Faces, others: Faces) -> bool:
    """Whether whatever face they show, something known of both differs."""
    return all(contradict(one, other) for one, other in product(ones, others))


def all_strangers(ones: Faces, others: Faces) -> bool:
    """Whether at a glance they have nothing in common but a name (see matching.are_strangers)."""
    return all(are_strangers(one, other) for one, other in product(ones, others))


def _together(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(value for text in texts for value in text.split()))
