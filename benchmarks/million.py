"""One million made-up contacts: what the screens ask of the base, each beside what one would do otherwise, in the same run.

`python benchmarks/million.py [--people N]`. The base is built once and kept in the temporary folder (about 0.7 GB for a million).
Prints a table: measured, target, alternative, ratio. Exit 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery
from rgpd_desktop.services import browse_contacts
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, erasure

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = (
    "ba",
    "be",
    "bi",
    "bo",
    "bra",
    "bré",
    "cha",
    "che",
    "da",
    "de",
    "do",
    "fa",
    "fé",
    "ga",
    "gui",
    "la",
    "le",
    "lou",
    "ma",
    "mé",
    "mi",
    "mo",
    "na",
    "né",
    "no",
    "pa",
    "pe",
    "ri",
    "ro",
    "sa",
    "sé",
    "ta",
    "té",
    "va",
    "vi",
)


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    ms: float
    target: float
    other: str
    other_ms: float

    @property
    def is_met(self) -> bool:
        return self.ms < self.target


def timed(work: Callable[[], object], times: int = 5) -> float:
    """The median of `times` runs, in ms."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


# The base


def people(many: int) -> Iterator[Contact]:
    dice = random.Random(7)

    def name(parts: int) -> str:
        return "".join(dice.choices(SYLLABLES, k=parts))

    kinds = ["prospect"] * 7 + ["client", "former_client", "partner"]
    for number in range(many):
        last, first, kind = name(3), name(2), dice.choice(kinds)
        day = TODAY - timedelta(days=dice.randrange(1_800))
        yield Contact(
            last_name=last.capitalize(), first_name=first.capitalize(), company=f"{name(3).capitalize()} SARL",
            emails=(f"{first}.{last}{number}@example.org",), phones=(f"+336{39_000_000 + number:08d}",),
            city=name(3).capitalize(), postal_code=f"{dice.randrange(95_000):05d}", source="Salon", kind=kind,
            last_contact_on=day, relation_ended_on=day if kind == "former_client" else None, entered_on=day,
        )  # fmt: skip


