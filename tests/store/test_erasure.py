"""Erased means erased, on the bytes of the database, its log and its index of the log.

The people to be erased are written with letters that the others never use, so that even a scrap of a name shows.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Cancelled
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Direction, Exchange
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts, driver, erasure, exchanges, proposals
from rgpd_desktop.store.database import Database, open_database
from rgpd_desktop.store.proposals import Proposal

STARTS = {"prospect": Starts.LAST_CONTACT}
PLAIN, MARKED = "abcdefghilmnoprstuwy", "jkqvxz"
SCRAP = re.compile(rb"[jkqvxz]{4}", re.IGNORECASE)  # three could be numbers of the index that happen to read so


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    yield database
    database.close()


def word(dice: random.Random, letters: str, length: int = 9) -> str:
    return "".join(dice.choices(letters, k=length))


def person(dice: random.Random, letters: str) -> Contact:
    last, first, company = word(dice, letters), word(dice, letters, 6), word(dice, letters, 12)
    return Contact(
        last_name=last.capitalize(), first_name=first, company=company, job_title=word(dice, letters),
        emails=(f"{first}.{last}@{company}.org",), phones=(f"+336399{dice.randrange(10**5):05d}",),
        street=word(dice, letters), city=word(dice, letters, 7), source=word(dice, letters), notes=word(dice, letters),
        last_contact_on=date(2020, 1 + dice.randrange(12), 3), entered_on=date(2024, 1, 1),
    )  # fmt: skip


def fill(base: Database, seed: int, many: int) -> tuple[list[Contact], list[Contact]]:
    """People entered in no order, as a list has them: (those to be erased, those who stay)."""
    dice = random.Random(seed)
    marked, plain = [], []
    with base.writing("contacts"):
        for number in range(many):
            is_marked = number % 8 == 3
            stored = contacts.add(base, person(dice, MARKED if is_marked else PLAIN), STARTS)
            (marked if is_marked else plain).append(stored)
    return marked, plain


def scraps(base: Database) -> list[bytes]:
    found: list[bytes] = []
    for path in sorted(base.path.parent.rglob("*")):
        if path.is_file():
            found += SCRAP.findall(path.read_bytes())
    return found


def numbers(people: list[Contact]) -> list[int]:
    return [each.id for each in people]


@pytest.mark.parametrize(("seed", "together"), [(1, 2), (2, 37), (3, 1_000)])  # few at once, or the index built again
def test_not_a_scrap_of_anybody_is_left(base: Database, seed: int, together: int) -> None:
    marked, plain = fill(base, seed, 2_400)
    ids = numbers(marked)
    random.Random(seed).shuffle(ids)
    for start in range(0, len(ids), together):
        erasure.erase(base, ids[start : start + together], Ticket())
    assert scraps(base)  # deleted, and still on the disk: what scrub is for
    assert erasure.scrub(base)
    assert scraps(base) == []
    assert contacts.total(base) == len(plain)
    assert base.value("SELECT count(*) FROM contacts_fts WHERE contacts_fts MATCH ?", (plain[5].last_name,)) == 1
    base.connection.execute("INSERT INTO contacts_fts (contacts_fts, rank) VALUES ('integrity-check', 1)")


def test_an_edited_persons_former_values_are_gone(base: Database) -> None:
    marked, plain = fill(base, 3, 800)
    dice = random.Random(9)
    for each in marked[:50]:
        renamed = replace(person(dice, PLAIN), id=each.id)
        contacts.correct(base, renamed, STARTS)
    erasure.erase(base, numbers(marked[50:]), Ticket())
    assert erasure.scrub(base)
    assert scraps(base) == []
    assert contacts.total(base) == len(plain) + 50


def test_long_notes_exchanges_and_unread_cells_go_too(base: Database) -> None:
    dice = random.Random(4)
    marked, plain = fill(base, 4, 200)
    long = " ".join(word(dice, MARKED) for _ in range(6_000))  # overflow pages, many times over
    one = contacts.add(base, replace(person(dice, MARKED), notes=long), STARTS)
    exchanges.add(base, one.id, Exchange(date(2024, 1, 1), Direction.FROM_PERSON, "e-mail", long))
    with base.writing("contacts"):
        base.connection.execute(
            "INSERT INTO cell_problems (contact_id, batch, row, header, reason, raw) VALUES (?, 0, 2, 'Tél', 'illisible', ?)",
            (one.id, long),
        )
    proposals.add(base, [Proposal(one.id, plain[0].id, "même adresse")])
    assert erasure.erase(base, [one.id, *numbers(marked)], Ticket()) == 1 + len(marked)
    assert erasure.scrub(base)
    assert scraps(base) == []
    for table in ("exchanges", "cell_problems", "proposals"):
        assert base.value(f"SELECT count(*) FROM {table}") == 0


def test_a_merged_card_leaves_nothing_but_what_was_kept(base: Database) -> None:
    marked, plain = fill(base, 5, 100)
    with base.writing("contacts"):
        kept = replace(plain[0], emails=(*plain[0].emails, "autre@example.org"))
        erasure.erase(base, [marked[0].id], Ticket())
        contacts.correct(base, kept, STARTS)
        erasure.erase(base, numbers(marked[1:]), Ticket())
    assert erasure.scrub(base)
    assert scraps(base) == []
    assert contacts.holders(base, ["autre@example.org"]) == {"autre@example.org": [plain[0].id]}


def test_another_reader_is_told_then_the_work_is_finished(base: Database) -> None:
    base.connection.execute("PRAGMA busy_timeout = 0")  # do not wait for the reader below
    marked, _ = fill(base, 6, 400)
    reader = driver.connect(str(base.path))
    cursor = reader.execute("SELECT last_name FROM contacts ORDER BY id")
    cursor.fetchone()  # a question half read holds a snapshot
    erasure.erase(base, numbers(marked), Ticket())
    assert not erasure.scrub(base)
    assert erasure.is_scrub_pending(base)
    assert scraps(base)
    cursor.close()
    reader.close()
    assert erasure.scrub(base)
    assert not erasure.is_scrub_pending(base)
    assert scraps(base) == []


def test_the_copies_made_before_migrations_are_rewritten(base: Database) -> None:
    marked, _ = fill(base, 7, 100)
    folder = places.backups_folder(base.path.parent)
    folder.mkdir()
    base.connection.execute("VACUUM INTO ?", (str(folder / "avant-migration-v1.sqlite"),))
    erasure.erase(base, numbers(marked), Ticket())
    assert erasure.scrub(base)
    assert scraps(base) == []
    assert sorted(path.name for path in folder.iterdir()) == ["avant-migration-v1.sqlite", "effacements.jsonl"]


def test_closing_leaves_one_clean_file(base: Database) -> None:
    marked, _ = fill(base, 8, 100)
    erasure.erase(base, numbers(marked), Ticket())
    erasure.scrub(base)
    base.close()
    assert sorted(path.name for path in base.path.parent.iterdir()) == ["rgpd.sqlite", "sauvegardes"]
    assert scraps(base) == []


def test_a_cancelled_erasure_erases_nobody(base: Database) -> None:
    marked, plain = fill(base, 9, 80)
    ticket = Ticket(lambda done, total: ticket.cancel())
    with pytest.raises(Cancelled), base.writing("contacts"):
        erasure.erase(base, numbers(marked[:5]), ticket)
        ticket.step(1)
    assert contacts.total(base) == len(marked) + len(plain)
    assert not erasure.is_scrub_pending(base)
    assert base.value("SELECT count(*) FROM points") == 2 * contacts.total(base)


def test_erasing_twice_counts_once(base: Database) -> None:
    marked, _ = fill(base, 10, 20)
    assert erasure.erase(base, numbers(marked), Ticket()) == len(marked)
    assert erasure.erase(base, numbers(marked), Ticket()) == 0
