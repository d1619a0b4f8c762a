"""What the commands of `rgpd` share: their options, their days, how they answer. Called by cli and the command files; never imports Qt."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from rgpd_desktop import command_passphrase, command_words
from rgpd_desktop.basics import french, places
from rgpd_desktop.basics.problems import Damaged
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.days import FIRST_YEAR, LAST_YEAR
from rgpd_desktop.services import restore_backup

Command = TypeVar("Command", bound=Callable[..., Any])

NUMBER = click.IntRange(1, 2**63 - 1)


class Day(click.ParamType[date]):
    """A day, as AAAA-MM-JJ or JJ/MM/AAAA."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day of a text. Fails as wrong use."""
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                day = datetime.strptime(str(value), form).date()
            except ValueError:
                continue
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
            return self.fail(f"cette date est hors de {FIRST_YEAR}-{LAST_YEAR}", param, ctx)
        return self.fail("cette date ne s’écrit ni AAAA-MM-JJ ni JJ/MM/AAAA", param, ctx)


def shared(command: Command) -> Command:
    """Adds --data and --json, which may stand before or after the name of the command."""
    command = click.option("--json", "as_json", is_flag=True, help="Réponse en JSON.")(command)
    return shared_folder(command)


def shared_folder(command: Command) -> Command:
    """Adds --data alone, for a command whose --json is something else: the answer is then in JSON when --json stands before its name.

    Encrypted data are opened before the command begins: see command_passphrase.
    """
    return _with_folder(command, is_opened=True)


def shared_closed(command: Command) -> Command:
    """As `shared`, for a command that asks for the passphrase itself, even when the keychain knows it. It is given the `Source` too."""
    command = click.option("--json", "as_json", is_flag=True, help="Réponse en JSON.")(command)
    return _with_folder(command, is_opened=False)


def _with_folder(command: Command, is_opened: bool) -> Command:
    command = click.option("--passphrase-fd", type=click.IntRange(0), metavar="N", help=command_passphrase.HELP)(
        command
    )
    command = click.option("--data", type=click.Path(path_type=Path), help="Dossier des données.")(command)
    command = click.help_option("-h", "--help", help=command_words.HELP)(command)

    @functools.wraps(command)
    def inner(data: Path | None, passphrase_fd: int | None, as_json: bool = False, **words: Any) -> Any:
        before = click.get_current_context().ensure_object(dict)
        folder = data or before.get("data") or places.data_folder()
        source = command_passphrase.Source(passphrase_fd if passphrase_fd is not None else before.get("passphrase_fd"))
        if not is_opened:
            words["source"] = source
        try:
            if is_opened:
                command_passphrase.open_locked(folder, source)
            return command(folder=folder, as_json=as_json or bool(before.get("as_json")), **words)
        except Damaged as damaged:
            raise restore_backup.with_way_back(folder, damaged) from None

    return inner  # type: ignore[return-value]


def print_json(answer: object) -> None:
    """The answer on one line of stdout."""
    click.echo(json.dumps(answer, ensure_ascii=False))


def progress() -> Ticket:
    """Says how far the work is on stderr, when somebody is there to read it."""
    if not sys.stderr.isatty():
        return Ticket()

    def show(done: int, total: int | None) -> None:
        share = f"{done * 100 // total}{french.HARD}%" if total else french.number(done)
        click.echo(f"\r{share}   ", err=True, nl=False)

    return Ticket(show)


def say(sentence: str, code: int) -> int:
    """The sentence on stderr; gives back the exit code."""
    click.echo(french.spaced(sentence), err=True)
    return code
