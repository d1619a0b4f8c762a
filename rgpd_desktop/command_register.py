"""`rgpd register` and `rgpd inspect`: the register without a window. Called by cli; the same services as the register page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.command_options import print_json, progress, shared, shared_folder
from rgpd_desktop.rules.activity import Progress
from rgpd_desktop.services import bring_register, export_register, gather_register, inspect_register, register_overview
from rgpd_desktop.services.bring_register import BringReport
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_command import WrongUse

_FILE: Final = click.Path(path_type=Path, readable=False)
_STATES: Final = {Progress.DRAFT: "brouillon", Progress.KEPT: "inscrite", Progress.ARCHIVED: "archivée"}


@click.command(name="register")
@click.option(
    "--import", "brought", type=_FILE, metavar="F", help="Importe un registre (.ods, .xlsx de la CNIL, .json)."
)
@click.option(
    "--replace", is_flag=True, help="Avec --import : remplace aussi vos coordonnées, sous-traitants et réponses."
)
@click.option("--pdf", type=_FILE, metavar="F", help="Écrit le registre en PDF.")
@click.option("--xlsx", type=_FILE, metavar="F", help="Écrit le registre en classeur Excel.")
@click.option("--ods", type=_FILE, metavar="F", help="Écrit le registre au modèle de la CNIL.")
@click.option("--csv", type=_FILE, metavar="F", help="Écrit une ligne par fiche.")
@click.option("--json", type=_FILE, metavar="F", help="Écrit le registre entier, à réimporter.")
@shared_folder
def register(folder: Path, as_json: bool, brought: Path | None, replace: bool, **files: Path | None) -> None:
    """Montre le registre, l’importe (--import) et l’écrit (--pdf, --xlsx, --ods, --csv, --json)."""
    wanted = {format_: path for format_, path in files.items() if path is not None}
    for format_, path in wanted.items():
        if path.suffix.lower() != f".{format_}":
            raise WrongUse(f"Le fichier de --{format_} doit finir par .{format_}.", "Rien n’a été écrit.")
    with open_desk(folder) as desk:
        report = _bring(desk, brought, replace) if brought is not None else None
        for path in wanted.values():
            _write(desk, path)
        answer = _answer(desk, report, wanted)
    if as_json:
        print_json(answer)
        return
    for line in _summary(answer, report):
        click.echo(french.spaced(line))


@click.command(name="inspect")
@shared
def inspect(folder: Path, as_json: bool) -> None:
    """Dit ce qui ne s’accorde pas entre le registre, les contacts, les durées et les outils."""
    with open_desk(folder) as desk:
        findings = inspect_register.inspect(desk)
    if as_json:
        print_json(
            [
                {
                    "subject": str(each.subject), "weight": each.weight, "sentence": each.sentence, "remedy": each.remedy,
                    "page": each.page, "arguments": dict(each.arguments),
                }
                for each in findings
            ]
        )  # fmt: skip
        return
    for each in findings:
        click.echo(f"{each.sentence}\n  → {each.remedy}")
    if not findings:
        click.echo("Rien à signaler : votre registre, vos contacts et vos outils s’accordent.")


COMMANDS: Final = (register, inspect)


def _bring(desk: Desk, path: Path, replaces: bool) -> BringReport:
    """Every sheet new or changed comes in. Who answers, processors and answers already here change only when `replaces`, which is told."""
    plan = bring_register.read(desk, path, progress())
    chosen = [index for index, sheet in enumerate(plan.sheets) if sheet.how != "same"]
    for index in chosen:
        for remark in plan.sheets[index].remarks:
            click.echo(french.spaced(f"{plan.sheets[index].name} : {remark}"), err=True)
    with_business = plan.business is not None and (replaces or not plan.has_business)
    left = []
    if plan.business is not None and not with_business:
        left.append("vos coordonnées")
    if plan.other_processors and not replaces:
        left.append(french.counted(plan.other_processors, "sous-traitant"))
    if plan.other_measures and not replaces:
        left.append(french.counted(plan.other_measures, "réponse de sécurité", "réponses de sécurité"))
    if left:
        told = (
            f"Laissé comme ici, mais dit autrement dans le fichier : {french.joined(left)}. Pour remplacer : --replace."
        )
        click.echo(french.spaced(told), err=True)
    return bring_register.bring(desk, plan, chosen, with_business=with_business, with_others=replaces)


def _write(desk: Desk, path: Path) -> None:
    is_paper = path.suffix.lower() == ".pdf"
    made = gather_register.to_print(desk) if is_paper else gather_register.gather(desk)
    try:
        export_register.write(desk, path, progress(), made)
    except OSError:
        raise Refusal(
            f"Le fichier {path.name} n’a pas pu être écrit.", "Choisissez un autre dossier, puis recommencez."
        ) from None


def _answer(desk: Desk, report: BringReport | None, wanted: dict[str, Path]) -> dict[str, object]:
    shown = register_overview.overview(desk)
    answer: dict[str, object] = {
        "version": shown.register.version,
        "on": shown.register.on.isoformat() if shown.register.version else None,
        "business": shown.register.business.heading,
        "sheets": [
            {
                "id": line.activity.id, "reference": line.activity.reference, "name": line.activity.name,
                "role": str(line.activity.role), "progress": str(line.activity.progress), "missing": len(line.missing),
            }
            for line in shown.lines
        ],
        "findings": len(shown.findings),
        "written": [str(path) for path in wanted.values()],
    }  # fmt: skip
    if report is not None:
        answer["brought"] = {
            "added": report.added, "replaced": report.replaced, "processors": report.processors, "measures": report.measures,
        }  # fmt: skip
    return answer


def _summary(answer: dict[str, object], report: BringReport | None) -> list[str]:
    lines = []
    if report is not None:
        added = french.counted(report.added, "fiche ajoutée", "fiches ajoutées")
        replaced = french.counted(report.replaced, "fiche remplacée", "fiches remplacées")
        lines.append(f"{added}, {replaced}.")
    sheets = answer["sheets"]
    assert isinstance(sheets, list)
    for sheet in sheets:
        state = _STATES[Progress(sheet["progress"])]
        missing = f", {french.counted(sheet['missing'], 'question')}" if sheet["missing"] else ""
        lines.append(f"{sheet['reference']}\t{sheet['name'] or 'Sans nom'}\t{state}{missing}")
    if not sheets:
        lines.append("Votre registre est vide.")
    written = answer["written"]
    assert isinstance(written, list)
    lines += [f"Écrit : {path}" for path in written]
    return lines
