"""The passphrase of the data: given, wrong, changed, removed, remembered, recovered; and who may read the files."""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
import traceback
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Locked, Refusal, WrongPassphrase
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import (
    import_command,
    keep_backups,
    keep_processors,
    print_recovery,
    protect_data,
    show_paper,
)
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.protect_data import Form, Recrypted
from rgpd_desktop.store import attempts, cipher, journal, keychain, keys, preferences, recrypt
from rgpd_desktop.ui import reports

PHRASE, OTHER = "girafe cuivre lanterne brume", "volcan tulipe marteau silence"
DEMO = places.resources() / "demo" / "liste-prospects.xlsx"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "données"
    open_desk(folder).close()
    return folder


@pytest.fixture
def encrypted(data: Path) -> Path:
    """Encrypted, and locked."""
    protect_data.protect(data, PHRASE, Ticket())
    protect_data.lock()
    return data


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that the test moves."""
    now = [1_000_000.0]
    monkeypatch.setattr(attempts.time, "time", lambda: now[0])
    return now


class FakeKeychain:
    """A keychain that can be looked into."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def chain(monkeypatch: pytest.MonkeyPatch) -> FakeKeychain:
    made = FakeKeychain()
    monkeypatch.setattr(keychain, "_backend", lambda: made)
    return made


def events(data: Path) -> list[str]:
    with open_desk(data) as desk:
        return [line.event for line in journal.lines(desk.database)]


def test_plain_encrypted_changed_then_plain_again(data):
    assert protect_data.form(data) is Form.PLAIN
    assert not protect_data.is_locked(data)
    protect_data.protect(data, PHRASE, Ticket())
    assert not protect_data.is_locked(data)
    protect_data.lock()
    assert protect_data.is_locked(data)
    with pytest.raises(Locked):
        open_desk(data)
    protect_data.unlock(data, PHRASE)
    protect_data.protect(data, OTHER, Ticket())
    protect_data.lock()
    with pytest.raises(WrongPassphrase):
        protect_data.unlock(data, PHRASE)
    protect_data.unlock(data, OTHER)
    assert events(data) == ["encrypted", "passphrase_changed"]
    protect_data.unprotect(data, Ticket())
    assert keys.held() is None
    assert events(data) == ["encrypted", "passphrase_changed", "decrypted"]
    with open_desk(data) as desk:
        assert preferences.read(desk.database, "former_key") == ""
    assert [path.name for path in data.iterdir()] == ["rgpd.sqlite"]


def test_new_data_are_never_plain(tmp_path):
    data = tmp_path / "neuf"
    assert protect_data.form(data) is Form.NEW
    protect_data.begin(data, PHRASE)
    with open_desk(data) as desk:
        assert protect_data.form(data) is Form.ENCRYPTED
        assert desk.database.change_count == 0
    protect_data.lock()
    protect_data.unlock(data, PHRASE)
    with pytest.raises(Refusal, match="déjà des données"):
        protect_data.begin(data, OTHER)


def test_the_same_phrase_typed_on_another_keyboard_opens(data):
    protect_data.protect(
        data, "e\u0301le\u0301phant bleu et girafe", Ticket()
    )  # e, then its accent, as macOS may type it
    protect_data.lock()
    protect_data.unlock(data, "éléphant bleu et girafe")
    assert not protect_data.is_locked(data)


def test_a_wrong_passphrase_waits_longer_and_longer_also_after_a_restart(encrypted, still):
    before = (encrypted / "rgpd.sqlite").read_bytes()
    waits = []
    for _ in range(6):
        with pytest.raises(WrongPassphrase) as caught:
            protect_data.unlock(encrypted, "autre")
        waits.append(caught.value.wait)
        assert protect_data.is_locked(encrypted)
        still[0] += caught.value.wait
    assert waits == [0, 2, 5, 15, 30, 60]
    with pytest.raises(WrongPassphrase):
        protect_data.unlock(encrypted, "autre")
    with pytest.raises(WrongPassphrase, match="60"):  # not heard, even the right one
        protect_data.unlock(encrypted, PHRASE)
    still[0] -= 10_000  # a clock set back makes nobody wait longer
    with pytest.raises(WrongPassphrase) as caught:
        protect_data.unlock(encrypted, PHRASE)
    assert caught.value.wait == 60
    still[0] += 10_060
    protect_data.unlock(encrypted, PHRASE)
    assert not (encrypted / attempts.NAME).exists()
    assert (encrypted / "rgpd.sqlite").read_bytes() == before


