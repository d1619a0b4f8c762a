"""The attestation de purge as a Paper: what was erased, how far it went, what was left out, its integrity. Called by services.

Says only what its record says. A copy out of reach, an erasure not over, a chain that does not hold: each is written, never left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.documents.block import Block, Heading, Paper, Paragraph, Table
from rgpd_desktop.rules.attestation_sheet import AttestationSheet, LineWords
from rgpd_desktop.rules.business import siren_words, siret_words
from rgpd_desktop.rules.purge import PurgeReach

TITLE: Final = "Attestation de purge"
_PAIR: Final = (0.4, 0.6)
_DASH: Final = "–"
_GROUP, _GROUPS = 4, 8  # figures of a fingerprint shown together, and how many groups


def compose(sheet: AttestationSheet) -> Paper:
    """The paper of this attestation. Raises nothing."""
    said, business = sheet.attestation, sheet.business
    number = f"Attestation n°{french.HARD}{said.number}"
    operator = siret_words(said.operator) if len(said.operator) == 14 else siren_words(said.operator)
    identity = f"{'SIRET' if len(said.operator) == 14 else 'SIREN'} {operator}" if said.operator else business.number
    made = f"Établie le {_instant(said.at)}"
    blocks: list[Block] = [
        Heading(TITLE, 2, under=french.spaced(f"{made} par {business.heading}" if business.heading else made)),
        *_unsound(sheet),
        *_erased(sheet),
        Heading("Jusqu’où la suppression est allée", 3),
        Table(_reach_rows(sheet), _PAIR),
        Heading("Non concernés", 3),
        Paragraph(french.spaced(_left_out(sheet))),
        Heading("Intégrité", 3),
        Table(_integrity(sheet), _PAIR),
        Paragraph(french.spaced(_LIMITS), is_quiet=True),
    ]
    return Paper(
        title=f"{TITLE} n°{french.HARD}{said.number}",
        author=french.spaced(" · ".join(part for part in (business.heading, identity) if part)),
        subject=french.spaced("RGPD, articles 5-1 e et 5-2"),
        running=number,
        footer=f"{TITLE} n°{french.HARD}{said.number}",
        blocks=tuple(blocks),
    )


_LIMITS: Final = (
    "Cette attestation ne contient aucune donnée des personnes supprimées. Les supports physiques (cellules d’un disque SSD, "
    "instantanés du système) et les copies faites hors du logiciel sortent de sa portée."
)


def _instant(at: datetime) -> str:
    """`23/11/2026 à 10:42 (UTC+01:00)`."""
    offset = at.strftime("%z")
    return f"{french.day(at.date())} à {at:%H:%M} (UTC{offset[:3]}:{offset[3:]})"


def _unsound(sheet: AttestationSheet) -> list[Block]:
    if sheet.holds:
        return []
    return [
        Paragraph(
            "son contenu ou sa place dans la chaîne a été modifié en dehors du programme.",
            lead="Cette attestation ne se vérifie pas :",
        )
    ]


def _erased(sheet: AttestationSheet) -> list[Block]:
    plan = sheet.attestation.plan
    has_figures = plan.anonymised > 0
    headers = ["Règle de conservation", "Source", "Départ du délai jusqu’au", "Supprimés", "Archivés"]
    widths = [0.32, 0.25, 0.16, 0.14, 0.13]
    if has_figures:
        headers.append("Anonymisés")
        widths = [0.26, 0.2, 0.15, 0.13, 0.12, 0.14]
    rows = [_row(each, has_figures) for each in sheet.lines]
    total = ["Total", "", "", _count(plan.deleted), _count(plan.archived)]
    rows.append(tuple(total + ([_count(plan.anonymised)] if has_figures else [])))
    made: list[Block] = [Heading("Ce qui a été supprimé", 3), Table(tuple(rows), tuple(widths), tuple(headers))]
    if not plan.is_due:
        made.append(
            Paragraph(
                french.spaced(
                    "Avant échéance : personnes supprimées par décision, avant la fin de leur durée de conservation."
                ),
                is_quiet=True,
            )
        )
    return made


def _row(words: LineWords, has_figures: bool) -> tuple[str, ...]:
    line = words.line
    before = french.day(line.before) if line.before else "avant échéance"
    if line.is_archive and line.before:
        before = f"fin au {french.day(line.before)}"
    cells = [words.rule, french.spaced(words.source), before, _count(line.deleted), _count(line.archived)]
    return tuple(cells + ([_count(line.anonymised)] if has_figures else []))


def _count(many: int) -> str:
    return french.number(many) if many else _DASH


def _reach_rows(sheet: AttestationSheet) -> tuple[tuple[str, str], ...]:
    reach = sheet.reach
    if reach is None:
        waiting = "en cours : se termine au prochain démarrage du programme"
        rows = [("Base de données", "personnes retirées"), ("Traces dans les fichiers, sauvegardes", waiting)]
    else:
        rows = [
            ("Base de données et ses journaux", f"effacés le {_instant(reach.at)}"),
            ("Index de recherche, pages libres", "effacés"),
            ("Échanges, imports mémorisés, cellules illisibles", "effacés avec les fiches"),
            ("Sauvegardes", _copies(reach)),
        ]
    if exports := sheet.attestation.exports:
        told = french.counted(exports, "export noté au journal", "exports notés au journal")
        rows.append(("Fichiers exportés avant la purge", f"{told}, destruction à confirmer par vous"))
    return tuple((label, french.spaced(value)) for label, value in rows)


def _copies(reach: PurgeReach) -> str:
    parts = []
    if reach.rewritten:
        parts.append(french.counted(reach.rewritten, "réécrite", "réécrites") + " sans ces personnes")
    if reach.removed:
        parts.append(french.counted(reach.removed, "supprimée", "supprimées"))
    if not parts and not reach.absent:
        return "aucune ne contient ces personnes"
    if reach.absent:
        folders = french.counted(reach.absent, "dossier de sauvegarde absent", "dossiers de sauvegarde absents")
        parts.append(
            f"{folders} ce jour-là, à traiter à son retour"
            if reach.absent < 2
            else f"{folders} ce jour-là, à traiter à leur retour"
        )
    return french.joined(parts)


def _left_out(sheet: AttestationSheet) -> str:
    plan, parts = sheet.attestation.plan, []
    if plan.held:
        parts.append(french.counted(plan.held, "personne conservée", "personnes conservées") + " avec un motif écrit")
    if plan.floors:
        parts.append(
            french.counted(plan.floors, "personne", "personnes") + " dont la loi impose encore la conservation"
        )
    marks = french.counted(sheet.attestation.fingerprints, "empreinte gardée", "empreintes gardées")
    parts.append(f"{marks} dans la liste d’opposition")
    return french.capitalised(" ; ".join(parts)) + "."


def _integrity(sheet: AttestationSheet) -> tuple[tuple[str, str], ...]:
    kept = sheet.kept
    previous = (
        f"n°{french.HARD}{kept.previous} · {_mark(kept.previous_fingerprint)}"
        if kept.previous
        else "aucune, celle-ci est la première"
    )
    return (
        ("Empreinte de cette attestation", _mark(kept.fingerprint)),
        ("Sceau de sa portée", _mark(kept.seal) if kept.seal else "pas encore"),
        ("Attestation précédente", previous),
        ("Contenu juridique", f"version du {french.day(sheet.attestation.content)}"),
    )


def _mark(fingerprint: str) -> str:
    groups = [fingerprint[place : place + _GROUP] for place in range(0, _GROUP * _GROUPS, _GROUP)]
    return " ".join(groups) + " …"
