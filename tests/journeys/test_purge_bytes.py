"""Erased means erased: a mark in every text of the people purged is in no file the program owns once the purge is over.

Plain and encrypted, with somebody reading meanwhile, from the list they came from to the copies made before.
"""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Direction, Exchange
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.purge import How, PurgeRequest
from rgpd_desktop.services import (
    archive_contacts,
    attest_purge,
    edit_contacts,
    import_command,
    purge_contacts,
    record_exchange,
)
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import archive, contacts, driver, erasure, exchanges, keys, proposals
from rgpd_desktop.store.proposals import Proposal

TODAY = date(2026, 11, 23)
MARK = "zqxjkv"  # letters that no other text here has in a row
# Every text of a person, and what is not one of theirs: the kind and the audience are closed lists.
TEXTS = {each.name for each in fields(Contact) if each.type in ("str", "tuple[str, ...]")} - {"kind"}


@pytest.fixture(params=["plain", "encrypted"])
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    if request.param == "encrypted":
        keys.hold(os.urandom(48))
    yield tmp_path / "donnees"
    keys.hold(None)


def marked(number: int) -> Contact:
    values: dict[str, object] = {name: f"{MARK}{name.replace('_', '')}{number}" for name in TEXTS}
    values |= {"emails": (f"{MARK}mail{number}@{MARK}.org",), "phones": (f"+336{MARK}{number}",)}
    return replace(Contact(**values), last_contact_on=date(2021, 1, 1 + number % 28), entered_on=date(2021, 1, 1))  # type: ignore[arg-type]


def plain(number: int) -> Contact:
    return Contact(
        last_name=f"Dupont{number}", company=f"Atelier{number % 90}", emails=(f"d{number}@example.org",), city="Lyon",
        last_contact_on=date(2026, 1, 1), entered_on=date(2026, 1, 1),
    )  # fmt: skip


