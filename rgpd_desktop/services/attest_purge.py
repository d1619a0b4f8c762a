"""The past purges: their list, their paper, the verification of their chain. Called by the list of them and `rgpd purge`. Reads only."""

from __future__ import annotations

from pathlib import Path

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import catalogue
from rgpd_desktop.documents import attestation_paper, paper_pdf
from rgpd_desktop.rules.attestation_record import KeptAttestation
from rgpd_desktop.rules.attestation_sheet import AttestationSheet, LineWords
from rgpd_desktop.rules.keeping import CLOCK_WORDS
from rgpd_desktop.rules.purge import PurgeLine
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import archive_contacts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import attestations, register


def past(desk: Desk) -> list[AttestationSheet]:
    """Every attestation, the latest first, each verified."""
    broken = frozenset(attestations.broken(desk.database))
    return [_sheet(desk, each, each.number not in broken) for each in reversed(attestations.kept(desk.database))]


def count(desk: Desk) -> int:
    """How many there are."""
    return attestations.count(desk.database)


def lost(desk: Desk) -> list[str]:
    """The numbers that the journal names and that are no longer kept."""
    kept = {each.number for each in attestations.kept(desk.database)}
    return [number for number in attestations.broken(desk.database) if number not in kept]


def sheet(desk: Desk, number: str) -> AttestationSheet:
    """One of them. Raises Refusal when there is none of that number."""
    try:
        kept = attestations.find(desk.database, number)
    except KeyError:
        raise Refusal(
            f"Aucune attestation ne porte le numéro {number}.", "Regardez la liste des purges passées."
        ) from None
    return _sheet(desk, kept, number not in attestations.broken(desk.database))


def write(desk: Desk, number: str, path: Path, ticket: Ticket) -> None:
    """Writes the paper of that attestation as a PDF. Raises Refusal when there is none, or the file cannot be written; Cancelled."""
    paper_pdf.write(attestation_paper.compose(sheet(desk, number)), path, ticket)


def file_name(number: str) -> str:
    """The name offered to keep it under."""
    return f"attestation-de-purge-{number}.pdf"


def line_words(desk: Desk, line: PurgeLine) -> str:
    """`Prospects · 3 ans après le dernier contact venant de la personne`, as short as a table wants it."""
    plural = desk.kind(line.kind).plural
    keep = Period(months=line.months % 12, years=line.months // 12, days=line.days).words
    if line.is_archive:
        basis = archive_contacts.basis(line.rule)
        return french.spaced(f"{plural} en archive ({basis.brief}) · {keep}")
    return french.spaced(f"{plural} · {keep}")


def _sheet(desk: Desk, kept: KeptAttestation, holds: bool) -> AttestationSheet:
    said = kept.attestation
    lines = tuple(LineWords(each, _long_words(desk, each), _source(desk, each)) for each in said.plan.lines)
    return AttestationSheet(kept, said, kept.how_far, lines, register.business(desk.database), holds)


def _long_words(desk: Desk, line: PurgeLine) -> str:
    words = line_words(desk, line)
    return words if line.is_archive else f"{words} {CLOCK_WORDS[desk.rules[line.kind].starts].partition(',')[0]}"


def _source(desk: Desk, line: PurgeLine) -> str:
    """The short name the content gives the source of a rule or basis, when it is still the same one; else its title."""
    if line.is_archive:
        basis = archive_contacts.basis(line.rule)
        return basis.source_label
    rule = desk.kind(line.kind).rule
    if rule.source == line.source:
        changed = (rule.recommended.total_months, rule.recommended.days) != (line.months, line.days)
        return f"durée choisie ; proposée : {rule.recommended.words}" if changed else rule.source_label
    found = catalogue.load_catalogue().sources.get(line.source)
    return found.title if found else line.source
