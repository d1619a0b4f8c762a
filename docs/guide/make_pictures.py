"""Takes the pictures of the guide from the real program, on the made-up list: `python docs/guide/make_pictures.py [FOLDER]`.

Runs off-screen, in a data folder of its own; nothing of the user is read. Light and dark, 1280 x 800, and 1024 x 640 when asked
with `--small`. Pictures go beside this file unless another folder is named.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rgpd_desktop.ui.main_window import MainWindow

HERE = Path(__file__).resolve().parent
TODAY = date(2026, 11, 26)
SIZES = {"": (1280, 800), "-petit": (1024, 640)}


def fill(data: Path) -> None:
    """Imports the demo list, the people past retention included so that the pages have something to show (the guide says so)."""
    from rgpd_desktop.basics import places
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services import import_command

    demo = places.resources() / "demo"
    wishes = import_command.Wishes(source="Salon de Lyon", collected_on=date(2024, 3, 8), keep_expired=True)
    import_command.run(data, demo / "liste-prospects.xlsx", wishes, TODAY, Ticket())


def fill_register(data: Path) -> None:
    """A coach's register: who they are, three tools, some answers on security, and sheets, two of them in the register."""
    from rgpd_desktop.rules.business import Business
    from rgpd_desktop.rules.measures import Answer, MeasureAnswer
    from rgpd_desktop.services import keep_measures, keep_processors, keep_register, start_register
    from rgpd_desktop.services.desk import open_desk

    answers = (Answer.YES, Answer.YES, Answer.PARTLY, Answer.YES, Answer.NO)
    who = Business(
        "Claire Morel",
        True,
        siren="732829320",
        siret="73282932000074",
        street="12 rue des Tilleuls",
        postal_code="69003",
    )
    with open_desk(data, TODAY) as desk:
        keep_register.keep_business(
            desk, replace(who, city="Lyon", email="contact@claire-morel.example", trades=("coach",))
        )
        for tool in ("brevo", "ovhcloud", "google-workspace"):
            keep_processors.add_tool(desk, tool)
        signed = keep_processors.sheets(desk)[1].processor
        keep_processors.save(desk, replace(signed, is_signed=True, signed_on=date(2026, 3, 3)))
        for question in keep_measures.checklist().questions[:18]:
            answer = answers[question.number % len(answers)]
            planned = date(2027, 1, 15) if answer is Answer.PARTLY else None
            keep_measures.answer(desk, MeasureAnswer(question.id, answer, planned_on=planned))
        made = start_register.start(desk, ("prospecting", "clients", "newsletter", "appointments", "accounting"))
        for sheet in made[:2]:
            keep_register.inscribe(desk, sheet.id)


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("folder", nargs="?", type=Path, default=HERE)
    words.add_argument("--small", action="store_true")
    options = words.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data)
        fill_register(data)
        take(data, options.folder, "-petit" if options.small else "")


def take(data: Path, folder: Path, suffix: str) -> None:
    """Every page and every step of the import, light then dark."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from rgpd_desktop.basics import places
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services import undo_import
    from rgpd_desktop.services.desk import open_desk
    from rgpd_desktop.ui.importing.import_wizard import ImportWizard
    from rgpd_desktop.ui.jobs import JobRunner
    from rgpd_desktop.ui.main_window import MainWindow
    from rgpd_desktop.ui.pages import PAGES, make_wizard
    from rgpd_desktop.ui.theme import Appearance, Theme

    os.environ["RGPD_DESKTOP_DATA"] = str(data)
    application = QApplication([])
    theme = Theme(application, Appearance.LIGHT)
    jobs = JobRunner(lambda: open_desk(data, TODAY))
    window = MainWindow(jobs, theme, PAGES, make_wizard, lambda: TODAY)
    window.resize(*SIZES[suffix])
    window.show()

    def wait(until: Callable[[], bool] = lambda: False, milliseconds: int = 900) -> None:
        loop = QEventLoop()
        clock = QTimer(interval=20)
        clock.timeout.connect(lambda: loop.quit() if until() else None)
        clock.start()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def shoot(name: str, shown: QWidget | None = None) -> None:
        for appearance, look in ((Appearance.LIGHT, "clair"), (Appearance.DARK, "sombre")):
            theme.set_appearance(appearance)
            wait(milliseconds=150)
            (shown or window).grab().save(str(folder / f"{name}-{look}{suffix}.png"))
        theme.set_appearance(Appearance.LIGHT)

    def undo_all() -> None:
        with open_desk(data, TODAY) as desk:
            for batch in undo_import.batches(desk):
                undo_import.undo(desk, batch.id, Ticket())
            desk.database.connection.execute("DELETE FROM column_choices")

    window.open_first()
    wait()
    shoot("tableau-de-bord")
    window.go("contacts", {})
    wait()
    page = window.page("contacts")
    page.table.setFocus()
    page.table.selectRow(2)
    wait()
    shoot("contacts")
    window.go("retention", {})
    wait()
    shoot("conservation")
    window.go("retention", {"rules": True})
    wait()
    shoot("regles")
    take_register(window, wait, shoot)
    window.go("settings", {})
    wait()
    shoot("reglages")
    undo_all()
    window.start_import(places.resources() / "demo" / "liste-prospects.xlsx")
    wizard = window.findChild(ImportWizard)
    wait(milliseconds=3_000)

    def go_on(milliseconds: int = 600) -> None:
        wizard.bar.next.click()
        wait(milliseconds=milliseconds)

    shoot("import-1-fichier")
    go_on()
    shoot("import-2-colonnes")
    go_on()  # the second sheet
    go_on()
    wizard.origin.source.setCurrentText("Salon de Lyon")
    wizard.origin.indirect.click()
    wizard.origin.unknown_day.click()
    shoot("import-3-origine")
    go_on(2_500)
    shoot("import-4-verification")
    go_on(3_000)
    shoot("import-5-termine")
    window.close()
    jobs.close()


def take_register(window: MainWindow, wait: Callable[..., None], shoot: Callable[..., None]) -> None:
    """The register page, a step of its wizard, the preview, and the two pages beside."""
    window.go("register", {})
    wait()
    shoot("registre")
    page = window.page("register")
    page.acts.start()
    wait()
    shoot("registre-metier", page.acts.dialog)
    page.acts.dialog.reject()
    page.acts.open_wizard(page.sheets.ids[0], "durations")
    wait()
    shoot("registre-fiche")
    window.release()
    page.acts.preview()
    wait(milliseconds=2_500)
    shoot("registre-apercu", page.acts.dialog)
    page.acts.dialog.reject()
    window.go("processors", {})
    wait()
    shoot("sous-traitants")
    window.go("security", {})
    wait()
    shoot("securite")


if __name__ == "__main__":
    main()
