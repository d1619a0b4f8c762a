"""What can be done from the register page: its dialogs, the wizard, and the acts on the sheet shown. Each act is one write job.

The page owns it and shows what comes of it; nothing here knows how a sheet is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from rgpd_desktop.basics import french
from rgpd_desktop.services import keep_register, start_register
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.register import register_files
from rgpd_desktop.ui.register.activity_wizard import ActivityWizard
from rgpd_desktop.ui.register.business_dialog import BusinessDialog
from rgpd_desktop.ui.register.start_dialog import StartDialog

if TYPE_CHECKING:
    from rgpd_desktop.rules.activity import Activity
    from rgpd_desktop.rules.business import Business
    from rgpd_desktop.services.desk import Desk
    from rgpd_desktop.ui.page import Services


class RegisterActs(QObject):
    """`made` gives the id of the sheet to show next; `step_asked` asks the list to move the sheet up (-1) or down (1)."""

    made = Signal(str)
    step_asked = Signal(int)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.dialog: Any = None  # the last one opened, for whoever drives the page

    def preview(self) -> None:
        """The paper of the whole register."""
        self.dialog = register_files.preview(self._services)

    def ask_business(self) -> None:
        """Who answers: the form."""

        def show(business: Business) -> None:
            self.dialog = BusinessDialog(self._services, business, self._services.window)
            self.dialog.open()

        self._services.jobs.read(
            "register:business", lambda desk, _ticket: keep_register.business(desk), show, owner=self
        )

    def start(self) -> None:
        """Begin from a trade, from the catalogue, or from nothing."""

        def show(business: Business) -> None:
            self.dialog = StartDialog(self._services, self._services.window, business.trades)
            self.dialog.started.connect(self._on_started)
            self.dialog.open()

        self._services.jobs.read("register:start", lambda desk, _ticket: keep_register.business(desk), show, owner=self)

    def open_wizard(self, id: str, field: str = "") -> None:
        """The wizard takes the whole window, at the step of `field` when it is given."""
        wizard = ActivityWizard(self._services, id, field)
        window: Any = self._services.window
        wizard.finished.connect(lambda *_: window.release(wizard))
        window.take_over(wizard)

    def act(self, name: str, activity: Activity) -> None:
        """Do to this sheet what its buttons and menu name."""
        id = activity.id
        match name:
            case "edit":
                self.open_wizard(id)
            case "preview":
                self.dialog = register_files.preview(self._services, (id,), f"Aperçu de {french.quoted(activity.name)}")
            case "up" | "down":
                self.step_asked.emit(-1 if name == "up" else 1)
            case "duplicate":
                self.write("Copie de la fiche", lambda desk: keep_register.duplicate(desk, id), self._on_made)
            case "inscribe":
                self.write("Inscription au registre", lambda desk: keep_register.inscribe(desk, id), self._on_kept)
            case "review":
                told = "Fiche relue aujourd’hui."
                self.write("Relecture", lambda desk: keep_register.review(desk, id), lambda _: messages.toast(told))
            case "archive":
                self._archive(activity)
            case "remove":
                self._remove(activity)

    def _archive(self, activity: Activity) -> None:
        sentence = "Elle quitte le registre et reste consultable dans les fiches archivées : son historique est utile en cas de contrôle."
        title = f"Archiver la fiche {french.quoted(activity.name)} ?"
        if messages.confirm(self._services.window, title, french.spaced(sentence), "Archiver la fiche"):
            self.write(
                "Archivage de la fiche",
                lambda desk: keep_register.archive(desk, activity.id),
                lambda _: messages.toast("Fiche archivée."),
            )

    def _remove(self, activity: Activity) -> None:
        title = f"Supprimer le brouillon {french.quoted(activity.name or 'Sans nom')} ?"
        sentence = "Les réponses de cette fiche seront perdues. Elle n’a jamais été dans votre registre."
        if messages.confirm(
            self._services.window, title, french.spaced(sentence), "Supprimer le brouillon", danger=True
        ):
            self.write(
                "Suppression du brouillon",
                lambda desk: keep_register.remove_draft(desk, activity.id),
                lambda _: messages.toast("Brouillon supprimé."),
            )

    def begin(self, model: str) -> None:
        """A sheet of this model of the catalogue; "" asks which."""
        if not model:
            self.start()
            return
        self.write(
            "Nouvelle fiche", lambda desk: start_register.start(desk, (model,)), lambda made: self._on_started(made)
        )

    def write(self, label: str, work: Callable[[Desk], Any], done: Callable[[Any], None]) -> None:
        """One write job; `done` is called with what it gives."""
        self._services.jobs.write(label, lambda desk, _ticket: work(desk), done, owner=self)

    def _on_made(self, activity: Activity) -> None:
        self.made.emit(activity.id)

    def _on_kept(self, activity: Activity) -> None:
        messages.toast(f"{activity.name} est dans votre registre.")
        self._on_made(activity)

    def _on_started(self, made: tuple[Activity, ...]) -> None:
        if not made:
            return
        self._on_made(made[0])
        if len(made) == 1:
            self.open_wizard(made[0].id)
