"""`rgpd oppose` and `rgpd opposed`: the opposition list without a window. Called by cli; the same services as the Oppositions page."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Final

import click

from rgpd_desktop.basics import french
from rgpd_desktop.command_options import Day, print_json, progress, shared
from rgpd_desktop.services import check_sending, keep_oppositions, oppose_list
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_command import WrongUse
from rgpd_desktop.services.keep_oppositions import Added

_FILE: Final = click.Path(path_type=Path, readable=False)
_VALUE: Final = (
    "VALUE est une adresse ou un numéro ; « - » le lit sur l’entrée, sans le laisser dans l’historique du terminal."
)


@click.command(name="oppose", epilog=french.spaced(_VALUE))
@click.argument("value", required=False)
@click.option("--file", "file", type=_FILE, metavar="F", help="Toutes les adresses d’un fichier de désinscrits.")
@click.option(
    "--only-refusing/--all-lines", default=None, help="De ce fichier, les seules lignes qui disent un refus, ou toutes."
)
@click.option("--origin", default="", help="D’où vient le refus, sans nom de personne.")
@click.option("--on", "on", type=Day(), help="Jour du refus (aujourd’hui, sinon).")
@click.option("--withdraw", "reason", default="", metavar="MOTIF", help="Retire VALUE de la liste, pour ce motif.")
@shared
def oppose(
    folder: Path,
    as_json: bool,
    value: str | None,
    file: Path | None,
    only_refusing: bool | None,
    origin: str,
    on: date | None,
    reason: str,
) -> None:
    """Note que VALUE (ou un fichier) refuse la prospection, ou lève ce refus."""
    if (value is None) == (file is None):
        raise WrongUse("Donnez une adresse ou un numéro, ou un fichier avec --file.", "Rien n’a été enregistré.")
    if file is not None and reason:
        raise WrongUse("Un refus se lève une adresse à la fois.", "Rien n’a été enregistré.")
    with open_desk(folder) as desk:
        if file is not None:
            answer, lines = _enter(desk, file, on or desk.today, origin, only_refusing=only_refusing)
        elif reason:
            withdrawn = keep_oppositions.withdraw(desk, _typed(value), reason)
            answer = {"value": withdrawn.shown, "freed": withdrawn.freed, "still_opposed": withdrawn.still_opposed}
            lines = [f"{withdrawn.shown} n’est plus sur votre liste d’opposition."]
        else:
            added = keep_oppositions.add(desk, _typed(value), on or desk.today, origin)
            answer = {"value": added.shown, "new": added.is_new, "since": added.since, "contacts": added.people}
            lines = _added_lines(added)
    _tell(answer, lines, as_json)


@click.command(name="opposed", epilog=french.spaced(_VALUE))
@click.argument("value", required=False)
@click.option("--check", "source", type=_FILE, metavar="F", help="Cherche les opposés dans un fichier d’envoi.")
@click.option("--to", "target", type=_FILE, metavar="F", help="Avec --check, écrit la copie sans eux (.xlsx ou .csv).")
@shared
def opposed(folder: Path, as_json: bool, value: str | None, source: Path | None, target: Path | None) -> None:
    """Dit si VALUE est opposée à la prospection, ou vérifie un fichier d’envoi. N’enregistre aucune adresse."""
    if (value is None) == (source is None) or (target is not None and source is None):
        raise WrongUse("Donnez une adresse ou un numéro, ou un fichier avec --check.", "Rien n’a été fait.")
    with open_desk(folder) as desk:
        if source is not None:
            answer, lines = _check(desk, source, target)
        else:
            found = keep_oppositions.ask(desk, _typed(value))
            answer = {
                "value": found.shown, "opposed": found.is_opposed, "since": found.since, "origin": found.origin,
                "contacts": found.people,
            }  # fmt: skip
            lines = [found.sentence]
    _tell(answer, lines, as_json)


COMMANDS: Final = (oppose, opposed)


def _typed(value: str | None) -> str:
    return sys.stdin.readline() if value == "-" else value or ""


def _added_lines(added: Added) -> list[str]:
    since = french.day(added.since)
    known = f"{added.shown} est sur votre liste d’opposition depuis le {since}" + (
        "." if added.is_new else ", et y reste."
    )
    if not added.people:
        return [known]
    return [known, f"{french.counted(added.people, 'contact devient opposé', 'contacts deviennent opposés')}."]


def _enter(
    desk: Desk, file: Path, on: date, origin: str, *, only_refusing: bool | None
) -> tuple[dict[str, object], list[str]]:
    plan = oppose_list.read(desk, file, progress())
    if plan.refusing is not None and only_refusing is None:
        share = f"{french.counted(plan.refusing.lines, 'ligne')} sur {french.number(plan.everybody.lines)}"
        raise WrongUse(
            f"Une colonne de ce fichier ne dit un refus que pour {share}.",
            "Rien n’a été enregistré. Ajoutez --only-refusing pour celles-là, ou --all-lines pour toutes.",
        )
    only = bool(only_refusing)
    report = oppose_list.enter(desk, plan, on, origin, progress(), only_refusing=only)
    answer: dict[str, object] = {
        "lines": plan.counts(only).lines, "emails": report.emails, "phones": report.phones, "known": report.known,
        "contacts": report.people, "unreadable": plan.counts(only).unreadable,
    }  # fmt: skip
    added = french.joined([
        french.counted(report.emails, "adresse e-mail ajoutée", "adresses e-mail ajoutées"),
        french.counted(report.phones, "téléphone ajouté", "téléphones ajoutés"),
    ])  # fmt: skip
    known = french.counted(report.known, "déjà connue", "déjà connues")
    people = french.counted(report.people, "contact devient opposé", "contacts deviennent opposés")
    return answer, [f"{added} ; {known}.", f"{people}."]


def _check(desk: Desk, source: Path, target: Path | None) -> tuple[dict[str, object], list[str]]:
    checked = check_sending.check(desk, source, progress())
    if target is not None:
        check_sending.write(desk, checked, target, progress())
    answer: dict[str, object] = {
        "opposed": len(checked.opposed_rows), "rows": list(checked.opposed_rows), "kept": checked.kept,
        "written": target.name if target is not None else None,
    }  # fmt: skip
    aside = french.counted(len(checked.opposed_rows), "opposé", "opposés")
    kept = french.counted(checked.kept, "ligne gardée", "lignes gardées")
    verb = f" : {french.plural(len(checked.opposed_rows), 'écarté', 'écartés')}" if target is not None else ""
    return answer, [f"{aside}{verb}, {kept}."]


def _tell(answer: dict[str, object], lines: list[str], as_json: bool) -> None:
    if as_json:
        print_json({name: value.isoformat() if isinstance(value, date) else value for name, value in answer.items()})
        return
    for line in lines:
        click.echo(french.spaced(line))
