"""The last word before people leave: how many under which rule, what is archived, what stays, and their number to be typed.

Writes nothing itself: `asked` gives the request and the plan that was read.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit

from rgpd_desktop.basics import french
from rgpd_desktop.rules.archive import ArchiveBasis, Runs, YearEnd
from rgpd_desktop.rules.contact_query import Selection
from rgpd_desktop.rules.purge import How, PurgePlan, PurgeRequest
from rgpd_desktop.services import archive_contacts, purge_contacts
from rgpd_desktop.services.purge_contacts import Prepared
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention.purge_table import PurgeTable, TableRow
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import button, label

_WIDTH: Final = 640
_NOT_ARCHIVED: Final = "Ne pas archiver : supprimer"
_FIGURES: Final = "Garder un chiffre par catégorie et par année, sans personne (anonymiser)"


class PurgeDialog(Box):
    """`asked(request, plan)` once the number was typed and the button pressed. Every change of choice reads the plan again."""

    asked = Signal(object, object)

    def __init__(self, services: Services, selection: Selection | None, *, with_archives: bool = False) -> None:
        super().__init__(
            services.window,
            "Purger des contacts",
            "Cette action est définitive. Une attestation sans aucun nom en gardera la preuve.",
        )
        self._services, self._selection, self._with_archives = services, selection, with_archives
        self._prepared: Prepared | None = None
        self._request: PurgeRequest | None = None
        self.setMinimumWidth(services.theme.px(_WIDTH))
        self._lay_out()
        services.jobs.read("purge:year", lambda desk, _ticket: archive_contacts.year_end(desk), self._begin, owner=self)

    @property
    def plan(self) -> PurgePlan | None:
        """What is shown, None while it is read."""
        return self._prepared.plan if self._prepared else None

    # Inside

    def _lay_out(self) -> None:
        self.early = Banner("soon", "", "")
        self.table = PurgeTable()
        self.basis = QComboBox()
        for each in archive_contacts.bases():
            self.basis.addItem(f"{each.label} · {each.keep.words}", each.id)
        self.basis.addItem(french.spaced(_NOT_ARCHIVED), "")
        self.basis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.basis_row = FormField("Anciens clients, à archiver", self.basis)
        self.year_end = QComboBox()
        for month, name in enumerate(french.MONTHS, start=1):
            self.year_end.addItem(f"fin {name}", month)
        self.year_row = FormField("Clôture de l’exercice", self.year_end)
        choices = QHBoxLayout()
        choices.setSpacing(12)
        choices.addWidget(self.basis_row, 3)
        choices.addWidget(self.year_row, 1)
        self.note = label("", "hint", wraps=True)
        self.why_button = button("Pourquoi ?", self._tell_why, "link")
        reason = QHBoxLayout()
        reason.setSpacing(8)
        reason.addWidget(self.note, 1)
        reason.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignTop)
        self.figures = QCheckBox(french.spaced(_FIGURES))
        self._stays = Card(padding=12)
        self._stays.setAccessibleName("Ce que la purge fait d’autre")
        self._copies, self._refusals = label("", wraps=True), label("", wraps=True)
        for said in (self._copies, self._refusals):
            self._stays.body.addWidget(said)
        self.number = QLineEdit()
        self.number.setMaximumWidth(self._services.theme.px(140))
        self.number_name = label("", "strong", wraps=True)
        self.number_name.setBuddy(self.number)
        for part in (self.early, self.table):
            self.body.addWidget(part)
        self.body.addLayout(choices)
        self.body.addLayout(reason)
        for other in (self.figures, self._stays, self.number_name, self.number):
            self.body.addWidget(other)
        self.left_out = label("", "hint", wraps=True)
        self.add_left(self.left_out)
        self.cancel_button = self.add_button("Annuler", self.reject)
        self.purge_button = self.add_button("Purger définitivement", self._on_purge, "danger")
        self.cancel_button.setDefault(True)
        self.basis.activated.connect(lambda _index: self._read())
        self.year_end.activated.connect(lambda _index: self._read())
        self.figures.toggled.connect(lambda _is_on: self._read())
        self.number.textChanged.connect(lambda _text: self._show_button())
        self._show(None)

    def _begin(self, year_end: YearEnd) -> None:
        self.year_end.setCurrentIndex(year_end.month - 1)
        self._read()

    def _read(self) -> None:
        """The plan of the choices of the moment."""
        month = int(self.year_end.currentData())
        request = PurgeRequest(
            self._selection,
            self._with_archives,
            How.ANONYMISE if self.figures.isChecked() else How.DELETE,
            str(self.basis.currentData()),
            YearEnd(month, 31),
        )
        self._request, self._prepared = request, None
        self._show_button()
        self._services.jobs.read(
            "purge:plan",
            lambda desk, ticket: purge_contacts.prepare(desk, request, ticket),
            self._show,
            owner=self,
        )

    def _show(self, prepared: Prepared | None) -> None:
        self._prepared = prepared
        plan = prepared.plan if prepared else None
        total = plan.total if plan else 0
        if prepared is not None and plan is not None:
            rows = [TableRow(word, line) for word, line in zip(prepared.words, plan.lines, strict=True)]
            self.table.show_rows(rows, has_figures=plan.anonymised > 0)
        self.set_title(f"Purger {french.counted(total, 'contact')}" if plan else "Purger des contacts")
        self.early.show_words("soon", *_early_words(plan))
        self.early.setVisible(plan is not None and total > 0 and not plan.is_due)
        self.table.setVisible(total > 0)
        self.basis_row.setVisible(plan is not None and plan.archivable > 0)
        chosen = self._chosen
        self.note.setText(french.spaced(_brief_note(chosen)))
        for part in (self.note, self.why_button):
            part.setVisible(not self.basis_row.isHidden() and chosen is not None)
        self.year_row.setVisible(not self.basis_row.isHidden() and chosen is not None and chosen.runs is Runs.YEAR_END)
        self.figures.setVisible(total > 0)
        self._stays.setVisible(total > 0)
        self._copies.setText(french.spaced(f"✓ {_copies_words(prepared)}"))
        self._refusals.setText(french.spaced(f"✓ {_refusal_words(prepared)}"))
        asked = french.spaced(f"Pour confirmer, tapez le nombre de contacts : {french.number(total)}")
        self.number_name.setText(asked)
        self.number.setAccessibleName(asked)
        for each in (self.number_name, self.number):
            each.setVisible(total > 0)
        self.left_out.setText(french.spaced(_left_out_words(plan)))
        self._show_button()
        self.adjust_height()

    @property
    def _chosen(self) -> ArchiveBasis | None:
        return next((each for each in archive_contacts.bases() if each.id == self.basis.currentData()), None)

    def _tell_why(self) -> None:
        if (chosen := self._chosen) is not None:
            messages.tell(self, chosen.label, chosen.note, f"Source : {chosen.source_label}.")

    def _show_button(self) -> None:
        plan = self.plan
        typed = "".join(self.number.text().split())
        self.purge_button.setEnabled(plan is not None and plan.total > 0 and typed == str(plan.total))

    def _on_purge(self) -> None:
        if self.purge_button.isEnabled():
            self.accept()
            self.asked.emit(self._request, self.plan)


def _brief_note(chosen: ArchiveBasis | None) -> str:
    """The source and the first sentence of the note; the button says the rest."""
    if chosen is None:
        return ""
    return f"{french.capitalised(chosen.source_label)}. {chosen.note.partition('. ')[0].rstrip('.')}."


def _early_words(plan: PurgePlan | None) -> tuple[str, str]:
    many = sum(line.total for line in plan.lines if line.before is None) if plan else 0
    sentence = french.plural(
        many, "Sa durée de conservation n’est pas dépassée", "Leur durée de conservation n’est pas dépassée"
    )
    return (
        f"{french.counted(many, 'personne')} avant échéance",
        f"{sentence} : l’attestation dira que vous l’avez décidé.",
    )


def _copies_words(prepared: Prepared | None) -> str:
    if prepared is None or not prepared.copies.many:
        return "Aucune sauvegarde ne les contient"
    many, what = prepared.copies.many, "réécrite" if prepared.copies.is_rewriting else "supprimée"
    copies = french.counted(many, "sauvegarde")
    if prepared.copies.is_rewriting:
        return f"{copies} {french.plural(many, 'sera', 'seront')} {french.plural(many, what)} sans ces personnes"
    return (
        f"{copies} {french.plural(many, 'sera', 'seront')} {french.plural(many, what)}, car elles peuvent les contenir"
    )


def _refusal_words(prepared: Prepared | None) -> str:
    many = prepared.plan.opposed if prepared else 0
    if many:
        whose = french.plural(many, "de l’opposant", f"des {french.number(many)} opposants")
        return f"L’empreinte {whose} est gardée, pour ne jamais {french.plural(many, 'le', 'les')} réimporter"
    return "Les empreintes de la liste d’opposition sont gardées"


def _left_out_words(plan: PurgePlan | None) -> str:
    if plan is None:
        return "Lecture en cours…"
    parts = []
    if plan.held:
        verb = french.plural(plan.held, "n’est pas concerné", "ne sont pas concernés")
        held = french.counted(plan.held, "contact conservé avec motif", "contacts conservés avec motif")
        parts.append(f"{held} {verb}.")
    if plan.floors:
        floors = french.counted(plan.floors, "contact")
        parts.append(f"{floors} {french.plural(plan.floors, 'reste', 'restent')} : la loi impose encore de le garder.")
    if not plan.total:
        parts.append("Personne à purger.")
    return " ".join(parts)
