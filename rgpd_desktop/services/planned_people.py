"""The people behind each line of the verification page: who, and why they are counted there. Reads the rehearsal, writes nothing."""

from __future__ import annotations

from rgpd_desktop.basics import french
from rgpd_desktop.rules import phones
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.explanation import pill, starting_fact
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_plan import Category, ImportOrder, PlannedPerson
from rgpd_desktop.store import contacts, fates, staging
from rgpd_desktop.store.fates import MarkedLine
from rgpd_desktop.store.staging import Fate

ON_THE_LIST = "sur votre liste d’opposition : ne revient pas"
SAYS_NO = "la liste dit qu’elle ne veut plus être sollicitée"
NO_DATE = "ni date de contact, ni date de collecte"


def page(desk: Desk, order: ImportOrder, category: Category, offset: int, limit: int) -> list[PlannedPerson]:
    """Some lines of a category, in the order of the list."""
    if category is Category.REFUSED:
        return [
            PlannedPerson(order.sheets[sheet].name, row, "", "", reason)
            for sheet, row, reason in fates.refusals(desk.database, offset, limit)
        ]
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


def _detail(person: Contact) -> str:
    known = [
        *person.emails[:1],
        *(phones.national(number) for number in person.phones[:1]),
        person.company,
        person.city,
    ]
    return " · ".join(part for part in known if part and part != person.name)


def _reason(desk: Desk, category: Category, line: MarkedLine, person: Contact, other: str) -> str:
    rule = desk.rules[person.kind]
    if category is Category.EXPIRED:
        return f"{starting_fact(person, rule)}, {pill(person, rule, desk.today)}"
    if category is Category.OPPOSED:
        return french.spaced(ON_THE_LIST if line.fate is Fate.PUT_ASIDE else SAYS_NO)
    if category is Category.UNDATED:
        return NO_DATE
    return other or line.reason


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
