"""Who is who in a whole list, and among the people already kept: which lines are one person, which look like somebody.

Called by the import service. Works on blocks of people who share a value or a name, never on all pairs. The order of the lines
does not change who is merged, and two people whose names contradict are never chained together through a third.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from rgpd_desktop.rules.blocks import Blocks, components
from rgpd_desktop.rules.line_groups import LineGroups, Matches, Proposal
from rgpd_desktop.rules.matching import (
    IDENTICAL,
    SAME_EMAIL,
    SAME_NAME_ADDRESS,
    SAME_NAME_COMPANY,
    SAME_NAME_PHONE,
    Identity,
    Level,
    Likeness,
    are_strangers,
    judge,
    likeness,
)

MOST_NAMESAKES: Final = 5  # a name borne by more people than that proposes nobody
HANDFUL: Final = 5  # proposals made for one line
_TANGLE: Final = 8  # beyond, people who might all be one another are left apart


def match(kept: Sequence[Identity], rows: Sequence[Identity]) -> Matches:
    """Who of `rows` is whom, among themselves and among `kept` (those of the people kept that may be concerned)."""
    grouping = _Grouping(kept, rows)
    grouping.join()
    grouping.attach()
    grouping.propose()
    return grouping.matches()


class _Grouping:
    def __init__(self, kept: Sequence[Identity], rows: Sequence[Identity]) -> None:
        self._kept, self._rows = kept, rows
        self._blocks = Blocks(kept, rows)
        self._groups = LineGroups(rows)
        self._attached: dict[int, int] = {}  # leader -> person kept
        self._tangled: set[int] = set()  # lines that might be several people who are not one another
        self._proposed: dict[tuple[int, int, bool], str] = {}

    def matches(self) -> Matches:
        """What was found."""
        counts: dict[int, int] = {}
        proposals = []
        for (row, other, is_kept), reason in self._proposed.items():
            counts[row] = counts.get(row, 0) + 1
            if counts[row] <= HANDFUL:
                proposals.append(Proposal(row, other, is_kept, reason))
        return Matches(self._groups.leaders(), self._attached, self._groups.reasons, proposals)

    # Lines among themselves.

    def join(self) -> None:
        """Merges the lines that are certainly one person."""
        if self._kept:
            self._attach_identical()
        self._join_identical()
        for value, block in self._blocks.by_value.items():
            if len(block) > 1:
                self._join_by_value(value, block)
        for block in self._blocks.by_who.values():
            if len(block) > 1:
                self._join_by_name(block)
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
                self._attached[index] = found[0]
        by_cells = {self._rows[index].cells: self._attached[index] for index in unsure if index in self._attached}
        for index in unsure:
            if self._rows[index].cells in by_cells:
                self._attached[index] = by_cells[self._rows[index].cells]
        self._groups.reasons.update(dict.fromkeys(self._attached, IDENTICAL))

    def _join_identical(self) -> None:
        """A line copied is a line; the name and what reaches it are compared too, two sheets may be read differently."""
        firsts: dict[int, int] = {}
        for index, row in enumerate(self._rows):
            first = firsts.setdefault(row.cells, index)
            if first != index and row.cells and row[:4] == self._rows[first][:4] and self._are_free(first, index):
                self._groups.join(first, index, IDENTICAL)

    def _join_by_value(self, value: str, block: list[int]) -> None:
        is_phone = "@" not in value
        firsts: dict[str | tuple[str, int], int] = {}
        for index in block:
            if index in self._attached:
                continue
            row = self._rows[index]
            if is_phone and not row.name and not row.company:
                continue
            who = row.name or (row.company, row.place)
            first = firsts.setdefault(who, index)
            if first != index:
                self._groups.join(first, index, SAME_NAME_PHONE if is_phone else SAME_EMAIL)

    def _join_by_name(self, block: list[int]) -> None:
        same_address: dict[tuple[str, int], int] = {}
        colleagues: dict[tuple[str, str], list[int]] = {}
        for index in block:
            if index in self._attached:
                continue
            row = self._rows[index]
            name = row.name or row.company
            first = same_address.setdefault((name, row.address), index) if row.address else index
            if first != index:
                self._groups.join(first, index, SAME_NAME_ADDRESS)
            if row.name and row.company:
                colleagues.setdefault((name, row.company), []).append(index)
        for group in colleagues.values():
            if len(group) > 1:
                self._join_colleagues(group)

    def _join_colleagues(self, block: list[int]) -> None:
        """One name in one company is one person, unless two of them are reached by different addresses or numbers."""
        leaders = self._free_leaders(block)
        people = [self._groups.person(leader) for leader in leaders]
        if sum(1 for person in people if person.emails) > 1 or sum(1 for person in people if person.phones) > 1:
            return
        for leader in leaders[1:]:
            self._groups.join(leaders[0], leader, SAME_NAME_COMPANY)

    def _join_alike(self) -> None:
        """One address under names that do not contradict (`J. Dupont`, no name), unless it could be two people's."""
        for together in components(self._links()):
            if self._is_one_person(together):
                leaders = sorted(node for node in together if node >= 0)
                for leader in leaders[1:]:
                    self._groups.join(leaders[0], leader, SAME_EMAIL)
            else:
                self._tangled.update(together)

    def _links(self) -> dict[int, set[int]]:
        """Who might be whom by an address: leaders, and people kept counted from -1 down."""
        links: dict[int, set[int]] = {}
        for value, block in self._blocks.by_value.items():
            if "@" not in value:
                continue
            nodes = self._free_leaders(block) + [-1 - number for number in self._blocks.kept_by_value.get(value, ())]
            if len(nodes) > _TANGLE:
                self._tangled.update(nodes)
                continue
            for one, other in combinations(nodes, 2):
                is_news = one >= 0 or other >= 0
                if is_news and likeness(self._person(one), self._person(other)) is not Likeness.DIFFERENT:
                    links.setdefault(one, set()).add(other)
                    links.setdefault(other, set()).add(one)
        return links

    def _is_one_person(self, nodes: set[int]) -> bool:
        if len(nodes) > _TANGLE:
            return False
        people = [self._person(node) for node in nodes]
        return not any(likeness(one, other) is Likeness.DIFFERENT for one, other in combinations(people, 2))

    # Lines and the people already kept.

    def attach(self) -> None:
        """Merges groups of lines into the one person kept that they certainly are."""
        candidates: dict[int, dict[int, bool]] = {}
        for leader, number, is_proposable in self._candidates():
            if not candidates.setdefault(leader, {}).get(number):
                candidates[leader][number] = is_proposable
        for leader, numbers in candidates.items():
            self._choose(leader, numbers)

    def _candidates(self) -> Iterator[tuple[int, int, bool]]:
        """Leaders with the people kept they may be, and whether that may be proposed when it is not certain."""
        for value, numbers in self._blocks.kept_by_value.items():
            for leader in self._free_leaders(self._blocks.by_value.get(value, ())):
                yield from ((leader, number, True) for number in numbers[: 2 * _TANGLE])
        for who, numbers in self._blocks.kept_by_who.items():
            leaders = self._free_leaders(self._blocks.by_who.get(who, ()))
            if len(leaders) + len(numbers) <= MOST_NAMESAKES:
                yield from ((leader, number, True) for leader in leaders for number in numbers)
            elif leaders:
                yield from ((leader, number, False) for leader, number in self._namesakes(leaders, numbers))

    def _namesakes(self, leaders: list[int], numbers: list[int]) -> Iterator[tuple[int, int]]:
        """Of many people with one name, those with the same company or address: only proofs are looked for."""
        by_proof: dict[tuple[str, object], list[int]] = {}
        for number in numbers:
            for proof in _proofs(self._kept[number]):
                by_proof.setdefault(proof, []).append(number)
        for leader in leaders:
            for proof in _proofs(self._groups.person(leader)):
                found = by_proof.get(proof, ())
                if len(found) <= _TANGLE:
                    yield from ((leader, number) for number in found)

    def _choose(self, leader: int, numbers: dict[int, bool]) -> None:
        """Attaches the leader to the one person kept that it certainly is; of several it is none, and they are proposed."""
        person = self._groups.person(leader)
        certain: list[tuple[bool, int, str]] = []
        probable: list[tuple[int, str]] = []
        for number, is_proposable in sorted(numbers.items()):
            other = self._kept[number]
            verdict = judge(person, other, self._blocks.shared)
            if verdict.level is Level.CERTAIN and self._is_clear(leader, verdict.reason, likeness(person, other)):
                # A line without a name is less surely somebody who has one.
                certain.append((bool(person.name) is bool(other.name), number, verdict.reason))
            elif verdict.level is not Level.NONE and is_proposable:
                probable.append((number, verdict.reason))
        is_named = any(entry[0] for entry in certain)
        best = [(number, reason) for is_equal, number, reason in certain if is_equal is is_named]
        if len(best) == 1:
            self._attached[leader], self._groups.reasons[leader] = best[0]
            return
        for number, reason in best + probable:
            self._proposed.setdefault((leader, number, True), reason)

    def _is_clear(self, leader: int, reason: str, how: Likeness) -> bool:
        if reason != SAME_EMAIL or how is Likeness.EQUAL:
            return True
        return self._tangled.isdisjoint(self._groups.members(leader))

    # What remains is proposed.

    def propose(self) -> None:
        """Proposes the lines that are probably one person, or somebody already kept through another line."""
        leaders = self._groups.leaders()
        for block in self._blocks.by_value.values():
            if len(block) > 1:
                together = {leaders[index] for index in block}
                if 1 < len(together) <= _TANGLE:
                    self._propose_among(sorted(together))
        for who, block in self._blocks.by_who.items():
            if len(block) > 1:
                together = {leaders[index] for index in block}
                most = MOST_NAMESAKES - len(self._blocks.kept_by_who.get(who, ()))
                if len(together) > 1 and sum(leader not in self._attached for leader in together) <= most:
                    self._propose_among(sorted(together))

    def _propose_among(self, leaders: list[int]) -> None:
        attached = self._attached
        people = [self._groups.person(leader) for leader in leaders]
        for (one, person), (other, with_) in combinations(zip(leaders, people, strict=True), 2):
            if (one in attached and other in attached) or are_strangers(person, with_):
                continue
            verdict = judge(person, with_, self._blocks.shared)
            if verdict.level is Level.NONE:
                continue
            if other in attached:
                self._proposed.setdefault((one, attached[other], True), verdict.reason)
            elif one in attached:
                self._proposed.setdefault((other, attached[one], True), verdict.reason)
            else:
                self._proposed.setdefault((other, one, False), verdict.reason)

    def _are_free(self, one: int, other: int) -> bool:
        return one not in self._attached and other not in self._attached

    def _free_leaders(self, block: Iterable[int]) -> list[int]:
        """The leaders of these lines, those identical to somebody kept left out."""
        return list(dict.fromkeys(self._groups.leader(index) for index in block if index not in self._attached))

    def _person(self, node: int) -> Identity:
        return self._groups.person(node) if node >= 0 else self._kept[-1 - node]


def _proofs(person: Identity) -> Iterator[tuple[str, object]]:
    name = person.name or person.company
    if person.address:
        yield name, person.address
    if person.company:
        yield name, person.company
