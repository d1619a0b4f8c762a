"""Where `rgpd` takes a passphrase from: a file descriptor, the keychain, or a question. Never an argument, which others can read.

Called by command_options before a command begins, and by command_protect.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import click

from rgpd_desktop.basics.problems import Locked, Refusal
from rgpd_desktop.services import protect_data

HELP: Final = "Lire la phrase de passe dans le descripteur de fichier N."
_LONGEST: Final = 65_536  # bytes read from the descriptor


class Source:
    """The passphrases given to this run: the lines of a descriptor, one after the other, or answers to questions."""

    def __init__(self, descriptor: int | None) -> None:
        self._descriptor = descriptor
        self._lines: list[str] | None = None

    @property
    def is_given(self) -> bool:
        """Whether a descriptor was named."""
        return self._descriptor is not None

    def take(self, question: str, *, is_new: bool = False) -> str:
        """The next passphrase; a new one is asked twice. Raises Refusal when there is nobody to ask."""
        if self._descriptor is not None:
            return self._next_line(self._descriptor)
        if not sys.stdin.isatty():
            raise Locked(remedy="Rien n’a été modifié. Donnez la phrase de passe avec --passphrase-fd.")
        again = "La même, encore une fois" if is_new else False
        return str(click.prompt(question, hide_input=True, err=True, confirmation_prompt=again))

    def _next_line(self, descriptor: int) -> str:
        if self._lines is None:
            self._lines = _lines_of(descriptor)
        if not self._lines or not self._lines[0]:
            raise Refusal("Le descripteur ne donne pas de phrase de passe.", "Rien n’a été modifié.")
        return self._lines.pop(0)


def open_locked(folder: Path, source: Source) -> None:
    """Opens encrypted data for this run; does nothing when they are plain. Raises Refusal, WrongPassphrase among others."""
    if not protect_data.is_locked(folder):
        return
    if not source.is_given and protect_data.unlock_from_keychain(folder):
        return
    protect_data.unlock(folder, source.take("Phrase de passe"))


def _lines_of(descriptor: int) -> list[str]:
    read = bytearray()
    try:
        while len(read) < _LONGEST and (piece := os.read(descriptor, _LONGEST - len(read))):
            read += piece
        return read.decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refusal(
            "Le descripteur de la phrase de passe n’est pas lisible.",
            "Rien n’a été modifié. Il doit donner une ligne de texte en UTF-8.",
        ) from None
