"""What is killed: one act on a data folder, in a process of its own. `python -m tests.faults.victim ACT FOLDER`.

It says "ready" on its output when the act begins and "done" when it is confirmed; benchmarks/faults.py and the tests kill it in between.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import edit_contacts, keep_register
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.import_contacts import ImportSession
from rgpd_desktop.services.list_file import ListFile
from tests.services.lists import order_of

TODAY = date(2026, 11, 26)
MARK = "zqxmark"  # in every field of the people who leave
STAY, LEAVE, COME = 1_500, 300, 1_200


def write_list(path: Path, name: str, many: int) -> Path:
    """A list of people of that name, every field of theirs carrying it."""
    lines = (
        f"{name}{n};{name}a{n};{name}soc{n};{name}{n}@exemple.example;12/03/2024;{name} note {n} " + "x" * (n % 7 * 40)
        for n in range(many)
    )
    path.write_text("\n".join(["Nom;Prénom;Société;E-mail;Dernier contact;Notes", *lines]), encoding="utf-8")
    return path


def import_file(folder: Path, path: Path) -> None:
    """The whole list, as guessed."""
    with open_desk(folder, TODAY) as desk:
        session = ImportSession(desk, ListFile(path))
        session.rehearse(order_of(session.preview(Ticket()), ListOrigin(source="essai")), Ticket())
        say("ready")
        session.run(Ticket())
        say("done")
        session.close()


def delete(folder: Path) -> None:
    """Those who carry the mark, and the scrub that follows."""
    with open_desk(folder, TODAY) as desk:
        say("ready")
        erased = edit_contacts.delete(desk, ContactQuery(MARK), Ticket())
        say(f"done {erased.count}")


def opening(folder: Path) -> None:
    """Nothing but the opening: a migration when the file is of a former version, the end of an erasure when one was cut short."""
    say("ready")
    with open_desk(folder, TODAY) as desk:
        edit_contacts.finish_erasure(desk)
        say("done")


def write_sheets(folder: Path) -> None:
    """Sheets of the register, one write after another."""
    from rgpd_desktop.services import start_register  # noqa: PLC0415 - this act only

    with open_desk(folder, TODAY) as desk:
        say("ready")
        for sheet in start_register.start(desk, ("prospecting", "newsletter", "accounting", "clients")):
            keep_register.duplicate(desk, sheet.id)
            say(f"kept {sheet.id}")
        say("done")


def say(words: str) -> None:
    """At once: what was said was confirmed."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


ACTS: Mapping[str, Callable[[Path], None]] = {
    "import": lambda folder: import_file(folder, folder.parent / "liste.csv"),
    "delete": delete,
    "opening": opening,
    "sheets": write_sheets,
}

if __name__ == "__main__":
    try:
        ACTS[sys.argv[1]](Path(sys.argv[2]))
    except Refusal as refusal:
        say("refused" if refusal.remedy else "refused without a remedy")