def build(folder: Path, many: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with open_desk(folder, TODAY) as desk:
        base = desk.database
        with base.writing("contacts"):
            base.connection.executemany(
                contacts._INSERT, (contacts.row_from(each, desk.starts) for each in people(many))
            )
            base.connection.execute(contacts._INDEX)
            base.connection.execute(
                "INSERT OR IGNORE INTO points SELECT emails, id FROM contacts UNION ALL SELECT phones, id FROM contacts"
            )
    (folder / "built").touch()


def warm(folder: Path) -> None:
    """Reads the base once: the disk is not what is measured."""
    with (folder / places.DATABASE_NAME).open("rb") as file:
        while file.read(1 << 24):
            pass


# What is measured


def count_due(desk: Desk) -> Measure:
    cases = " ".join(
        f"WHEN '{kind}' THEN date(clock_on, '+{rule.keep.total_months} months', 'floor')"
        for kind, rule in desk.rules.items()
    )
    computed = f"SELECT kind, count(*) FROM contacts WHERE CASE kind {cases} END <= '{TODAY}' GROUP BY kind"  # noqa: S608 - numbers and names of ours
    return Measure(
        "count of what is due, by kind",
        timed(lambda: {kind: overdue(desk, kind) for kind in desk.rules}),
        60,
        "due day computed per row",
        timed(lambda: desk.database.rows(computed), 3),
    )


def overdue(desk: Desk, kind: str) -> int:
    calendar = Calendar(TODAY, {kind: desk.calendar.cutoffs[kind]})
    return contacts.count(desk.database, ContactQuery(state=State.OVERDUE), calendar, desk.rules)


def any_page(desk: Desk, ids: array[int]) -> Measure:
    dice = random.Random(1)
    starts = [dice.randrange(max(1, len(ids) - 100)) for _ in range(200)]
    taken = [timed(lambda start=start: browse_contacts.page(desk, ids[start : start + 100]), 1) for start in starts]
    offset = f"SELECT * FROM contacts ORDER BY sort_key, id LIMIT 100 OFFSET {len(ids) * 9 // 10}"  # noqa: S608 - numbers and names of ours
    return Measure(
        "any page of 100 (p95)", quantile(taken), 5, "OFFSET at nine tenths", timed(lambda: desk.database.rows(offset))
    )


def first_lines(desk: Desk, query: ContactQuery) -> list[browse_contacts.Line]:
    """What the contacts page asks first at each letter typed."""
    return browse_contacts.lines(desk, browse_contacts.first_ids(desk, query))


def search(desk: Desk) -> Measure:
    dice = random.Random(2)
    typed = [dice.choice(SYLLABLES) + dice.choice(SYLLABLES)[: dice.randrange(4)] for _ in range(500)]
    taken = [timed(lambda text=text: first_lines(desk, ContactQuery(text)), 1) for text in typed]
    like = "SELECT * FROM contacts WHERE last_name LIKE ? ORDER BY sort_key LIMIT 100"
    others = [timed(lambda text=text: desk.database.rows(like, (f"%{text}%",)), 1) for text in typed[:10]]
    return Measure("first page of 500 searches (p95)", quantile(taken), 20, "LIKE on the name alone", quantile(others))


def quantile(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


def select_all(folder: Path, ids: array[int]) -> Measure:
    from PySide6.QtWidgets import QApplication

    from rgpd_desktop.ui.contacts.contacts_model import ContactsModel
    from rgpd_desktop.ui.contacts.contacts_table import ContactsTable
    from rgpd_desktop.ui.jobs import JobRunner
    from rgpd_desktop.ui.theme import Appearance, Theme

    application = QApplication.instance() or QApplication([])
    theme = Theme(application, Appearance.LIGHT)
    jobs = JobRunner(lambda: open_desk(folder, TODAY))
    jobs.in_line = True

    def run(shown: array[int], *, is_trap: bool) -> float:
        model = ContactsModel(jobs, application)
        table = ContactsTable(model, theme)
        model.show_ids(shown)
        if is_trap:
            header = table.horizontalHeader()
            header.setSelectionModel(table.selectionModel())
            header.setHighlightSections(True)
        table.resize(900, 600)
        table.show()
        application.processEvents()

        def act() -> None:
            table.selectionModel().clear()
            table.selectAll()
            table.viewport().repaint()
            table.horizontalHeader().viewport().repaint()
            application.processEvents()

        taken = timed(act, 1 if is_trap else 5)
        table.hide()
        return taken

    tenth = ids[: len(ids) // 10]
    measured = Measure(
        "select all in the table, repainted", run(ids, is_trap=False), 100,
        "header sharing the selection, a tenth of the rows", run(tenth, is_trap=True),
    )  # fmt: skip
    jobs.close()
    return measured


_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([]); window = QMainWindow(); window.setCentralWidget(QTableView()); window.resize(1280, 800)
"""
_OURS = """
from PySide6.QtWidgets import QApplication, QMainWindow
from rgpd_desktop import app as program
from rgpd_desktop.ui.main_window import MainWindow
MainWindow.show = lambda window: shown(QApplication.instance(), window)
"""
_SHOWN = """
import os, sys, time
def shown(app, window):
    QMainWindow.show(window); app.processEvents()
    print(time.perf_counter_ns(), flush=True)
    os._exit(0)
"""


def window(folder: Path) -> Measure:
    """From the start of the interpreter to the program's window painted, as app.py shows it, in fresh processes, one of each in turn."""
    taken: dict[str, list[float]] = {_EMPTY: [], _OURS: []}
    last = {_EMPTY: "shown(app, window)", _OURS: "program.main([])"}
    place = os.environ | {"RGPD_DESKTOP_DATA": str(folder)}
    for _ in range(9):
        for code, found in taken.items():
            start = time.perf_counter_ns()
            command = [sys.executable, "-c", _SHOWN + code + last[code]]
            said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=place).stdout
            found.append((int(said.split()[-1]) - start) / 1e6)
    ours, empty = statistics.median(taken[_OURS]), statistics.median(taken[_EMPTY])
    return Measure("window shown on this base", ours, 2 * empty, "empty window with a QTableView", empty)


def erase(folder: Path) -> tuple[Measure, float]:
    """A thousand people, on a copy; the plain deletion leaves their names on the disk."""
    taken = []
    for is_whole in (False, True):
        copy = folder.with_name(folder.name + "-copie")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        with open_desk(copy, TODAY) as desk:
            ids = browse_contacts.ids(desk, ContactQuery(), Ticket())[::1_000][:1_000]
            start = time.perf_counter()
            if is_whole:
                erasure.erase(desk.database, ids, Ticket())
                deleted = (time.perf_counter() - start) * 1000
                erasure.scrub(desk.database)
            else:
                desk.database.connection.execute("PRAGMA secure_delete = OFF")
                marks = ", ".join("?" * len(ids))
                with desk.database.writing("contacts"):
                    desk.database.connection.execute(f"DELETE FROM contacts WHERE id IN ({marks})", tuple(ids))  # noqa: S608
            taken.append((time.perf_counter() - start) * 1000)
        shutil.rmtree(copy)
    whole = Measure(
        "erase 1 000 people, no byte left", taken[1], float("inf"), "plain DELETE, names still on the disk", taken[0]
    )
    return whole, deleted


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1_000_000)
    many = parser.parse_args().people
    folder = Path(tempfile.gettempdir()) / f"rgpd-desktop-{many}"
    if not (folder / "built").exists():
        start = time.perf_counter()
        build(folder, many)
        print(f"base of {many} people built in {time.perf_counter() - start:.0f} s")
    warm(folder)
    with open_desk(folder, TODAY) as desk:
        ids = browse_contacts.ids(desk, ContactQuery(), Ticket())
        whole = timed(lambda: browse_contacts.ids(desk, ContactQuery(), Ticket()), 3)
        due = contacts.count(desk.database, ContactQuery(state=State.OVERDUE), desk.calendar, desk.rules)
        print(f"{len(ids)} people, {due} past retention; all numbers by name in {whole:.0f} ms")
        measures = [count_due(desk), any_page(desk, ids), search(desk)]
    measures += [select_all(folder, ids), window(folder)]
    erased, deleted = erase(folder)
    measures.append(erased)
    for each in measures:
        ratio = each.ms / each.other_ms
        mark = "ok  " if each.is_met else "MISS"
        print(
            f"{mark} {each.name:40} {each.ms:9.1f} ms (target {each.target:6.0f})  {ratio:6.3f} x {each.other} ({each.other_ms:.0f} ms)"
        )
    print(f"     of which deletion {deleted:.0f} ms, then the file rewritten and its log emptied")
    return 0 if all(each.is_met for each in measures) else 1


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # Qt is not asked to take its objects down
