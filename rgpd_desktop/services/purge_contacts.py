"""The purge: a plan that is shown, then the same reckoned again under the write lock, and everything in one transaction with its proof.

Called by the purge dialog and `rgpd purge`. The file is cleaned after the transaction; what could not be cleaned then is finished at the
next start (`finish`), and the attestation says how far it went only once it is over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import catalogue
from rgpd_desktop.rules import business as business_words
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.purge import How, PurgeAttestation, PurgePlan, PurgeReach, PurgeRequest
from rgpd_desktop.services import attest_purge, sort_leavers
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.sort_leavers import Leavers
from rgpd_desktop.store import (
    archive,
    attestations,
    backups,
    contacts,
    departures,
    erasure,
    journal,
    opposition,
    register,
)  # fmt: skip
from rgpd_desktop.store.backups import CopiesAhead

__all__ = ["CopiesAhead"]  # the noun a screen receives

_NOTHING: Final = "Rien n’a été modifié."
_PAGE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Finished:
    """How the cleaning ended. `numbers` are the attestations it let seal, `problem` what still stands in the way ("" when nothing does).

    `was_pending` is false when there was nothing to clean.
    """

    was_pending: bool
    is_clean: bool
    numbers: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the dialog shows before anything is done: the plan and the words of its lines, what will become of the copies."""

    plan: PurgePlan
    words: tuple[str, ...]
    copies: CopiesAhead


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did: its attestation's number, what was counted, and how its cleaning ended."""

    number: str
    plan: PurgePlan
    finished: Finished


def plan(desk: Desk, request: PurgeRequest, ticket: Ticket) -> PurgePlan:
    """What `request` would do, nobody named and nothing written. Raises Cancelled."""
    return sort_leavers.sort(desk, request, ticket).plan


def prepare(desk: Desk, request: PurgeRequest, ticket: Ticket) -> Prepared:
    """The plan with what stands around it. Raises Cancelled."""
    found = plan(desk, request, ticket)
    return Prepared(
        found, tuple(attest_purge.line_words(desk, line) for line in found.lines), backups.ahead(desk.database)
    )


def run(desk: Desk, request: PurgeRequest, shown: PurgePlan, confirmed: int, ticket: Ticket) -> Purged:
    """Purges as `shown`, the plan of `request`, once its number was `confirmed`.

    Raises Refusal, nothing being changed, when the number is another, when a second count differs from what was shown, when the day is to
    come or nobody is to leave; Cancelled, nothing being changed either.
    """
    on = request.on or desk.today
    if on > desk.today:
        raise Refusal(
            f"Personne ne peut être purgé avant l’heure{french.HARD}: le {french.day(on)} est à venir.", _NOTHING
        )
    if confirmed != shown.total:
        raise Refusal("Le nombre tapé n’est pas celui des personnes à purger.", _NOTHING)
    tables = ("contacts", "exchanges", "proposals", "archived_people", "attestations", "departures")
    with desk.database.writing(*tables):
        found = sort_leavers.sort(desk, request, ticket)
        if found.plan != shown:
            raise Refusal(
                "Vos contacts ont changé depuis que vous avez vu ces nombres.",
                f"{_NOTHING} Regardez de nouveau ce qui serait purgé, puis recommencez.",
            )
        if not found.plan.total:
            raise Refusal("Il n’y a personne à purger.", _NOTHING)
        _keep_refusals(desk, found)
        if found.archived:
            archive.add(desk.database, _archived(desk, found, request.basis), desk.today)
        erasure.erase(desk.database, found.ids, ticket)
        if request.with_archives:
            _erase_archives(desk, request, found, on)
        if found.departed:
            departures.add(desk.database, found.departed, desk.today.year)
        number = _attest(desk, found.plan)
    return Purged(number, found.plan, finish(desk))


def remove(desk: Desk, number: int, ticket: Ticket) -> Purged | None:
    """Purges that one person when they are past their retention, so that it is attested; None, and nothing done, when they are not."""
    request = PurgeRequest((number,))
    shown = plan(desk, request, ticket)
    if not shown.total or not shown.is_due:
        return None
    return run(desk, request, shown, shown.total, ticket)


def finish(desk: Desk) -> Finished:
    """Cleans away what an earlier erasure could not, then says in its attestation how far it went. Cheap when there is nothing to do."""
    waiting = attestations.unsealed(desk.database)
    if not waiting and not erasure.is_scrub_pending(desk.database):
        return Finished(False, True)
    try:
        scrubbed = erasure.scrub_whole(desk.database)
    except Refusal as refusal:
        return Finished(True, False, problem=f"{refusal.sentence} {refusal.remedy}")
    if not scrubbed.is_clean:
        return Finished(True, False)
    copies = scrubbed.copies
    reach = PurgeReach(_now(), copies.rewritten, copies.removed, copies.absent)
    return Finished(True, True, tuple(attestations.seal(desk.database, reach)))


def finished_words(finished: Finished) -> str:
    """What is said of an erasure resumed at the start; "" when there was none."""
    if not finished.was_pending:
        return ""
    if not finished.is_clean:
        return french.spaced(
            f"{finished.problem} L’effacement n’est pas terminé : il reprendra au prochain démarrage.".strip()
        )
    numbers = french.joined([f"n°{french.HARD}{number}" for number in finished.numbers])
    told = "L’effacement commencé plus tôt est terminé"
    return french.spaced(f"{told} : attestation {numbers}." if numbers else f"{told}.")


def _now() -> datetime:
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def _keep_refusals(desk: Desk, found: Leavers) -> None:
    """What said no stays on the opposition list: it is the program's own now, and outlives the list that brought it, and its undoing."""
    for person in contacts.opposed_among(desk.database, found.ids):
        if person.opposed_on is not None:
            opposition.record(desk.database, opposition.values_of(person), person.opposed_on)


def _archived(desk: Desk, found: Leavers, basis: str) -> Iterator[tuple[Contact, str, date]]:
    numbers = list(found.archived)
    for start in range(0, len(numbers), _PAGE):
        for person in contacts.fetch(desk.database, numbers[start : start + _PAGE]):
            yield person, basis, found.archived[person.id]


def _erase_archives(desk: Desk, request: PurgeRequest, found: Leavers, on: date) -> None:
    if request.how is How.ANONYMISE:  # the archive does not know when they entered
        ended = Counter({(kind, ""): many for kind, _basis, many in archive.due_by_kind(desk.database, on)})
        found.departed.update(ended)
    archive.erase_due(desk.database, on)


def _attest(desk: Desk, done: PurgePlan) -> str:
    """Keeps the attestation and the journal line that names it; returns its number."""
    database, at = desk.database, _now()
    who = register.business(database)
    figures = business_words.digits(who.siret) or business_words.digits(who.siren)
    attestation = PurgeAttestation(
        attestations.next_number(database, desk.today.year),
        at,
        figures if len(figures) in (9, 14) else "",
        date.fromisoformat(catalogue.load_catalogue().version),
        done,
        opposition.count(database),
        journal.count(database, "export"),
    )
    kept = attestations.add(database, attestation)
    counts: Counter[str] = Counter()
    for line in done.lines:
        counts[line.kind] += line.total
    journal.record(
        database,
        attestations.EVENT,
        {
            "attestation": kept.number,
            "fingerprint": kept.fingerprint,
            "count": done.total,
            "archived": done.archived,
            **counts,
        },
    )
    return kept.number
