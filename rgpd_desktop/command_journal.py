"""`rgpd journal`: what was done, read or verified without a window. Called by cli; the same service as Réglages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.command_options import print_json, shared
from rgpd_desktop.services import read_journal
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.read_journal import JournalEntry


@click.command(name="journal")
@click.option("--verify", is_flag=True, help="Vérifie seulement que rien n’y a été changé ni retiré.")
@shared
def journal(folder: Path, as_json: bool, verify: bool) -> None:
    """Montre le journal des opérations, ou le vérifie (--verify) ; il ne nomme personne."""
    with open_desk(folder) as desk:
        found = read_journal.read(desk)
    if verify:
        flaw = found.flaw
        if as_json:
            print_json({"sound": flaw is None, "lines": len(found.entries), "flaw": asdict(flaw) if flaw else None})
        if flaw is not None:
            raise Refusal(read_journal.flaw_words(flaw), "Rien n’a été modifié.")
        if not as_json:
            lines = french.counted(len(found.entries), "ligne")
            click.echo(f"Le journal est intact{french.HARD}: {lines}, rien n’y a été changé ni retiré.")
        return
    for each in reversed(found.entries):
        if as_json:
            print_json(_record(each))
        else:
            click.echo(f"{each.number}\t{each.at:%d/%m/%Y %H:%M}\t{each.group}\t{each.sentence}")


COMMANDS: Final = (journal,)


def _record(each: JournalEntry) -> dict[str, object]:
    return {
        "line": each.number, "at": each.at.isoformat(), "event": each.event, "group": each.group.value,
        "sentence": each.sentence, "verified": each.is_verified,
    }  # fmt: skip
