"""`rgpd encrypt`, `rgpd decrypt`, and the other commands on encrypted data: a descriptor or a terminal, never an argument."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import cipher
from rgpd_desktop.store.cipher import Form

PHRASE, OTHER = "girafe cuivre lanterne brume", "volcan tulipe marteau silence"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="descriptors are handed down the POSIX way")


def rgpd(data: Path, *words: str, secret: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs `rgpd`; `secret` is what the descriptor 9 gives (a file whose name nobody knows)."""
    reading, writing = os.pipe()
    os.write(writing, (secret or "").encode())
    os.close(writing)
    given = ["--passphrase-fd", str(reading)] if secret is not None else []
    try:
        return subprocess.run(
            [sys.executable, "-m", "rgpd_desktop.cli", "--data", str(data), *given, *words],
            capture_output=True,
            text=True,
            timeout=60,
            pass_fds=(reading,),
            stdin=subprocess.DEVNULL,
        )
    finally:
        os.close(reading)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "données"
    open_desk(folder).close()
    return folder


def test_encrypted_used_changed_and_plain_again(data, tmp_path):
    sheet = tmp_path / "fiche.pdf"
    done = rgpd(data, "encrypt", "--sheet", str(sheet), secret=f"{PHRASE}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Vos données sont protégées." in done.stdout
    assert cipher.form(data / "rgpd.sqlite") is Form.ENCRYPTED
    with pypdfium2.PdfDocument(sheet) as document:
        assert "Fiche de secours" in document[0].get_textpage().get_text_bounded()

    refused = rgpd(data, "contacts")
    assert refused.returncode == 1
    assert "--passphrase-fd" in refused.stderr
    assert rgpd(data, "check", secret=PHRASE).stdout == "Vos données sont en bon état.\n"
    assert rgpd(data, "register", "--passphrase-fd", "0").returncode == 1  # nothing on the standard input

    changed = rgpd(data, "--json", "encrypt", secret=f"{PHRASE}\n{OTHER}\n")
    assert json.loads(changed.stdout) == {
        "copies": 0,
        "copies_left": 0,
        "folders_away": 0,
        "encrypted": True,
        "remembered": False,
    }
    wrong = rgpd(data, "decrypt", secret=PHRASE)
    assert wrong.returncode == 1
    assert "Ce n’est pas la bonne phrase de passe" in wrong.stderr
    for secret in (PHRASE, OTHER):
        assert secret not in wrong.stderr + wrong.stdout
    plain = rgpd(data, "--json", "decrypt", secret=OTHER)
    assert json.loads(plain.stdout) == {"copies": 0, "copies_left": 0, "folders_away": 0, "encrypted": False}
    assert rgpd(data, "check").returncode == 0
    assert rgpd(data, "decrypt").returncode == 1


def test_new_data_are_created_encrypted(tmp_path):
    data = tmp_path / "neuf"
    assert rgpd(data, "encrypt", secret=PHRASE).returncode == 0
    assert cipher.form(data / "rgpd.sqlite") is Form.ENCRYPTED
    assert rgpd(data, "check", secret=PHRASE).returncode == 0


@pytest.mark.parametrize("weak", ["", "court", "azertyuiop12", "\n"])
def test_a_weak_passphrase_is_refused_and_nothing_changes(data, weak):
    refused = rgpd(data, "encrypt", secret=weak)
    assert refused.returncode == 1
    assert "Rien n’a été modifié" in refused.stderr
    assert cipher.form(data / "rgpd.sqlite") is Form.PLAIN


def test_a_descriptor_that_is_not_one_is_said(data):
    assert rgpd(data, "encrypt", secret=PHRASE).returncode == 0
    answer = rgpd(data, "--passphrase-fd", "77", "check")
    assert answer.returncode == 1
    assert "descripteur" in answer.stderr


def test_a_terminal_is_asked_without_showing_what_is_typed(data):
    assert rgpd(data, "encrypt", secret=PHRASE).returncode == 0
    shown = in_a_terminal(data, "check", PHRASE)
    assert "Phrase de passe" in shown
    assert "Vos données sont en bon état." in shown
    assert PHRASE not in shown


def in_a_terminal(data: Path, command: str, typed: str) -> str:
    import pty  # noqa: PLC0415 - POSIX only

    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "rgpd_desktop.cli", "--data", str(data), command])
    shown = b""
    deadline = time.monotonic() + 60
    is_typed = False
    while time.monotonic() < deadline:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the terminal ends with the program
            break
        if not piece:
            break
        shown += piece
        if not is_typed and b"passe" in shown:
            time.sleep(0.2)  # until it no longer echoes
            os.write(terminal, typed.encode() + b"\n")
            is_typed = True
    os.close(terminal)
    os.waitpid(child, 0)
    return shown.decode()