def test_the_recovery_code_opens_and_says_what_is_badly_copied(encrypted):
    protect_data.unlock(encrypted, PHRASE)
    groups = protect_data.recovery_groups()
    protect_data.lock()
    with pytest.raises(Locked):
        protect_data.recovery_groups()
    bad = list(groups)
    bad[6] = bad[6][::-1] if bad[6] != bad[6][::-1] else "00001"
    with pytest.raises(WrongPassphrase, match="groupe 7"):
        protect_data.unlock_with_code(encrypted, " ".join(bad))
    with pytest.raises(WrongPassphrase, match="13 groupes"):
        protect_data.unlock_with_code(encrypted, " ".join(groups[:-1]))
    protect_data.unlock_with_code(encrypted, " ".join(groups).lower())
    assert not protect_data.is_locked(encrypted)


def test_a_changed_passphrase_ends_the_former_sheet(encrypted, still):
    protect_data.unlock(encrypted, PHRASE)
    groups = protect_data.recovery_groups()
    protect_data.protect(encrypted, OTHER, Ticket())
    protect_data.lock()
    with pytest.raises(WrongPassphrase, match="Ce code n’ouvre pas"):
        protect_data.unlock_with_code(encrypted, " ".join(groups))


def test_the_sheet_holds_the_code_and_nothing_of_it_stays(encrypted):
    protect_data.unlock(encrypted, PHRASE)
    groups = protect_data.recovery_groups()
    with open_desk(encrypted, date(2026, 11, 26)) as desk:
        paper = show_paper.make(desk, Ticket(), print_recovery.write, "fiche.pdf")
        text = "".join(paper.text(page) for page in range(paper.count))
        assert all(group in text for group in groups)
        assert "26/11/2026" in text
        assert paper.count == 1
        paper.close()
    assert not list(encrypted.rglob("*.pdf"))


def test_the_owner_is_asked_again_before_a_change(encrypted, still):
    protect_data.unlock(encrypted, PHRASE)
    protect_data.check(encrypted, PHRASE)
    with pytest.raises(WrongPassphrase):
        protect_data.check(encrypted, OTHER)


def test_the_keychain_remembers_the_key_not_the_passphrase(encrypted, chain):
    assert not protect_data.unlock_from_keychain(encrypted)
    protect_data.unlock(encrypted, PHRASE)
    assert protect_data.remember(encrypted, True)
    assert protect_data.is_remembered(encrypted)
    assert PHRASE not in str(chain.kept)
    protect_data.lock()
    assert protect_data.unlock_from_keychain(encrypted)
    protect_data.protect(encrypted, OTHER, Ticket())  # remembered still, under its new key; the former one is gone
    assert len(chain.kept) == 1
    protect_data.lock()
    assert protect_data.unlock_from_keychain(encrypted)
    protect_data.remember(encrypted, False)
    assert chain.kept == {}
    protect_data.remember(encrypted, True)
    protect_data.unprotect(encrypted, Ticket())
    assert chain.kept == {}


def test_a_keychain_that_lies_fails_or_is_not_one_opens_nothing(encrypted, chain, monkeypatch):
    name = (keychain.SERVICE, cipher.salt(encrypted / "rgpd.sqlite").hex())
    for lie in ("", "zz", "00" * 48, "00" * 32 + name[1]):
        chain.kept[name] = lie
        assert not protect_data.unlock_from_keychain(encrypted)

    def fail(*_words: str) -> str:
        raise RuntimeError(PHRASE)

    monkeypatch.setattr(chain, "get_password", fail, raising=False)
    assert not protect_data.unlock_from_keychain(encrypted)
    monkeypatch.undo()
    assert not protect_data.has_keychain()  # keyring's null backend: see conftest


