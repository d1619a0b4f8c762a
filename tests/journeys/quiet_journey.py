"""The program itself, off-screen, from a list dropped at its start to people deleted: run by test_no_network in a process of its own.

`python quiet_journey.py DATA LIST OUT`: imports LIST, writes the contacts and the register to OUT, deletes everybody, closes. Exit 0 when
all of it was done, 3 when a step waited too long. The gestures are those of the window; the questions to confirm are agreed to at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

PATIENCE = 60  # turns of 100 ms; strace makes everything slow


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    data, list_, out = (Path(word) for word in sys.argv[1:4])
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - children of the import start this file again, and need no Qt
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from rgpd_desktop import app  # noqa: PLC0415
    from rgpd_desktop.ui import messages  # noqa: PLC0415

    fill_register(data)
    messages.confirm = lambda *_, **__: True  # type: ignore[assignment]
    application = QApplication([])
    walk = _Walk(steps(data, out))
    timer = QTimer()
    timer.timeout.connect(lambda: walk.turn(application))
    timer.start(100)
    code = app.main(["--data", str(data), str(list_)])
    return code or walk.code


def fill_register(data: Path) -> None:
    """One sheet that is in the register, so that there is a paper to write."""
    from rgpd_desktop.rules.activity import MeasureLine  # noqa: PLC0415
    from rgpd_desktop.rules.business import Business  # noqa: PLC0415
    from rgpd_desktop.services import keep_register, start_register  # noqa: PLC0415
    from rgpd_desktop.services.desk import open_desk  # noqa: PLC0415

    with open_desk(data) as desk:
        keep_register.keep_business(
            desk, Business("Claire Morel", street="1 rue", city="Lyon", email="claire@exemple.fr")
        )
        (made,) = start_register.start(desk, ("prospecting",))
        keep_register.save(desk, replace(made, measures=(MeasureLine("access", "mot de passe"),)))
        keep_register.inscribe(desk, made.id)


class _Walk:
    """Goes on with the gestures whenever what they wait for is there."""

    def __init__(self, gestures: Iterator[Callable[[], object]]) -> None:
        self._gestures = gestures
        self._until: Callable[[], object] = lambda: True
        self._left = PATIENCE
        self._done = 0
        self.code = 3

    def turn(self, application: Any) -> None:
        self._left -= 1
        try:
            if not self._until():
                if not self._left:
                    raise TimeoutError(f"gesture {self._done}")
                return
            self._done += 1
            self._until = next(self._gestures)
            self._left = PATIENCE
            return
        except StopIteration:
            self.code = 0
        except Exception as error:  # told, or the window would wait for ever
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        application.closeAllWindows()
        application.quit()


def steps(data: Path, out: Path) -> Iterator[Callable[[], object]]:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from rgpd_desktop.rules.contact_query import ContactQuery  # noqa: PLC0415
    from rgpd_desktop.ui.importing.import_wizard import CHECK, COLUMNS, ORIGIN  # noqa: PLC0415
    from rgpd_desktop.ui.main_window import MainWindow  # noqa: PLC0415
    from rgpd_desktop.ui.register import register_files  # noqa: PLC0415

    def window() -> Any:
        return next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)

    def asking() -> Any:
        shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        return next((each for each in shown if hasattr(each, "purge_button")), None)

    def wizard() -> Any:
        return window().layers.holder

    yield lambda: window() is not None and window().is_taken_over and wizard().file.is_ready
    wizard().bar.next.click()
    yield lambda: wizard().current == COLUMNS and wizard().columns.rows
    wizard().bar.next.click()
    yield lambda: wizard().current == ORIGIN
    wizard().origin.source.setEditText("Annuaire ou site public")
    wizard().origin.unknown_day.click()
    wizard().bar.next.click()
    yield lambda: wizard().current == CHECK and wizard().check.plan is not None
    wizard().bar.next.click()
    yield lambda: wizard().is_free
    wizard().bar.next.click()
    yield lambda: not window().is_taken_over
    for page in ("retention", "oppositions", "processors", "security", "settings", "home"):
        window().go(page, {})
        yield lambda: not window().jobs.is_writing
    window().go("register", {})
    register_files.write(window().services, out / "registre.pdf")
    yield (out / "registre.pdf").exists
    window().go("contacts", {})
    contacts = window().page("contacts")
    yield lambda: contacts.model.rowCount() > 0
    from rgpd_desktop.ui.contacts.export_dialog import ExportDialog  # noqa: PLC0415

    exporting = ExportDialog(window().services, ContactQuery(), 1)
    exporting.write(out / "contacts.xlsx", "Copie de travail")
    yield (out / "contacts.xlsx").exists
    contacts.acts.delete(ContactQuery(), contacts.model.rowCount())
    yield lambda: contacts.model.rowCount() == 0 or (asking() is not None and asking().plan is not None)
    if (purging := asking()) is not None:  # several people are purged: their number is typed
        purging.number.setText(str(purging.plan.total))
        purging.purge_button.click()
    yield lambda: not window().jobs.is_writing and contacts.model.rowCount() == 0
    for left in [each for each in QApplication.topLevelWidgets() if each is not window() and each.isVisible()]:
        left.close()
    yield lambda: True


if __name__ == "__main__":
    sys.exit(main())