def traces(folder: Path) -> dict[str, int]:
    """The files that hold the mark, in any case, in UTF-8 or UTF-16, and how many times."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            read = path.read_bytes().lower()
            many = read.count(MARK.encode()) + read.count(MARK.encode("utf-16-le"))
            if many:
                found[str(path.relative_to(folder))] = many
    return found


def fill(desk: Desk) -> list[int]:
    """People of both sorts entered in no order, with all that may hang on them."""
    dice, ids, kept = random.Random(7), [], []
    with desk.database.writing("contacts"):
        for number in range(900):
            is_marked = dice.random() < 0.3
            stored = contacts.add(desk.database, marked(number) if is_marked else plain(number), desk.starts)
            (ids if is_marked else kept).append(stored.id)
    for number in ids[:20]:
        long = " ".join(f"{MARK}{dice.randrange(10**9)}" for _ in range(1_500))  # pages of overflow
        exchanges.add(desk.database, number, Exchange(date(2021, 1, 1), Direction.FROM_PERSON, "e-mail", long))
        with desk.database.writing("contacts"):
            desk.database.connection.execute(
                "INSERT INTO cell_problems (contact_id, batch, row, header, reason, raw) VALUES (?, 0, 2, 'Tél', 'illisible', ?)",
                (number, long),
            )
    proposals.add(desk.database, [Proposal(ids[0], kept[0], f"même nom : {MARK}")])
    return ids


def purge(desk: Desk, how: How = How.DELETE, query: ContactQuery | None = None) -> purge_contacts.Purged:
    request = PurgeRequest(query, True, how, "D3")
    shown = purge_contacts.plan(desk, request, Ticket())
    return purge_contacts.run(desk, request, shown, shown.total, Ticket())


@pytest.mark.parametrize("how", How)
def test_not_a_byte_of_them_is_left(data: Path, how: How) -> None:
    with open_desk(data, TODAY) as desk:
        ids = fill(desk)
        folder = places.backups_folder(data)
        folder.mkdir()
        desk.database.connection.execute("VACUUM INTO ?", (str(folder / "avant-migration-v1.sqlite"),))
        assert (traces(data) != {}) is (keys.held() is None)  # encrypted, not even before
        done = purge(desk, how)
        assert (done.plan.total, done.finished.is_clean) == (len(ids), True)
        assert traces(data) == {}
        assert readable(desk) == []
        attest_purge.write(desk, done.number, data / "attestation.pdf", Ticket())
        assert attest_purge.sheet(desk, done.number).reach is not None
    assert traces(data) == {}
    keys.hold(None)


def readable(desk: Desk) -> list[str]:
    """The tables where who has the key could still read the mark."""
    found = []
    for (name,) in desk.database.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'contacts_fts'"
    ):
        for row in desk.database.rows(f"SELECT * FROM {name}"):
            text = b" ".join(each if isinstance(each, bytes) else str(each).encode() for each in row)
            if MARK.encode() in text.lower():
                found.append(name)
    return found


def test_a_reader_delays_it_and_it_is_finished_after(tmp_path: Path) -> None:
    data = tmp_path / "donnees"
    with open_desk(data, TODAY) as desk:
        desk.database.connection.execute("PRAGMA busy_timeout = 0")  # not to wait for the reader below
        fill(desk)
        reader = driver.connect(str(desk.database.path))
        cursor = reader.execute("SELECT * FROM contacts ORDER BY sort_key")
        cursor.fetchone()  # a question half read holds the state from before
        done = purge(desk)
        assert not done.finished.is_clean
        assert attest_purge.sheet(desk, done.number).reach is None  # nothing is claimed that is not done
        assert traces(data)
        seen = 1 + len(cursor.fetchall())
        assert seen == 900
        reader.close()
        assert purge_contacts.finish(desk).numbers == (done.number,)
        assert traces(data) == {}


def test_readers_at_work_meanwhile_change_nothing_to_it(tmp_path: Path) -> None:
    data = tmp_path / "donnees"
    with open_desk(data, TODAY) as desk:
        fill(desk)
        stop, faults = threading.Event(), []

        def read() -> None:
            try:
                with open_desk(data, TODAY) as other:
                    while not stop.is_set():
                        ids = [row[0] for row in other.database.rows("SELECT id FROM contacts ORDER BY sort_key")]
                        contacts.fetch(other.database, ids[:50])
            except Exception as error:
                faults.append(error)

        threads = [threading.Thread(target=read) for _ in range(2)]
        for each in threads:
            each.start()
        try:
            done = purge(desk)
        finally:
            stop.set()
            for each in threads:
                each.join()
        assert faults == []
        assert done.finished.is_clean or purge_contacts.finish(desk).is_clean
        assert traces(data) == {}
        assert desk.database.value("PRAGMA integrity_check") == "ok"


def test_the_archive_keeps_its_own_and_loses_it_at_the_end(tmp_path: Path) -> None:
    data = tmp_path / "donnees"
    with open_desk(data, TODAY) as desk:
        former = replace(marked(1), kind="former_client", relation_ended_on=date(2022, 5, 14))
        contacts.add(desk.database, former, desk.starts)
        purge(desk)
        (kept,) = archive_contacts.look(desk, MARK, archive_contacts.LookFor.ACCOUNTS)
        gone = {"notes", "phones", "source", "website", "job_title", "hold_reason"}
        text = " ".join(row[0] for row in desk.database.rows("SELECT record FROM archived_people"))
        assert MARK in text
        assert not [name for name in gone if f"{MARK}{name.replace('_', '')}" in text]
        assert desk.database.rows("SELECT 1 FROM contacts_fts WHERE contacts_fts MATCH ?", (f"{MARK}*",)) == []
        assert kept.until == date(2032, 12, 31)
    with open_desk(data, date(2032, 12, 31)) as desk:
        assert archive.count_due(desk.database, desk.today) == 1
        assert purge(desk).plan.deleted == 1
        assert traces(data) == {}


def test_a_list_imported_its_refused_lines_and_its_undoing_leave_nothing(tmp_path: Path) -> None:
    data, source = tmp_path / "donnees", tmp_path / "liste.csv"
    lines = ["Nom;Prénom;E-mail;Téléphone;Dernier contact;Notes"]
    lines += [
        f"{MARK}a{number};{MARK};{MARK}{number}@example.org;illisible {MARK};03/04/2021;{MARK} note"
        for number in range(120)
    ]
    lines += [f"Dupont{number};Anne;d{number}@example.org;;03/04/2026;" for number in range(200)]
    lines += [f";;;;;{MARK} sans nom"]
    source.write_text("\n".join(lines), encoding="utf-8")
    import_command.run(data, source, import_command.Wishes(source="Salon", keep_expired=True), TODAY, Ticket())
    with open_desk(data, TODAY) as desk:
        first = contacts.find_ids(desk.database, ContactQuery(MARK), desk.calendar, desk.rules)
        record_exchange.note(desk, first[0], Exchange(date(2021, 5, 1), Direction.FROM_US, "appel", f"{MARK} rappeler"))
        edit_contacts.correct(desk, replace(contacts.fetch(desk.database, [first[1]])[0], notes=f"{MARK} ancienne"))
        edit_contacts.correct(desk, replace(contacts.fetch(desk.database, [first[1]])[0], notes="autre"))
        assert purge(desk).plan.total == 120
        assert traces(data) == {}
        assert not erasure.is_scrub_pending(desk.database)
