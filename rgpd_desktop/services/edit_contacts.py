"""Create, correct, merge and delete people by hand. Called by the contacts page and the duplicates dialog.

An edit never moves the clock except by changing the dates themselves, and nobody of the opposition list comes back unseen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import merging
from rgpd_desktop.rules.addresses import read_siren
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import Selection
from rgpd_desktop.rules.days import FIRST_YEAR, LAST_YEAR
from rgpd_desktop.rules.emails import read_emails
from rgpd_desktop.rules.phones import read_phones
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, erasure, exchanges, journal, opposition, proposals, provenance

LINES: Final = (
    "last_name", "first_name", "civility", "company", "job_title", "street", "postal_code", "city", "country", "website",
    "siren", "source",
)  # fmt: skip
_EARLIEST, _LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_UNREADABLE: Final = "Une adresse e-mail ou un numéro de téléphone n’est pas lisible."


class OnOppositionList(Refusal):
    """The person asked not to be solicited: to be said, and asked, before they come in."""

    def __init__(self, on: date) -> None:
        sentence = f"Cette personne figure sur votre liste d’opposition depuis le {french.day(on)}."
        remedy = "Si vous l’enregistrez quand même, elle restera opposée : aucun message commercial."
        super().__init__(sentence, remedy)
        self.on = on

    def __reduce__(self) -> tuple[type[OnOppositionList], tuple[date]]:  # type: ignore[override]
        return (OnOppositionList, (self.on,))


@dataclass(frozen=True, slots=True)
class Checked:
    """A contact as typed, put in normal form. `problems` stand in the way; `doubts` are only said."""

    contact: Contact
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted. `is_scrubbed` is false while traces remain in the file: another reader held it, or the disk was full."""

    count: int
    is_scrubbed: bool


def checked(contact: Contact, today: date) -> Checked:
    """The contact with its addresses and numbers read as typed ("06 12…" becomes E.164), and what is missing or odd."""
    problems: list[Problem] = []
    doubts: list[Problem] = []
    emails = _read(contact.emails, "emails", _read_email, problems, doubts)
    phones = _read(contact.phones, "phones", read_phones, problems, doubts)
    texts: dict[str, Any] = {name: _one_line(getattr(contact, name)) for name in LINES}
    tidy = replace(contact, emails=emails, phones=phones, notes=contact.notes.strip(), **texts)
    if reason := read_siren(tidy.siren)[1]:
        doubts.append(Problem("siren", french.spaced(f"{french.quoted(tidy.siren)} : {reason}.")))
    is_placed = bool(tidy.street and (tidy.postal_code or tidy.city))  # as rules.rows: such people come in from lists
    known = (tidy.last_name, tidy.first_name, tidy.company, emails, phones, tidy.website, tidy.siren)
    if not problems and not any(known) and not is_placed:
        problems.append(Problem("last_name", "Indiquez au moins un nom, une société, un e-mail ou un numéro."))
    problems += _date_problems(tidy, today)
    return Checked(tidy, tuple(problems), tuple(doubts))


def problems_in(contact: Contact, today: date) -> list[Problem]:
    """What stands in the way of keeping this contact, field by field; empty when all is well."""
    return list(checked(contact, today).problems)


def create(desk: Desk, contact: Contact, *, despite_opposition: bool = False) -> Contact:
    """Stores a new person, entered today, and returns them.

    Raises OnOppositionList when they are on that list, unless `despite_opposition`: they then come in opposed, as they asked.
    Raises Refusal when something stands in the way (see problems_in).
    """
    tidy = _accepted(desk, replace(contact, id=0, entered_on=desk.today))
    listed = opposition.listed_on(desk.database, tidy)
    if listed is not None and tidy.opposed_on is None:
        if not despite_opposition:
            raise OnOppositionList(listed)
        tidy = replace(tidy, opposed_on=listed)
    with desk.database.writing("contacts"):
        stored = contacts.add(desk.database, tidy, desk.starts)
        _keep_opposition(desk, stored)
    return stored


def correct(desk: Desk, contact: Contact, *, despite_opposition: bool = False) -> Contact:
    """Replaces the person of that number, edited today, and returns them. Raises as `create`.

    What the form does not show (import, line, entry, archive) is kept from the person as stored.
    """
    former = _present(desk, contact.id)
    tidy = _accepted(
        desk,
        replace(contact, batch=former.batch, row=former.row, entered_on=former.entered_on, edited_on=desk.today),
    )
    listed = opposition.listed_on(desk.database, tidy)
    was_listed = opposition.listed_on(desk.database, former)
    if listed is not None and was_listed is None and tidy.opposed_on is None:
        if not despite_opposition:
            raise OnOppositionList(listed)
        tidy = replace(tidy, opposed_on=listed)
    with desk.database.writing("contacts"):
        contacts.correct(desk.database, tidy, desk.starts)
        _keep_opposition(desk, tidy)
    return tidy


def merge_preview(desk: Desk, keep_id: int, other_id: int) -> Contact:
    """The person that `merge` would leave; nothing is written."""
    keep, other = _present(desk, keep_id), _present(desk, other_id)
    return merged(keep, other, desk.rules[keep.kind].starts, desk.today)


def merged(keep: Contact, other: Contact, starts: Starts, today: date) -> Contact:
    """`keep` with what `other` adds, as in rules.merging, and what only a merge by hand brings: a name missing even beside one written
    otherwise, the prolongation that `keep` has not, the first opposition and the earliest entry of the two.
    """
    one = merging.merged(keep, other, starts)
    return replace(
        one,
        last_name=one.last_name or other.last_name,
        first_name=one.first_name or other.first_name,
        hold=keep.hold or other.hold,
        opposed_on=min(filter(None, (keep.opposed_on, other.opposed_on)), default=None),
        entered_on=min(filter(None, (keep.entered_on, other.entered_on)), default=None),
        edited_on=today,
    )


