"""A file of unsubscribed people about to come in: what was read, what it would add, which name it is given. Nothing is written before."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import keep_oppositions, oppose_list
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.oppose_list import Counts, OpposePlan, OpposeReport
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

_WIDTH: Final = 560
_NOTHING_YET: Final = (
    "Rien n’est encore enregistré. Du fichier, seules des empreintes seront gardées : ni nom, ni adresse."
)


class OpposeListDialog(Box):
    """`entered` gives the report."""

    entered = Signal(object)  # OpposeReport

    def __init__(self, services: Services, plan: OpposePlan) -> None:
        super().__init__(services.window, f"Désinscrits de {french.quoted(plan.file_name)}", _NOTHING_YET)
        self._services, self._plan = services, plan
        self.only, self.everybody = QRadioButton(), QRadioButton()
        self._ask_which(plan)
        self._found = Banner("accent", " ")
        self.body.addWidget(self._found)
        read = french.joined([french.quoted(column) for column in plan.columns])
        self.body.addWidget(
            label(f"{french.plural(len(plan.columns), 'Colonne lue', 'Colonnes lues')} : {read}.", "hint", wraps=True)
        )
        self.origin = QLineEdit()
        self.origin.setMaxLength(keep_oppositions.LONGEST_ORIGIN)
        self._origin_row = FormField(
            "Nom de cette liste",
            self.origin,
            hint="Il dira d’où viennent ces oppositions : « Désinscrits Brevo ». Sans nom de personne.",
        )
        self.day = DayEdit(services.theme, services.today())
        self._day_row = FormField(
            "Opposés depuis le", self.day, hint="À défaut de mieux, le jour où la liste vous est donnée."
        )
        self.body.addWidget(self._origin_row)
        self.body.addWidget(self._day_row)
        self.setMinimumWidth(services.theme.px(_WIDTH))
        self.add_button("Annuler", self.reject)
        self.save_button = self.add_button("Enregistrer", self.save, "primary")
        self.save_button.setDefault(True)
        self._show_counts()
        self.origin.setFocus()

    def save(self) -> None:
        """Write it whole, once it has a name and a day."""
        origin, day = self.origin.text().strip(), self.day.day()
        self._origin_row.set_problem("" if origin else "Donnez un nom à cette liste.")
        self._day_row.set_problem(self.day.problem() or ("" if day else "Indiquez un jour."))
        if not origin or day is None:
            (self.day if origin else self.origin).setFocus()
            return
        plan, only = self._plan, self.only.isChecked()
        self.save_button.setEnabled(False)

        def work(desk: Desk, ticket: Ticket) -> OpposeReport:
            return oppose_list.enter(desk, plan, day, origin, ticket, only_refusing=only)

        self._services.jobs.write("Import des désinscrits", work, self._on_entered, self._on_failed, owner=self)

    def _on_entered(self, report: OpposeReport) -> None:
        messages.toast(report_words(report))
        self.entered.emit(report)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        messages.show(self, error)

    def _ask_which(self, plan: OpposePlan) -> None:
        """When only some lines say no, the person chooses which are taken; those by default."""
        if plan.refusing is None:
            return
        group = QButtonGroup(self)
        whole, some = plan.everybody.lines, plan.refusing.lines
        columns = french.joined([french.quoted(column) for column in plan.refusal_columns])
        lines = french.counted(some, "ligne qui dit un refus", "lignes qui disent un refus")
        self.only.setText(french.spaced(f"Les {lines}" if some > 1 else f"La seule {lines.partition(french.HARD)[2]}"))
        self.everybody.setText(french.spaced(f"Les {french.counted(whole, 'ligne')} du fichier"))
        told = f"Ce fichier dit lui-même qui refuse ({columns})." if columns else "Ce fichier dit lui-même qui refuse."
        self.body.addWidget(label(told, "strong", wraps=True))
        for choice in (self.only, self.everybody):
            group.addButton(choice)
            self.body.addWidget(choice)
            choice.toggled.connect(self._show_counts)
        self.only.setChecked(True)

    def _show_counts(self) -> None:
        if not hasattr(self, "_found"):
            return
        counts = self._plan.counts(self.only.isChecked())
        self._found.show_words("accent", *plan_words(counts))
        new = counts.emails + counts.phones
        self.save_button.setText(f"Enregistrer {french.counted(new, 'opposition')}" if new else "Enregistrer")
        self.save_button.setEnabled(bool(new or counts.people))


def plan_words(counts: Counts) -> tuple[str, str]:
    """What recording would do: a title and a sentence."""
    parts = [
        french.counted(counts.emails, "adresse e-mail", "adresses e-mail") if counts.emails else "",
        french.counted(counts.phones, "téléphone") if counts.phones else "",
    ]
    title = french.joined([part for part in parts if part])
    title = f"{title} à ajouter." if title else "Rien de nouveau à ajouter."
    told = [f"{french.counted(counts.lines, 'ligne lue', 'lignes lues')}."]
    if counts.known:
        told.append(f"{french.counted(counts.known, 'déjà connue', 'déjà connues')}.")
    if counts.unreadable:
        told.append(f"{french.counted(counts.unreadable, 'ligne', 'lignes')} sans adresse ni numéro lisible.")
    if counts.people:
        words = ("de vos contacts devient opposé", "de vos contacts deviennent opposés")
        told.append(f"{french.counted(counts.people, *words)}.")
    return title, french.spaced(" ".join(told))


def report_words(report: OpposeReport) -> str:
    """What was written, in a line."""
    added = french.counted(report.emails + report.phones, "opposition ajoutée", "oppositions ajoutées")
    people = french.counted(report.people, "contact devient opposé", "contacts deviennent opposés")
    return f"{added}, {people}." if report.people else f"{added}."
