"""Checks that the data are sound: the file, the search index, the journal's chain, the columns computed from facts."""

from __future__ import annotations

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import read_journal
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import checks


def check(desk: Desk, ticket: Ticket) -> list[str]:
    """What is wrong, one French sentence each; an empty list when all is well. Changes nothing. Raises Cancelled."""
    findings: list[str] = []
    steps = (
        (checks.is_file_sound, "Le fichier de vos données est abîmé : rétablissez une sauvegarde."),
        (checks.is_index_sound, "L’index de recherche ne correspond plus à vos contacts."),
        (checks.are_points_sound, "Des adresses ou des numéros ne sont plus rattachés à leur contact."),
    )
    total = len(steps) + 2
    for done, (is_sound, sentence) in enumerate(steps):
        ticket.step(done, total)
        if not is_sound(desk.database):
            findings.append(sentence)
    ticket.step(len(steps), total)
    if (flaw := read_journal.verify(desk)) is not None:
        findings.append(read_journal.flaw_words(flaw))
    ticket.step(len(steps) + 1, total)
    wrong = checks.count_wrong_clocks(desk.database, desk.starts, ticket)
    if wrong:
        findings.append(f"L’échéance de {wrong} contact(s) ne correspond plus à leurs dates.")
    ticket.step(total, total)
    return findings