def merge(desk: Desk, keep_id: int, other_id: int, ticket: Ticket) -> Erased:
    """Makes one person of two: `merged`, with the exchanges, unread cells and proposals of both; the other card is erased.

    Raises Refusal when one is no longer there, or when both numbers are the same.
    """
    if keep_id == other_id:
        raise Refusal("Il faut deux fiches pour une fusion.", "Rien n’a été modifié.")
    with desk.database.writing("contacts", "exchanges", "proposals"):
        result = merge_preview(desk, keep_id, other_id)
        exchanges.move(desk.database, other_id, keep_id)
        provenance.move_problems(desk.database, other_id, keep_id)
        proposals.move(desk.database, other_id, keep_id)
        erasure.erase(desk.database, [other_id], ticket, is_merge=True)
        contacts.correct(desk.database, result, desk.starts)
        _keep_opposition(desk, result)
        journal.record(desk.database, "merge", {"count": 1})
    return Erased(1, erasure.scrub(desk.database))


def dismiss(desk: Desk, first_id: int, second_id: int) -> None:
    """These are two people: the pair is never proposed again."""
    proposals.dismiss(desk.database, first_id, second_id)


def delete(desk: Desk, selection: Selection, ticket: Ticket) -> Erased:
    """Deletes these people for good, with all that hangs on them; the opposition list keeps its fingerprints. Raises Cancelled.

    The journal keeps the number and the kinds, no name. Nothing is deleted when it raises.
    """
    with desk.database.writing("contacts", "exchanges", "proposals"):
        numbers = contacts.ids_of(desk.database, selection, desk.calendar, desk.rules, ticket)
        for person in contacts.opposed_among(desk.database, numbers):
            # Their no is now the program's own: it must outlive the list that brought it, and its undoing.
            _keep_opposition(desk, replace(person, batch=0))
        by_kind = erasure.count_by_kind(desk.database, numbers)
        count = erasure.erase(desk.database, numbers, ticket)
        if count:
            journal.record(desk.database, "delete", {"count": count, **by_kind})
    return Erased(count, erasure.scrub(desk.database) if count else True)


def finish_erasure(desk: Desk) -> bool:
    """Cleans away what an earlier deletion could not; true when nothing is left to clean. Cheap when there was nothing."""
    return not erasure.is_scrub_pending(desk.database) or erasure.scrub(desk.database)


def _accepted(desk: Desk, contact: Contact) -> Contact:
    found = checked(contact, desk.today)
    if found.problems:
        first = found.problems[0]
        # What the form says of an address or a number quotes it, and has no place in an exception.
        sentence = _UNREADABLE if first.field in ("emails", "phones") else first.sentence
        raise Refusal(sentence, "Rien n’a été enregistré. Corrigez ce champ, puis recommencez.")
    return found.contact


def _present(desk: Desk, number: int) -> Contact:
    found = contacts.fetch(desk.database, [number])
    if not found:
        raise Refusal("Cette personne n’est plus dans vos contacts.", "Rien n’a été modifié. Actualisez la liste.")
    return found[0]


def _keep_opposition(desk: Desk, contact: Contact) -> None:
    """An opposed person's new address or number goes on the list too, or the no would be lost with the card."""
    if contact.opposed_on is not None:
        values = opposition.values_of(contact)
        opposition.record(desk.database, values, contact.opposed_on, contact.batch, opposition.FROM_CARD)


def _read(
    typed: Iterable[str],
    field: str,
    read: Callable[[str], tuple[tuple[str, ...], str]],
    problems: list[Problem],
    doubts: list[Problem],
) -> tuple[str, ...]:
    values: list[str] = []
    for text in typed:
        found, reason = read(text)
        values += found
        if reason:
            sentence = f"{french.quoted(text.strip())}{french.HARD}: {reason}."
            (doubts if found else problems).append(Problem(field, sentence))
    return tuple(dict.fromkeys(values))


def _read_email(text: str) -> tuple[tuple[str, ...], str]:
    found, reason, doubt = read_emails(text)
    if found and not reason and not doubt and not all(map(_is_well_formed, found)):
        doubt = "cette adresse paraît mal écrite"
    return found, reason or doubt


def _is_well_formed(email: str) -> bool:
    """By the letter of the standards, which bulk reading only approaches; asks nothing of the network."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - when first needed

    try:
        validate_email(email, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return True


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _date_problems(contact: Contact, today: date) -> list[Problem]:
    problems = []
    for field in ("last_contact_on", "collected_on", "opposed_on"):
        day = getattr(contact, field)
        if day is not None and day > today:
            problems.append(Problem(field, f"Cette date est dans l’avenir{french.HARD}: {french.day(day)}."))
    ended = contact.relation_ended_on
    if ended is not None and ended > _LATEST:  # known beforehand, perhaps, but not by so much
        problems.append(
            Problem("relation_ended_on", f"Cette date est trop lointaine{french.HARD}: {french.day(ended)}.")
        )
    for field in ("last_contact_on", "collected_on", "relation_ended_on"):
        day = getattr(contact, field)
        if day is not None and day < _EARLIEST:
            problems.append(Problem(field, f"Cette date est trop ancienne{french.HARD}: {french.day(day)}."))
    return problems
