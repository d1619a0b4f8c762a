"""The people behind each line of the verification page: who, and why they are counted there; and the cells that were not read.

Reads the rehearsal, writes nothing. What a cell held is for the window alone: no log nor refusal has it.
"""

from __future__ import annotations

from rgpd_desktop.basics import french
from rgpd_desktop.rules import phones, retention
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.explanation import pill, starting_fact
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_plan import Category, ImportOrder, PlannedPerson
from rgpd_desktop.store import contacts, fates, staging
from rgpd_desktop.store.fates import MarkedLine
from rgpd_desktop.store.staging import Fate

ON_THE_LIST = "sur votre liste d’opposition : ne revient pas"
SAYS_NO = "la liste dit qu’elle ne veut plus être sollicitée"
COMES_IN = f"{SAYS_NO} : entre comme opposée"
NOBODY = "(ligne rejetée)"
NO_DATE = "ni date de contact, ni date de collecte"


def page(desk: Desk, order: ImportOrder, category: Category, offset: int, limit: int) -> list[PlannedPerson]:
    """Some lines of a category, in the order of the list."""
    if category is Category.REFUSED:
        return [
            PlannedPerson(order.sheets[sheet].name, row, "", "", reason)
            for sheet, row, reason in fates.refusals(desk.database, offset, limit)
        ]
    if category is Category.PROBLEMS:
        return _cells(desk, order, offset, limit)
    lines = fates.page(desk.database, category, offset, limit)
    people = staging.people(desk.database, [line.line for line in lines], desk.today)
    others = _others(desk, category, lines)
    return [
        PlannedPerson(
            order.sheets[line.sheet].name,
            line.row,
            people[line.line].name,
            _detail(people[line.line]),
            _reason(desk, category, line, people[line.line], others.get(line.line, "")),
        )
        for line in lines
    ]


def _cells(desk: Desk, order: ImportOrder, offset: int, limit: int) -> list[PlannedPerson]:
    """The cells not read, each with the person of its line (NOBODY when it names none) and what it held."""
    cells = fates.unread_cells(desk.database, offset, limit)
    people = staging.people(desk.database, sorted({line for line, *_ in cells if line}), desk.today)
    return [
        PlannedPerson(
            order.sheets[sheet].name,
            row,
            people[line].name if line in people else NOBODY,
            french.spaced(f"{' '.join(header.split())} : {french.quoted(' '.join(raw.split()))}"),
            reason,
        )
        for line, sheet, row, header, reason, raw in cells
    ]


def _detail(person: Contact) -> str:
    known = [
        *person.emails[:1],
        *(phones.national(number).replace(" ", french.HARD) for number in person.phones[:1]),
        person.company,
        person.city,
    ]
    return f"{french.HARD}· ".join(part for part in known if part and part != person.name)


def _reason(desk: Desk, category: Category, line: MarkedLine, person: Contact, other: str) -> str:
    rule = desk.rules[person.kind]
    if category is Category.EXPIRED:
        return f"{starting_fact(person, rule)}, {pill(person, rule, desk.today)}"
    if category is Category.OPPOSED:
        is_overdue = retention.state(person, rule, desk.today) is State.OVERDUE  # by this line alone
        return french.spaced(_refusal(line, pill(person, rule, desk.today) if is_overdue else "dépassée"))
    if category is Category.UNDATED:
        return NO_DATE
    return other or line.reason


def _refusal(line: MarkedLine, standing: str) -> str:
    """What becomes of somebody who says no; `standing` is said of their period when they stay out for it."""
    if line.fate is Fate.PUT_ASIDE:
        return ON_THE_LIST
    if line.contact:
        return f"{SAYS_NO} : noté sur la fiche que vous avez déjà"
    if line.fate is Fate.EXPIRED:
        return f"{SAYS_NO} ; durée {standing} : n’entre pas, son refus est retenu"
    return COMES_IN


def _others(desk: Desk, category: Category, lines: list[MarkedLine]) -> dict[int, str]:
    """For lines merged or proposed, who they are and the reason: « Jeanne Martin, ligne 3 : même adresse e-mail »."""
    pairs: dict[int, tuple[int, int, str]] = {}
    if category is Category.PROBABLE:
        pairs = fates.lookalike_of(desk.database, [line.line for line in lines])
    elif category is Category.MERGED:
        first = fates.first_lines(desk.database, [line.place for line in lines if line.place])
        pairs = {line.line: (first.get(line.place, 0), line.contact, line.reason) for line in lines}
    kept = {
        person.id: person.name
        for person in contacts.fetch(desk.database, [pair[1] for pair in pairs.values() if pair[1]])
    }
    listed = staging.people(desk.database, [pair[0] for pair in pairs.values() if pair[0]], desk.today)
    told: dict[int, str] = {}
    for line, (other, contact, reason) in pairs.items():
        if contact in kept:
            told[line] = french.spaced(f"{kept[contact]} : {reason}")
        elif other in listed:
            told[line] = french.spaced(f"{listed[other].name}, ligne {listed[other].row} : {reason}")
    return told
