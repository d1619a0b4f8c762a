"""Opening without touching what must not be opened, and one writing door: all or nothing, whatever happens to the disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts, database, driver
from rgpd_desktop.store.database import APPLICATION_ID, SCHEMA_VERSION, Database, open_database

STARTS = {"prospect": Starts.LAST_CONTACT}
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Database]:
    base = open_database(tmp_path / "rgpd.sqlite")
    yield base
    base.close()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A sound database of ours, closed, with a few people."""
    path = tmp_path / "rgpd.sqlite"
    base = open_database(path)
    for number in range(40):
        contacts.add(base, Contact(last_name=f"Durand{number}", emails=(f"d{number}@example.org",)), STARTS)
    base.close()
    return path


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def run_child(code: str, *arguments: str, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # type: ignore[call-overload,no-any-return] # fmt: skip


def test_a_new_database_is_ours_and_careful(tmp_path: Path) -> None:
    base = open_database(tmp_path / "dossier à créer" / "rgpd 100 %.sqlite")
    try:
        asked = ("application_id", "user_version", "journal_mode", "secure_delete", "foreign_keys", "synchronous")
        answers = [base.value(f"PRAGMA {name}") for name in asked]
        assert answers == [APPLICATION_ID, SCHEMA_VERSION, "wal", 1, 1, 2]
        assert base.value("SELECT v FROM contacts_fts_config WHERE k = 'secure-delete'") == 1
        assert base.change_count == 0
        assert base.touched == frozenset()
    finally:
        base.close()
    assert [path.name for path in (tmp_path / "dossier à créer").iterdir()] == ["rgpd 100 %.sqlite"]


def test_opening_again_finds_the_same_key_and_migrates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rgpd.sqlite"
    secrets = []
    for _ in range(2):
        base = open_database(path)
        secrets.append(base.value("SELECT value FROM preferences WHERE name = 'opposition_key'"))
        base.close()
    assert secrets[0] == secrets[1]
    assert len(secrets[0]) == 64
    assert not (tmp_path / "sauvegardes").exists()


def from_a_newer_program(path: Path) -> None:
    connection = driver.connect(str(path))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()


def from_another_program(path: Path) -> None:
    path.unlink()
    connection = driver.connect(str(path))
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()


def cut_in_two(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_inside_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def overwritten_inside(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[3 * 4096 : 12 * 4096] = b"\xff" * (9 * 4096)
    path.write_bytes(whole)


def a_spreadsheet(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (from_a_newer_program, "Vos données ont été enregistrées par une version plus récente de RGPD Desktop."),
        (from_another_program, "Ce fichier de données n’a pas été créé par RGPD Desktop."),
        (cut_in_two, "Le fichier de vos données est abîmé."),
        (cut_inside_the_header, "Le fichier de vos données est abîmé."),
        (overwritten_inside, "Le fichier de vos données est abîmé."),
        (
            a_spreadsheet,
            "Le fichier de vos données n’est pas lisible\u00a0: il est abîmé, ou protégé par une autre clé.",
        ),
    ],
)
def test_what_must_not_be_opened_is_refused_and_left_as_it_was(
    closed: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(closed)
    before = everything_in(closed.parent)
    with pytest.raises(Refusal) as refusal:
        open_database(closed)
    assert refusal.value.sentence == sentence
    assert refusal.value.remedy != ""
    assert everything_in(closed.parent) == before


def test_a_file_cut_at_any_page_is_refused(closed: Path) -> None:
    whole = closed.read_bytes()
    for end in range(4096, len(whole), 4096):
        closed.write_bytes(whole[:end])
        with pytest.raises(Refusal):
            open_database(closed)
        assert closed.read_bytes() == whole[:end]


def test_a_large_file_cut_short_is_refused_without_the_whole_check(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "QUICK_CHECK_LIMIT", 0)
    cut_in_two(closed)
    before = everything_in(closed.parent)
    with pytest.raises(Refusal, match="abîmé"):
        open_database(closed)
    assert everything_in(closed.parent) == before


def test_a_folder_in_place_of_the_file_is_not_called_a_failing_disk(tmp_path: Path) -> None:
    (tmp_path / "rgpd.sqlite").mkdir()
    with pytest.raises(Refusal, match=r"^Le dossier de vos données ne peut pas être ouvert\.$"):
        open_database(tmp_path / "rgpd.sqlite")
    assert list((tmp_path / "rgpd.sqlite").iterdir()) == []


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "donnees").write_text("un fichier", encoding="utf-8")
    with pytest.raises(Refusal, match="Le dossier de vos données ne peut pas être ouvert"):
        open_database(tmp_path / "donnees" / "rgpd.sqlite")
    assert (tmp_path / "donnees").read_text(encoding="utf-8") == "un fichier"


def test_a_first_start_cut_short_can_be_started_again(tmp_path: Path) -> None:
    path = tmp_path / "rgpd.sqlite"
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()  # what is on the disk before the first transaction
    connection.close()
    assert path.stat().st_size > 0
    base = open_database(path)
    assert base.value("PRAGMA application_id") == APPLICATION_ID
    base.close()


def test_a_database_held_by_another_operation(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = open_database(closed)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = open_database(closed)
    try:
        with (
            base.writing("contacts"),
            pytest.raises(Refusal, match="en cours d’utilisation par une autre opération"),
            other.writing("contacts"),
        ):
            raise AssertionError("two writers at once")
        with other.writing("contacts"):
            pass
        assert other.change_count == 42
    finally:
        base.close()
        other.close()


def opened_by_somebody_else(path: Path) -> str:
    """What a process without rights on the folder gets: a child, since root is stopped by no permission."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            open_database(path)
            said = "opened"
        except Refusal as refusal:
            said = refusal.sentence
        except BaseException as error:
            said = repr(error)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


@pytest.mark.skipif(os.name == "nt", reason="folder permissions are not POSIX ones")
@pytest.mark.parametrize("has_file", [True, False])
def test_a_read_only_folder_is_refused(closed: Path, has_file: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "donnees"
        folder.mkdir()
        if has_file:
            shutil.copy(closed, folder / "rgpd.sqlite")
            (folder / "rgpd.sqlite").chmod(0o444)
        Path(place).chmod(0o755)
        folder.chmod(0o555)
        before = everything_in(folder)
        said = opened_by_somebody_else(folder / "rgpd.sqlite")
        folder.chmod(0o755)
        assert said in {
            "Le dossier de vos données est protégé en écriture.",
            "Le fichier de vos données ne peut pas être ouvert.",
        }
        assert everything_in(folder) == before


def test_writing_is_all_or_nothing(opened: Database) -> None:
    with pytest.raises(ZeroDivisionError), opened.writing("contacts"):
        contacts.add(opened, Contact(last_name="Durand"), STARTS)
        raise ZeroDivisionError
    assert contacts.total(opened) == 0
    assert opened.change_count == 0


def test_a_writing_inside_another_falls_with_it(opened: Database) -> None:
    with pytest.raises(Refusal), opened.writing("journal"):
        with opened.writing("contacts"):
            contacts.add(opened, Contact(last_name="Durand"), STARTS)
        raise Refusal("Non.")
    assert contacts.total(opened) == 0
    assert opened.value("SELECT count(*) FROM contacts_fts WHERE contacts_fts MATCH 'durand'") == 0


def test_touched_names_what_was_written(opened: Database) -> None:
    with opened.writing("contacts"):
        pass
    with opened.writing("journal", "contacts"):
        pass
    assert opened.touched == frozenset({"contacts", "journal"})
    assert opened.change_count == 2


def test_a_duplicate_key_never_passes_in_silence(opened: Database) -> None:
    table = opened.utils["preferences"]
    table.insert({"name": "look", "value": "dark"})  # type: ignore[union-attr]
    with pytest.raises(driver.IntegrityError):
        table.insert({"name": "look", "value": "light"})  # type: ignore[union-attr]
    assert opened.rows("SELECT value FROM preferences WHERE name = 'look'") == [("dark",)]


def test_a_full_disk_is_one_refusal_and_changes_nothing(closed: Path) -> None:
    base = open_database(closed)
    file, people = closed.read_bytes(), base.rows("SELECT * FROM contacts")
    base.connection.execute(f"PRAGMA max_page_count = {base.value('PRAGMA page_count')}")
    with pytest.raises(Refusal) as refusal, base.writing("contacts"):
        for number in range(5_000):
            contacts.add(base, Contact(last_name=f"Martin{number}", notes="x" * 900), STARTS)
    assert refusal.value.sentence == "Le disque est plein\u00a0: l’opération n’a pas pu être enregistrée."
    assert refusal.value.remedy.startswith("Rien n’a été modifié.")
    assert base.touched == frozenset()
    assert base.rows("SELECT * FROM contacts") == people
    base.connection.execute("PRAGMA max_page_count = 1000000")
    contacts.add(base, Contact(last_name="Petit"), STARTS)  # the place freed, work goes on
    assert contacts.total(base) == 41
    base.close()
    assert closed.read_bytes() != file


FILE_LIMIT = """
import resource, signal, sys
from pathlib import Path
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts
from rgpd_desktop.store.database import open_database
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
base = open_database(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (Path(sys.argv[1]).stat().st_size,) * 2)
try:
    with base.writing("contacts"):
        for number in range(5000):
            contacts.add(base, Contact(last_name=f"Martin{number}", notes="x" * 900), {"prospect": Starts.LAST_CONTACT})
    print("written")
except Refusal as refusal:
    print("refused:", refusal.remedy)
"""


@pytest.mark.skipif(os.name == "nt", reason="no such limit on Windows")
def test_a_file_that_may_not_grow_is_one_refusal(closed: Path) -> None:
    before = closed.read_bytes()
    child = run_child(FILE_LIMIT, str(closed))
    output, errors = child.communicate(timeout=60)
    assert output.startswith("refused: Rien n’a été modifié."), errors
    assert closed.read_bytes() == before
    base = open_database(closed)
    assert contacts.total(base) == 40
    base.close()


KILLED = """
import sys
from pathlib import Path
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts
from rgpd_desktop.store.database import open_database
base = open_database(Path(sys.argv[1]))
base.connection.execute("PRAGMA cache_size = 10")  # so that half of the writing is already in the journal file
with base.writing("contacts"):
    for number in range(400):
        contacts.add(base, Contact(last_name=f"Martin{number}", notes="x" * 500), {"prospect": Starts.LAST_CONTACT})
    print("half way", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_killed_in_the_middle_leaves_nothing(closed: Path) -> None:
    child = run_child(KILLED, str(closed))
    assert child.stdout is not None
    assert child.stdout.readline() == "half way\n"
    assert closed.with_name("rgpd.sqlite-wal").stat().st_size > 100_000
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=30)
    base = open_database(closed)
    assert contacts.total(base) == 40
    assert base.value("SELECT count(*) FROM contacts_fts WHERE contacts_fts MATCH 'martin*'") == 0
    assert base.change_count == 40
    assert base.value("PRAGMA integrity_check") == "ok"
    base.close()