def copies_of(data: Path) -> list[Path]:
    """Two copies, one named as a file to move to another computer, and an archive that is neither."""
    folder = places.backups_folder(data)
    folder.mkdir(exist_ok=True)
    made = [folder / "avant-migration-v2.sqlite", folder / "sauvegarde.rgpd"]
    with open_desk(data) as desk:
        for copy in made:
            desk.database.connection.execute("VACUUM INTO ?", (str(copy),))
    (folder / "archive.rgpd").write_bytes(b"PK\x03\x04" + os.urandom(9000))
    return made


def test_the_copies_change_key_with_the_data(data):
    copies = copies_of(data)
    assert protect_data.protect(data, PHRASE, Ticket()) == Recrypted(done=2)
    assert {cipher.form(copy) for copy in copies} == {Form.ENCRYPTED}
    assert protect_data.protect(data, OTHER, Ticket()) == Recrypted(done=2)
    raw = keys.held()
    assert all(cipher.fits(copy, raw) for copy in copies)
    foreign = copies[0].with_name("d-ailleurs.rgpd")
    foreign.write_bytes(copies[0].read_bytes())
    recrypt.recrypt(foreign, raw, cipher.derive("tout autre", cipher.new_salt()))
    assert protect_data.unprotect(data, Ticket()) == Recrypted(done=2, left=1)
    assert {cipher.form(copy) for copy in copies} == {Form.PLAIN}


def test_the_copies_of_a_chosen_folder_change_key_even_when_it_was_away(data, tmp_path):
    stick, away = tmp_path / "clé", tmp_path / "clé débranchée"
    stick.mkdir()
    with open_desk(data) as desk:
        keep_backups.choose_folder(desk, stick)
        copy = keep_backups.back_up(desk, Ticket()).path
    foreign = stick / "autre-installation.rgpd"
    foreign.write_bytes(copy.read_bytes())
    assert protect_data.protect(data, PHRASE, Ticket()) == Recrypted(done=1)
    assert cipher.form(copy) is Form.ENCRYPTED
    assert cipher.form(foreign) is Form.PLAIN  # not of a name this installation gave
    stick.rename(away)
    assert protect_data.protect(data, OTHER, Ticket()) == Recrypted(away=1)
    assert protect_data.protect(data, "encore une autre phrase", Ticket()) == Recrypted(away=1)
    away.rename(stick)
    with open_desk(data) as desk:
        assert protect_data.finish(desk, Ticket()) == Recrypted(done=1)
        assert protect_data.finish(desk, Ticket()) == Recrypted()
    assert cipher.fits(copy, keys.held())


