"""An import undone: everything as before, but for what somebody touched since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Direction, Exchange
from rgpd_desktop.services import edit_contacts, keep_safe, object_to_prospecting, undo_import
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.store import contacts, exchanges, opposition
from tests.services.lists import TODAY, imported, write_list

HEADERS = "Nom;Prénom;Société;E-mail;Téléphone;Date du dernier contact;Désabonné"
TABLES = ("contacts", "points", "exchanges", "cell_problems", "proposals", "oppositions", "batch_changes")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", TODAY) as opened:
        yield opened
        assert keep_safe.check(opened, Ticket()) == []


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    return {name: desk.database.rows(f"SELECT * FROM {name}") for name in TABLES}


def people(desk: Desk) -> list[Contact]:
    return contacts.fetch(desk.database, [row[0] for row in desk.database.rows("SELECT id FROM contacts ORDER BY id")])


def test_an_import_undone_leaves_everything_as_it_was(desk: Desk, tmp_path: Path) -> None:
    imported(
        desk,
        write_list(
            tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2024;", "Deux;Bob;;b@exemple.example;;;"
        ),
    )
    before = everything(desk)
    path = write_list(
        tmp_path / "b.csv",
        HEADERS,
        "UN;A.;Alpha;a@exemple.example;06 39 98 00 01;12/04/2025;",
        "Deux;Bob;Beta;b@exemple.example;pas un numéro;;oui",
        "Trois;Carl;Alpha;c@exemple.example;06 39 98 00 01;12/04/2025;oui",
        "Quatre;Dora;;c@exemple.example;rien du tout;12/04/2025;",
    )
    report = imported(desk, path)
    assert (report.new, report.merged, report.opposed) == (2, 2, 2)
    after = people(desk)
    assert (after[0].company, after[0].phones, after[0].last_contact_on) == (
        "Alpha",
        ("+33639980001",),
        date(2025, 4, 12),
    )
    assert after[1].opposed_on == TODAY
    assert undo_import.undo(desk, report.batch, Ticket()) == UndoReport(2, 2, 0, 3, True)
    assert everything(desk) == before
    assert [(batch.id, batch.undone_on) for batch in undo_import.batches(desk)] == [(2, TODAY), (1, None)]


def test_what_was_touched_since_stays(desk: Desk, tmp_path: Path) -> None:
    imported(desk, write_list(tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2024;"))
    report = imported(
        desk,
        write_list(
            tmp_path / "b.csv",
            HEADERS,
            "Un;Anne;Alpha;a@exemple.example;06 39 98 00 01;12/03/2024;",
            "Deux;Bob;;b@exemple.example;;12/03/2025;",
            "Trois;Carl;;c@exemple.example;;12/03/2025;oui",
            "Quatre;Dora;;d@exemple.example;;12/03/2025;",
        ),
    )
    anne, bob, carl, _ = people(desk)
    contacts.correct(desk.database, replace(anne, company="Alpha & Fils", edited_on=TODAY), desk.starts)
    exchanges.add(desk.database, bob.id, Exchange(TODAY, Direction.FROM_PERSON, "appel"))
    contacts.correct(desk.database, replace(carl, city="Lyon", edited_on=TODAY), desk.starts)
    found = undo_import.undo(desk, report.batch, Ticket())
    assert found == UndoReport(removed=1, restored=0, kept=3, oppositions=0, is_scrubbed=True)
    anne, bob, carl = people(desk)
    assert (anne.company, anne.phones) == ("Alpha & Fils", ())  # what the import wrote and nobody touched goes
    assert carl.opposed_on == TODAY
    assert opposition.listed_on(desk.database, carl) is not None


def test_a_later_list_keeps_whom_it_completed(desk: Desk, tmp_path: Path) -> None:
    first = imported(
        desk,
        write_list(
            tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2024;", "Deux;B;;b@exemple.example;;;"
        ),
    )
    imported(desk, write_list(tmp_path / "b.csv", HEADERS, "Un;Anne;Alpha;a@exemple.example;;12/03/2024;"))
    report = undo_import.undo(desk, first.batch, Ticket())
    assert (report.removed, report.kept) == (1, 1)
    assert [each.company for each in people(desk)] == ["Alpha"]


def test_a_no_said_twice_survives_the_undo_of_either(desk: Desk, tmp_path: Path) -> None:
    line = "Un;Anne;;a@exemple.example;;12/03/2025;oui"
    first = imported(desk, write_list(tmp_path / "a.csv", HEADERS, line))
    second = imported(desk, write_list(tmp_path / "b.csv", HEADERS, line, "Deux;B;;b@exemple.example;;12/03/2025;"))
    assert undo_import.undo(desk, second.batch, Ticket()).oppositions == 0
    assert undo_import.undo(desk, first.batch, Ticket()) == UndoReport(1, 0, 0, 0, True)
    assert opposition.count(desk.database) == 1
    assert people(desk) == []


def test_only_once_and_only_what_exists(desk: Desk, tmp_path: Path) -> None:
    report = imported(desk, write_list(tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2025;"))
    undo_import.undo(desk, report.batch, Ticket())
    with pytest.raises(Refusal, match="déjà été annulé"):
        undo_import.undo(desk, report.batch, Ticket())
    with pytest.raises(Refusal, match="n’existe pas"):
        undo_import.undo(desk, 99, Ticket())


def test_a_large_import_is_undone_whole_and_leaves_no_byte(desk: Desk, tmp_path: Path) -> None:
    lines = [f"Marqueur{n};Anne;Marquage;marqueur{n}@exemple.example;;12/03/2025;" for n in range(3_000)]
    report = imported(desk, write_list(tmp_path / "a.csv", HEADERS, *lines))
    assert report.new == 3_000
    assert undo_import.undo(desk, report.batch, Ticket()) == UndoReport(3_000, 0, 0, 0, True)
    for path in desk.data.rglob("*"):
        if path.is_file():
            assert b"arqueur" not in path.read_bytes(), path.name


def test_a_cancelled_undo_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    report = imported(desk, write_list(tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2025;oui"))
    before = everything(desk)
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        undo_import.undo(desk, report.batch, ticket)
    assert everything(desk) == before
    assert undo_import.batches(desk)[0].undone_on is None


def test_whoever_a_later_list_speaks_of_stays(desk: Desk, tmp_path: Path) -> None:
    first = imported(
        desk,
        write_list(
            tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2025;", "Deux;Bob;;b@exemple.example;;;"
        ),
    )
    second = imported(
        desk,
        write_list(
            tmp_path / "b.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2025;", "Trois;Zoé;;z@exemple.example;;;"
        ),
    )
    report = undo_import.undo(desk, first.batch, Ticket())
    assert (report.removed, report.kept) == (1, 1)
    assert [person.last_name for person in people(desk)] == ["Un", "Trois"]
    assert [(person.batch, person.row) for person in people(desk)] == [(second.batch, 0), (second.batch, 3)]
    report = undo_import.undo(desk, second.batch, Ticket())
    assert (report.removed, report.restored, report.kept) == (2, 0, 0)
    assert people(desk) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (2, 1, 0)])
def test_the_same_list_brought_three_times_is_undone_whole_in_any_order(
    desk: Desk, tmp_path: Path, order: tuple[int, ...]
) -> None:
    path = write_list(
        tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2025;", "Deux;Bob;;b@exemple.example;;;"
    )
    batches = [imported(desk, path).batch for _ in range(3)]
    for number in order:
        assert len(people(desk)) == 2
        undo_import.undo(desk, batches[number], Ticket())
    assert people(desk) == []


@pytest.mark.parametrize("says_it_again", ["a list", "a hand"])
def test_a_no_said_elsewhere_too_outlives_the_undoing(desk: Desk, tmp_path: Path, says_it_again: str) -> None:
    imported(desk, write_list(tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2025;"))
    no = "Un;Anne;;a@exemple.example;;12/03/2025;oui"
    second = imported(desk, write_list(tmp_path / "b.csv", HEADERS, no))
    if says_it_again == "a list":
        imported(desk, write_list(tmp_path / "c.csv", HEADERS, no, "Deux;Bob;;b@exemple.example;;;"))
    else:
        object_to_prospecting.object_(desk, people(desk)[0].id, TODAY)
    undo_import.undo(desk, second.batch, Ticket())
    assert people(desk)[0].opposed_on == TODAY


def test_the_no_of_somebody_deleted_outlives_the_undoing_of_the_list(desk: Desk, tmp_path: Path) -> None:
    report = imported(desk, write_list(tmp_path / "a.csv", HEADERS, "Un;Anne;;a@exemple.example;;12/03/2025;oui"))
    edit_contacts.delete(desk, [people(desk)[0].id], Ticket())
    undo_import.undo(desk, report.batch, Ticket())
    assert opposition.listed_on(desk.database, Contact(emails=("a@exemple.example",))) is not None
