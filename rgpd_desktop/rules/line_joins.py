"""The lines of a list that are certainly one person, held together. Called by grouping first; what is only probable is left to it.

Whatever the order of the lines, the same ones are joined: people who contradict each other keep apart also those who might be either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from rgpd_desktop.rules.blocks import Blocks, components, who
from rgpd_desktop.rules.line_groups import Faces, LineGroups, likest
from rgpd_desktop.rules.matching import (
    IDENTICAL,
    SAME_EMAIL,
    SAME_NAME_ADDRESS,
    SAME_NAME_COMPANY,
    SAME_NAME_PHONE,
    Identity,
    Likeness,
    are_reached_apart,
    are_scattered,
    is_half,
)
from rgpd_desktop.rules.phones import is_mobile

TANGLE: Final = 8  # beyond, people who might all be one another are left apart


class LineJoins:
    """`groups` of lines that are one person, `attached` lines that say what a person kept says (line -> index of that person).

    `tangled` are lines that might be several people who are not one another.
    """

    def __init__(self, kept: Sequence[Identity], rows: Sequence[Identity]) -> None:
        self._kept, self._rows = kept, rows
        self.blocks = Blocks(kept, rows)
        self.groups = LineGroups(rows)
        self.attached: dict[int, int] = {}
        self.tangled: set[int] = set()
        self._couples = self.blocks.couples()

    def join(self) -> None:
        """Merges the lines that are certainly one person."""
        if self._kept:
            self._attach_identical()
        self._join_identical()
        for value, block in self.blocks.by_value.items():
            if len(block) > 1:
                self._join_by_value(value, block)
        for name, block in self.blocks.by_who.items():
            if len(block) > 1:
                self._join_by_name(block, name in self._couples)
        self._join_alike()

    def _attach_identical(self) -> None:
        """A line that says what a person kept says is that person, whoever else looks like them: a list that comes in twice adds nobody."""
        by_content: dict[int, list[int]] = {}
        for number, person in enumerate(self._kept):
            if person.content:
                by_content.setdefault(person.content, []).append(number)
        unsure: list[int] = []
        for index, row in enumerate(self._rows):
            found = by_content.get(row.content)
            if found and len(found) > 1:
                found = [number for number in found if self._kept[number].row == row.row]
                unsure.append(index)
            if found and len(found) == 1:
                self.attached[index] = found[0]
        by_cells = {self._rows[index].cells: self.attached[index] for index in unsure if index in self.attached}
        for index in unsure:
            if self._rows[index].cells in by_cells:
                self.attached[index] = by_cells[self._rows[index].cells]
        self.groups.reasons.update(dict.fromkeys(self.attached, IDENTICAL))

    def _join_identical(self) -> None:
        """A line copied is a line; the name and what reaches it are compared too, two sheets may be read differently."""
        firsts: dict[int, int] = {}
        for index, row in enumerate(self._rows):
            first = firsts.setdefault(row.cells, index)
            if first != index and row.cells and row[:4] == self._rows[first][:4] and self._are_free(first, index):
                self.groups.join(first, index, IDENTICAL)

    def _join_by_value(self, value: str, block: list[int]) -> None:
        is_phone = "@" not in value
        rows = self._rows
        firsts: dict[object, int] = {}
        for index in block:
            if index in self.attached:
                continue
            row = rows[index]
            if is_phone and not row.name and not row.company:
                continue
            name = row.name or (row.company, row.place)
            first = firsts.setdefault(name, index)
            if first != index and row.title != rows[first].title and self._is_couple(row, block):
                first = firsts.setdefault((name, row.title), index)
            if first != index and not (is_phone and is_half(row.name) and not is_mobile(value)):
                self.groups.join(first, index, SAME_NAME_PHONE if is_phone else SAME_EMAIL)

    def _is_couple(self, person: Identity, block: list[int]) -> bool:
        """Whether M. and Mme share this value: under one name, or under none."""
        if who(person):
            return self.is_of_couple(person)
        titles = {self._rows[index].title for index in block if not who(self._rows[index])}
        return 1 in titles and 2 in titles

    def is_of_couple(self, person: Identity) -> bool:
        """Whether both M. and Mme bear this name: somebody whose civility is not told may then be either."""
        return bool(self._couples) and who(person) in self._couples

    def _join_by_name(self, block: list[int], is_of_couple: bool) -> None:
        at_address: dict[tuple[str, int], int] = {}
        neighbours: dict[tuple[str, int], list[int]] = {}
        colleagues: dict[tuple[str, str], list[int]] = {}
        for index in block:
            if index in self.attached:
                continue
            row = self._rows[index]
            name = row.name or row.company
            if row.address:
                first = at_address.setdefault((name, row.address), index)
                if first != index:
                    neighbours.setdefault((name, row.address), [first]).append(index)
            if row.name and row.company:
                colleagues.setdefault((name, row.company), []).append(index)
        for group in neighbours.values():
            for part in self._by_title(group, is_of_couple):
                self._join_neighbours(part)
        for group in colleagues.values():
            if len(group) > 1:
                for part in self._by_title(group, is_of_couple):
                    self._join_colleagues(part)

    def _by_title(self, block: list[int], is_of_couple: bool) -> Iterable[list[int]]:
        """The lines of one name, M. and Mme and those that do not say apart when both bear it."""
        if not is_of_couple:
            return (block,)
        parts: dict[int, list[int]] = {}
        for index in block:
            parts.setdefault(self._rows[index].title, []).append(index)
        return parts.values()

    def _join_neighbours(self, block: list[int]) -> None:
        """One name at one address is one person, unless two of them have nothing else in common."""
        leaders = self.free_leaders(block)
        if len(leaders) < 2 or is_half(self._rows[block[0]].name):
            return
        people = [self.groups.faces(leader)[0] for leader in leaders]  # what reaches them is on every face
        reached = [person for person in people if person.emails and person.phones]
        if len(reached) > TANGLE or any(are_reached_apart(*pair) for pair in combinations(reached, 2)):
            return
        for leader in leaders[1:]:
            self.groups.join(leaders[0], leader, SAME_NAME_ADDRESS)

    def _join_colleagues(self, block: list[int]) -> None:
        """One name in one company is one person, unless two of them are reached by different addresses or numbers, or in two towns."""
        leaders = self.free_leaders(block)
        if len(leaders) < 2:
            return
        people = [self.groups.faces(leader)[0] for leader in leaders]
        if sum(1 for person in people if person.emails) > 1 or sum(1 for person in people if person.phones) > 1:
            return
        if are_scattered(self._rows[index].place for index in block):
            return
        for leader in leaders[1:]:
            self.groups.join(leaders[0], leader, SAME_NAME_COMPANY)

    def _join_alike(self) -> None:
        """One address under names that do not contradict (`J. Dupont`, no name), unless it could be two people's."""
        for together in components(self._links()):
            if self._is_one_person(together):
                leaders = sorted(node for node in together if node >= 0)
                for leader in leaders[1:]:
                    self.groups.join(leaders[0], leader, SAME_EMAIL)
            else:
                self.tangled.update(together)

    def _links(self) -> dict[int, set[int]]:
        """Who might be whom by an address: leaders, and people kept counted from -1 down."""
        links: dict[int, set[int]] = {}
        for value, block in self.blocks.by_value.items():
            if "@" not in value:
                continue
            nodes = self.free_leaders(block) + [-1 - number for number in self.blocks.kept_by_value.get(value, ())]
            if len(nodes) > TANGLE:
                self.tangled.update(nodes)
                continue
            for one, other in combinations(nodes, 2):
                is_news = one >= 0 or other >= 0
                if is_news and likest(self._faces(one), self._faces(other)) is not Likeness.DIFFERENT:
                    links.setdefault(one, set()).add(other)
                    links.setdefault(other, set()).add(one)
        return links

    def _is_one_person(self, nodes: set[int]) -> bool:
        if len(nodes) > TANGLE:
            return False
        people = [self._faces(node) for node in nodes]
        return not any(likest(one, other) is Likeness.DIFFERENT for one, other in combinations(people, 2))

    def _are_free(self, one: int, other: int) -> bool:
        return one not in self.attached and other not in self.attached

    def free_leaders(self, block: Iterable[int]) -> list[int]:
        """The leaders of these lines, those identical to somebody kept left out."""
        return list(dict.fromkeys(self.groups.leader(index) for index in block if index not in self.attached))

    def _faces(self, node: int) -> Faces:
        return self.groups.faces(node) if node >= 0 else (self._kept[-1 - node],)
