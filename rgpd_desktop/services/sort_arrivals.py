"""Decides what becomes of each line of a list: the second half of a rehearsal. Reads what is kept, marks the tables in memory only.

First those on the opposition list are put aside; the others are compared, among themselves and with the people kept; then, each
person being whole, those past retention stay out unless chosen. May be run again on the same lines when the contacts changed.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import emails, grouping, identity, retention
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.line_groups import Matches
from rgpd_desktop.rules.matching import IDENTICAL, Identity
from rgpd_desktop.rules.merging import merged
from rgpd_desktop.rules.rows import UNKNOWN_KIND
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_plan import ImportOrder
from rgpd_desktop.store import candidates, contacts, fates, opposition, staging
from rgpd_desktop.store.fates import FateRow
from rgpd_desktop.store.staging import Fate

_CHUNK = 400


def sort_arrivals(desk: Desk, order: ImportOrder, ticket: Ticket, identities: list[Identity] | None = None) -> int:
    """Marks every line read. `identities` are what read_list returned, None to read them from the tables. Raises Cancelled.

    Returns how many people already kept are of another kind than the list says: a merge leaves them theirs.
    """
    database = desk.database
    with staging.staging(database):
        fates.forget(database)
        staging.spread_refusals(database)
        aside = _put_aside(desk, ticket)
        ticket.step(0, None)
        lines, people = _compared(desk, aside, identities)
        identities = None
        numbers, kept = candidates.concerned(database, people)
        ticket.step(0, None)
        matches = grouping.match(kept, people)
        del people, kept
        ticket.step(0, None)
        sorting = _Sorting(desk, order, lines, numbers, matches)
        sorting.mark(ticket)
        return sorting.other_kind_count


def _compared(desk: Desk, aside: Set[int], identities: list[Identity] | None) -> tuple[array[int], list[Identity]]:
    """The lines not put aside: numbers and identities."""
    if identities is not None and not aside:
        return array("q", range(1, len(identities) + 1)), identities
    lines, people = array("q"), []
    for line, person in staging.identities(desk.database):
        lines.append(line)
        people.append(person)
    return lines, people


def _put_aside(desk: Desk, ticket: Ticket) -> Set[int]:
    """Marks the lines on the opposition list, and returns their numbers."""
    database = desk.database
    listed = opposition.fingerprints(database)
    if not listed:
        return frozenset()
    secret = opposition.key(database)
    found: set[int] = set()
    for done, (line, addresses, phones, last, first, place) in enumerate(staging.reach(database)):
        values = identity.looked_for_values(addresses.split(), phones.split(), last, first, place)
        if any(identity.fingerprint(secret, value) in listed for value in values):
            found.add(line)
        if done % 5_000 == 0:
            ticket.step(0, None)
    for line, text in staging.cells_told(database, emails.SPLIT):  # left out, but a no is a no
        values = identity.looked_for_values(emails.possible(text), (), "", "", "")
        if any(identity.fingerprint(secret, value) in listed for value in values):
            found.add(line)
    fates.put_aside(database, sorted(found))
    return found


class _Sorting:
    """The lines compared, by index: `lines` their numbers, `numbers` the people kept that the matches speak of."""

    def __init__(
        self, desk: Desk, order: ImportOrder, lines: array[int], numbers: Sequence[int], matches: Matches
    ) -> None:
        self._desk, self._order = desk, order
        self._lines, self._numbers, self._matches = lines, numbers, matches
        self._overdue = frozenset(staging.overdue(desk.database, desk.calendar))
        self._chosen = self._find_chosen()
        self._fate_of: dict[int, Fate] = {}  # by leader, for those who are more than a line that comes in
        self._labels = {kind.id: kind.label for kind in desk.kinds}
        self._kind_notes: dict[int, str] = {}  # by index of the line
        self.other_kind_count = 0

    def _find_chosen(self) -> frozenset[int]:
        """The lines that come in even past retention, and the leaders of their groups: one line chosen brings its person."""
        chosen = self._order.keep_expired
        if isinstance(chosen, bool):
            return self._overdue if chosen else frozenset()
        names = [sheet.name for sheet in self._order.sheets]
        wanted = {(names.index(name), row) for name, row in chosen if name in names}
        found = frozenset(staging.lines_at(self._desk.database, wanted))
        leaders = self._matches.leaders
        return found | {
            self._lines[leaders[index]] for index, line in enumerate(self._lines) if found and line in found
        }

    def mark(self, ticket: Ticket) -> None:
        """Marks every line, and keeps ready the people made of several lines, those changed, and the proposals."""
        groups = self._groups()
        self._gather(
            {leader: members for leader, members in groups.items() if leader not in self._matches.kept}, ticket
        )
        self._merge_into_kept(groups, ticket)
        places = self._mark_lines()
        self._propose(places)

    def _groups(self) -> dict[int, list[int]]:
        """The lines of each leader that has several, or that is somebody kept; mere copies of it are left out: they add nothing."""
        has_one_sheet = len(self._order.sheets) == 1
        matches = self._matches
        groups: dict[int, list[int]] = {leader: [leader] for leader in matches.kept}
        for index, leader in enumerate(matches.leaders):
            if index != leader and not (has_one_sheet and matches.reasons[index] == IDENTICAL):
                groups.setdefault(leader, [leader]).append(index)
        return groups

    def _is_left_out(self, person: Contact, members: Sequence[int]) -> bool:
        """Whether this person, whole, is past retention and nobody chose to take them all the same."""
        rule = self._desk.rules[person.kind]
        if retention.state(person, rule, self._desk.today) is not State.OVERDUE:
            return False
        keep = self._order.keep_expired
        return keep is not True and not any(self._lines[index] in self._chosen for index in members)

    def _gather(self, groups: dict[int, list[int]], ticket: Ticket) -> None:
        """Makes one person of several lines; a line chosen though past retention brings in its person."""
        desk, leaders = self._desk, iter(groups)
        while part := list(islice(leaders, _CHUNK)):
            lines = staging.people(
                desk.database, [self._lines[i] for leader in part for i in groups[leader]], desk.today, with_spread=True
            )
            made: list[tuple[int, Contact]] = []
            for leader in part:
                person = lines[self._lines[leader]]
                for index in groups[leader][1:]:
                    person = self._merged(person, lines[self._lines[index]])
                self._fate_of[leader] = Fate.EXPIRED if self._is_left_out(person, groups[leader]) else Fate.NEW
                if self._fate_of[leader] is Fate.NEW:
                    made.append((self._lines[leader], person))
            fates.gather(desk.database, made, desk.starts)
            ticket.step(0, None)

    def _merge_into_kept(self, groups: dict[int, list[int]], ticket: Ticket) -> None:
        """Adds to the people kept what the lines say of them; several groups may be the same person."""
        by_person: dict[int, list[int]] = {}
        for leader, number in self._matches.kept.items():
            by_person.setdefault(number, []).append(leader)
        desk, people = self._desk, iter(sorted(by_person))
        while part := list(islice(people, _CHUNK)):
            leaders = [leader for number in part for leader in by_person[number]]
            lines = staging.people(
                desk.database, [self._lines[i] for leader in leaders for i in groups[leader]], desk.today
            )
            kept = contacts.fetch(desk.database, [self._numbers[number] for number in part])
            changed: list[tuple[Contact, Contact]] = []
            for number, before in zip(part, kept, strict=True):
                after = before
                members = [index for leader in sorted(by_person[number]) for index in groups[leader]]
                self._note_other_kind(before, members, lines)
                for leader in sorted(by_person[number]):
                    after = self._merge_group(after, leader, groups[leader], lines)
                if after is not before:
                    changed.append((before, after))
            fates.change(desk.database, changed, desk.starts)
            ticket.step(0, None)

    def _merge_group(self, kept: Contact, leader: int, members: list[int], lines: dict[int, Contact]) -> Contact:
        """The person kept with these lines; past retention even so, only their refusal is taken."""
        person = kept
        for index in members:
            person = self._merged(person, lines[self._lines[index]])
        if not self._is_left_out(person, members):
            self._fate_of[leader] = Fate.MERGED
            return person
        self._fate_of[leader] = Fate.EXPIRED
        if person.opposed_on is not None and kept.opposed_on is None:
            return replace(kept, opposed_on=person.opposed_on)
        return kept

    def _note_other_kind(self, kept: Contact, members: Sequence[int], lines: Mapping[int, Contact]) -> None:
        """Somebody kept as a prospect comes back as a client: nothing is overwritten, but it is said."""
        others = [index for index in members if lines[self._lines[index]].kind not in (kept.kind, UNKNOWN_KIND)]
        self.other_kind_count += bool(others)
        for index in others:
            theirs = self._labels[lines[self._lines[index]].kind]
            self._kind_notes[index] = (
                f"{french.THIN}; reste {french.quoted(self._labels[kept.kind])}, la liste dit {french.quoted(theirs)}"
            )

    def _merged(self, person: Contact, line: Contact) -> Contact:
        return merged(person, line, self._desk.rules[person.kind].starts)

    def _mark_lines(self) -> dict[int, int]:
        """Writes the fate of every line; returns the place of each leader that comes in."""
        matches, fate_of = self._matches, self._fate_of
        places: dict[int, int] = {}
        rows: list[FateRow] = []
        new, expired = int(Fate.NEW), int(Fate.EXPIRED)
        for index, (line, leader) in enumerate(zip(self._lines, matches.leaders, strict=True)):
            if (
                index == leader and leader not in fate_of and leader not in matches.kept
            ):  # nearly all of them, and alone
                if line in self._overdue and line not in self._chosen:
                    rows.append((line, expired, 0, 0, ""))
                else:
                    places[leader] = place = len(places) + 1
                    rows.append((line, new, place, 0, ""))
                continue
            fate = fate_of.get(leader)
            if fate is None:
                lead = line if index == leader else self._lines[leader]
                fate = Fate.EXPIRED if lead in self._overdue and lead not in self._chosen else Fate.NEW
            if fate is Fate.NEW and index == leader:
                places[leader] = len(places) + 1
            elif fate is Fate.NEW:
                fate = Fate.MERGED
            kept = matches.kept.get(leader)
            contact = self._numbers[kept] if kept is not None else 0
            reason = matches.reasons.get(index, matches.reasons.get(leader, "") if kept is not None else "")
            reason += self._kind_notes.get(index, "")
            rows.append((line, int(fate), places.get(leader, 0), contact, reason))
        fates.mark(self._desk.database, rows)
        fates.index(self._desk.database)
        return places

    def _propose(self, places: dict[int, int]) -> None:
        """Proposals between people who are both there after the import."""
        found: list[tuple[int, int, int, str]] = []
        for row, other, is_kept, reason in self._matches.proposals:
            if row not in places:
                continue
            if is_kept:
                found.append((self._lines[row], 0, self._numbers[other], reason))
            elif other in places:
                found.append((self._lines[row], self._lines[other], 0, reason))
        fates.look_alike(self._desk.database, found)
