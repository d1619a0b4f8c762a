"""Who is who in a whole list, and among the people already kept: which lines are one person, which look like somebody.

Called by the import service. Works on blocks of people who share a value or a name, never on all pairs. The order of the lines
does not change who is merged, and two people whose names contradict are never chained together through a third.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from rgpd_desktop.rules.line_groups import (
    Faces,
    Matches,
    Proposal,
    all_contradict,
    all_strangers,
    judged,
    likest,
)
from rgpd_desktop.rules.line_joins import TANGLE, LineJoins
from rgpd_desktop.rules.matching import (
    SAME_EMAIL,
    SAME_NAME_ADDRESS,
    SAME_NAME_COMPANY,
    Identity,
    Level,
    Likeness,
)

MOST_NAMESAKES: Final = 5  # a name borne by more people than that proposes nobody
HANDFUL: Final = 5  # proposals made for one line
_WEAK: Final = (SAME_NAME_ADDRESS, SAME_NAME_COMPANY)  # proofs that two people who contradict each other may both have


def match(kept: Sequence[Identity], rows: Sequence[Identity]) -> Matches:
    """Who of `rows` is whom, among themselves and among `kept` (those of the people kept that may be concerned)."""
    grouping = _Grouping(kept, rows)
    grouping.attach()
    grouping.propose()
    return grouping.matches()


class _Grouping:
    def __init__(self, kept: Sequence[Identity], rows: Sequence[Identity]) -> None:
        self._kept = kept
        self._joins = LineJoins(kept, rows)
        self._joins.join()
        self._blocks, self._groups, self._attached = self._joins.blocks, self._joins.groups, self._joins.attached
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

    # Lines and the people already kept.

    def attach(self) -> None:
        """Merges groups of lines into the one person kept that they certainly are."""
        candidates: dict[int, dict[int, bool]] = {}
        for leader, number, is_proposable in self._candidates():
            if not candidates.setdefault(leader, {}).get(number):
                candidates[leader][number] = is_proposable
        for leader, numbers in candidates.items():
            self._choose(leader, numbers)
        self._part_rivals(candidates)

    def _part_rivals(self, leaders: Iterable[int]) -> None:
        """Several who are one person kept, yet contradict one another: those with the weaker proofs are proposed instead."""
        by_kept: dict[int, list[int]] = {}
        for leader in leaders:
            if leader in self._attached:
                by_kept.setdefault(self._attached[leader], []).append(leader)
        for number, rivals in by_kept.items():
            if len(rivals) < 2:
                continue
            people = {leader: self._groups.faces(leader) for leader in rivals}
            for leader in self._unsure(number, people):
                del self._attached[leader]
                self._proposed.setdefault((leader, number, True), self._groups.reasons.pop(leader))

    def _unsure(self, number: int, people: dict[int, Faces]) -> list[int]:
        """Of several who are certainly one person kept, those who may not all be: another name, M. and Mme, a weaker proof."""
        weak = [leader for leader in people if self._groups.reasons[leader] in _WEAK]
        if len(people) > TANGLE:
            return weak
        pairs = list(combinations(people.values(), 2))
        if any(likest(*pair) is Likeness.DIFFERENT for pair in pairs):
            named = [
                leader for leader, faces in people.items() if likest(faces, (self._kept[number],)) is Likeness.EQUAL
            ]
            if any(likest(people[one], people[other]) is Likeness.DIFFERENT for one, other in combinations(named, 2)):
                named = []
            return [leader for leader in people if leader not in named]
        return weak if any(all_contradict(*pair) for pair in pairs) else []

    def _candidates(self) -> Iterator[tuple[int, int, bool]]:
        """Leaders with the people kept they may be, and whether that may be proposed when it is not certain."""
        for value, numbers in self._blocks.kept_by_value.items():
            for leader in self._joins.free_leaders(self._blocks.by_value.get(value, ())):
                yield from ((leader, number, True) for number in numbers[: 2 * TANGLE])
        for name, numbers in self._blocks.kept_by_who.items():
            leaders = self._joins.free_leaders(self._blocks.by_who.get(name, ()))
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
            for proof in {proof for face in self._groups.faces(leader) for proof in _proofs(face)}:
                found = by_proof.get(proof, ())
                if len(found) <= TANGLE:
                    yield from ((leader, number) for number in found)

    def _choose(self, leader: int, numbers: dict[int, bool]) -> None:
        """Attaches the leader to the one person kept that it certainly is; of several it is none, and they are proposed."""
        faces = self._groups.faces(leader)
        person = faces[0]  # its name, its title and what reaches it are on every face
        certain: list[tuple[bool, int, str]] = []
        probable: list[tuple[int, str]] = []
        for number, is_proposable in sorted(numbers.items()):
            other = self._kept[number]
            verdict = judged(faces, (other,), self._blocks.shared)
            is_certain = verdict.level is Level.CERTAIN and (
                person.title == other.title or not self._joins.is_of_couple(person)
            )
            if is_certain and self._is_clear(leader, verdict.reason, likest(faces, (other,))):
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
        return self._joins.tangled.isdisjoint(self._groups.members(leader))

    # What remains is proposed.

    def propose(self) -> None:
        """Proposes the lines that are probably one person, or somebody already kept through another line."""
        leaders = self._groups.leaders()
        for block in self._blocks.by_value.values():
            if len(block) > 1:
                together = {leaders[index] for index in block}
                if 1 < len(together) <= TANGLE:
                    self._propose_among(sorted(together))
        for name, block in self._blocks.by_who.items():
            if len(block) > 1:
                together = {leaders[index] for index in block}
                most = MOST_NAMESAKES - len(self._blocks.kept_by_who.get(name, ()))
                if len(together) > 1 and sum(leader not in self._attached for leader in together) <= most:
                    self._propose_among(sorted(together))

    def _propose_among(self, leaders: list[int]) -> None:
        attached = self._attached
        people = [self._groups.faces(leader) for leader in leaders]
        for (one, person), (other, with_) in combinations(zip(leaders, people, strict=True), 2):
            if (one in attached and other in attached) or all_strangers(person, with_):
                continue
            verdict = judged(person, with_, self._blocks.shared)
            if verdict.level is Level.NONE:
                continue
            if other in attached:
                self._proposed.setdefault((one, attached[other], True), verdict.reason)
            elif one in attached:
                self._proposed.setdefault((other, attached[one], True), verdict.reason)
            else:
                self._proposed.setdefault((other, one, False), verdict.reason)


def _proofs(person: Identity) -> Iterator[tuple[str, object]]:
    name = person.name or person.company
    if person.address:
        yield name, person.address
    if person.company:
        yield name, person.company