@pytest.mark.parametrize("start", ["plain", "encrypted"])
def test_a_conversion_cut_before_its_copies_is_finished_at_the_next_opening(data, start, monkeypatch):
    if start == "encrypted":
        protect_data.protect(data, PHRASE, Ticket())
    copies = copies_of(data)

    class Killed(BaseException):
        pass

    def killed(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(protect_data, "recrypt_copies", killed)
        protect_data.protect(data, OTHER, Ticket())
    protect_data.lock()
    protect_data.sweep(data)
    protect_data.unlock(data, OTHER)
    with open_desk(data) as desk:
        assert protect_data.finish(desk, Ticket()) == Recrypted(done=2)
        assert protect_data.finish(desk, Ticket()) == Recrypted()
    assert all(cipher.fits(copy, keys.held()) for copy in copies)


def test_secrets_are_in_no_report_no_log_no_exception_no_journal(encrypted, still, caplog):
    caplog.set_level(logging.DEBUG)
    told = []
    typed = ("secret-marqueur", "SECRET MARQUEUR 12345", "SECRETMARQUEUR" * 10)
    acts = (protect_data.unlock, protect_data.unlock_with_code, protect_data.unlock_with_code)
    for act, text in zip(acts, typed, strict=True):
        with pytest.raises(Refusal) as caught:
            act(encrypted, text)
        still[0] += 100
        told += [str(caught.value), repr(caught.value), caught.value.sentence, caught.value.remedy]
        told += [reports.report_of(caught.value), "".join(traceback.format_exception(caught.value))]
    protect_data.unlock(encrypted, PHRASE)
    raw = keys.held()
    told += [repr(keys._held), caplog.text]
    with open_desk(encrypted) as desk:
        told += [line.detail for line in journal.lines(desk.database)]
        told.append(json.dumps(desk.database.rows("SELECT * FROM preferences")))
    code = "".join(protect_data.recovery_groups())
    for secret in (*typed, "MARQUEUR", PHRASE, raw.hex(), raw[:32].hex(), code):
        assert secret not in "\n".join(told)


def test_the_import_process_gets_the_key_through_its_pipe_only(encrypted, monkeypatch):
    protect_data.unlock(encrypted, PHRASE)
    seen = []
    started = import_command.ImportProcess._start

    def watch(self):
        pipe = started(self)
        child = self._processes[0]
        seen.append(Path(f"/proc/{child.pid}/cmdline").read_bytes() + Path(f"/proc/{child.pid}/environ").read_bytes())
        return pipe

    if sys.platform == "linux":
        monkeypatch.setattr(import_command.ImportProcess, "_start", watch)
    wishes = import_command.Wishes(keep_expired=True)
    assert import_command.run(encrypted, DEMO, wishes, date(2026, 11, 26), Ticket())["new"] > 50
    raw = keys.held()
    for secret in (PHRASE.encode(), raw.hex().encode(), raw):
        assert all(secret not in each for each in seen)
    protect_data.lock()
    with pytest.raises(Locked):
        import_command.run(encrypted, DEMO, wishes, date(2026, 11, 26), Ticket())


@pytest.mark.skipif(os.name != "posix", reason="rights are not POSIX ones")
def test_nobody_else_may_read_what_a_used_folder_holds(tmp_path, monkeypatch):
    before = os.umask(0)  # the most open of all
    try:
        data = tmp_path / "parent" / "données"
        import_command.run(data, DEMO, import_command.Wishes(keep_expired=True), date(2026, 11, 26), Ticket())
        contract = tmp_path / "contrat.pdf"
        contract.write_bytes(b"%PDF-1.4")
        protect_data.protect(data, PHRASE, Ticket())
        with open_desk(data, date(2026, 11, 26)) as desk:
            keep_processors.add_tool(desk, "brevo")
            (sheet,) = keep_processors.sheets(desk)
            keep_processors.attach(desk, sheet.processor.id, contract)
            backup_before_migration(desk)
            with pytest.raises(WrongPassphrase):
                protect_data.check(data, "faux")
            paper = show_paper.make(desk, Ticket(), print_recovery.write, "fiche.pdf")
            found = {path: stat.S_IMODE(path.stat().st_mode) for path in (data.parent, data, *data.rglob("*"))}
            paper.close()
    finally:
        os.umask(before)
    names = {path.name for path in found}
    assert {"rgpd.sqlite", "rgpd.sqlite-wal", "rgpd.sqlite-shm", "contrat.pdf", "essais.json", "fiche.pdf"} <= names
    assert {"sauvegardes", "temporaire", "contrats", "avant-migration-v1.rgpd"} <= names
    assert {path: oct(mode) for path, mode in found.items() if mode & 0o077} == {}


def backup_before_migration(desk):
    from rgpd_desktop.store import migrations  # noqa: PLC0415

    migrations.copy_before(desk.database, 1)


@pytest.mark.skipif(os.name != "posix", reason="rights are not POSIX ones")
def test_what_an_older_version_left_open_is_closed(data):
    copies_of(data)
    for path in (data / "rgpd.sqlite", places.backups_folder(data), *places.backups_folder(data).iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    temporary = places.temporary_folder(data) / "rgpd-apercu-x"
    temporary.mkdir(parents=True)
    (temporary / "fiche.pdf").write_bytes(b"secret")
    protect_data.sweep(data)
    open_desk(data).close()
    assert not temporary.exists()
    assert [path.name for path in data.rglob("*") if path.stat().st_mode & 0o077] == []
