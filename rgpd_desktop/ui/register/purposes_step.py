"""Second step of a sheet: each purpose, what allows it, and the detail that legal basis asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, Purpose
from rgpd_desktop.rules.register_lists import LegalBasis
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.growing_text import GrowingText
from rgpd_desktop.ui.register.rows import Rows
from rgpd_desktop.ui.register.sheet_step import SheetStep, sentence_of
from rgpd_desktop.ui.widgets.form_field import FormField

_NOT_CHOSEN: Final = "Choisir…"


class PurposeFields(QWidget):
    """One purpose. The question of the detail is that of the basis chosen."""

    edited = Signal()

    def __init__(self, bases: Sequence[LegalBasis]) -> None:
        super().__init__()
        self.setAccessibleName("finalité")
        self._bases = {basis.id: basis for basis in bases}
        self.purpose = GrowingText("Finalité", "Par exemple : rechercher des clients")
        self.purpose_field = FormField("Finalité", self.purpose)
        pairs = [("", _NOT_CHOSEN), *((basis.id, f"{basis.label} ({basis.article})") for basis in bases)]
        self.basis = CalmCombo(pairs)
        self.basis_field = FormField("Base légale", self.basis)
        self.detail = GrowingText("Précision")
        self._detail = QWidget()
        self._detail_column = QVBoxLayout(self._detail)
        self._detail_column.setContentsMargins(0, 0, 0, 0)
        self.detail_field = FormField("Précision", self.detail)
        self._detail_column.addWidget(self.detail_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.purpose_field, self.basis_field, self._detail):
            column.addWidget(part)
        self.setFocusProxy(self.purpose)
        self.purpose.edited.connect(self.edited)
        self.detail.edited.connect(self.edited)
        self.basis.currentIndexChanged.connect(self._on_basis)
        self._show_basis()

    def show_purpose(self, purpose: Purpose) -> None:
        """Fill the fields."""
        self.purpose.show_text(purpose.text)
        self.detail.show_text(purpose.detail)
        self.basis.choose(purpose.basis)
        self._show_basis()

    def read(self) -> Purpose:
        """What is typed."""
        return Purpose(self.purpose.text, self.basis.value, self.detail.text)

    def show_gap(self, gaps: Sequence[Problem]) -> None:
        """A basis is missing when one of the gaps names this purpose."""
        typed = self.purpose.text
        is_lacking = bool(typed) and not self.basis.value and bool(gaps)
        sentence = "Choisissez la base légale de cette finalité (art. 6-1)." if is_lacking else ""
        if sentence != self.basis_field.problem:
            self.basis_field.set_problem(sentence)
            self._show_basis()

    def _on_basis(self) -> None:
        self._show_basis()
        self.edited.emit()

    def _show_basis(self) -> None:
        basis = self._bases.get(self.basis.value)
        self._detail.setVisible(basis is not None)
        self.basis_field.set_hint(basis.explanation if basis is not None else "")
        if basis is not None:
            self.detail_field.set_name(basis.asks)


class PurposesStep(SheetStep):
    """One card a purpose; there is always one to fill."""

    def build(self) -> None:
        """The purposes in one card of rows."""
        self.card = AskCard("Finalités")
        self.purposes = Rows(self._fields, "+ Ajouter une finalité")
        self.purposes.edited.connect(self.tell_edited)
        self.card.add(self.purposes)
        self.column.addWidget(self.card)

    def show_answers(self, activity: Activity) -> None:
        """One row a purpose."""
        self.purposes.clear()
        for purpose in activity.purposes or (Purpose(""),):
            self.purposes.add().show_purpose(purpose)

    def read(self, activity: Activity) -> Activity:
        """The purposes of which something is said."""
        typed = (row.read() for row in self.purposes.rows)
        return replace(activity, purposes=tuple(each for each in typed if each != Purpose("")))

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """No purpose at all over the rows, a missing basis under its list."""
        has_text = any(row.purpose.text for row in self.purposes.rows)
        self.card.set_problem("" if has_text else sentence_of(gaps, "purposes"))
        for row in self.purposes.rows:
            row.show_gap(gaps)

    def first_field(self) -> QWidget | None:
        """The first purpose."""
        return self.purposes.rows[0].purpose if self.is_built and self.purposes.rows else None

    def _fields(self) -> PurposeFields:
        made = PurposeFields(self.sheet.lists.bases)
        made.edited.connect(self.tell_edited)
        return made
