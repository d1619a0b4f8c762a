"""« Qui tient ce registre ? »: the business, its numbers and coordinates, its officer. The register page opens it.

What is odd or missing is said under its field as one goes; nothing refuses to keep what was typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.business import Business, problems_in
from rgpd_desktop.services import keep_register
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register import business_fields
from rgpd_desktop.ui.register.business_fields import SIREN, SIRET, SOLE_TRADERS, NumberField, PartyPart
from rgpd_desktop.ui.register.scrolled import Scrolled
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

_TITLE: Final = "Qui tient ce registre ?"
_LEAD: Final = "Ces coordonnées ouvrent votre registre : on doit savoir qui répond des données (RGPD, art. 30-1 a)."
_SOLE: Final = "Entrepreneur individuel (EI)"
_SOLE_HELP: Final = "Vos documents portent alors « EI » après votre nom."
_OFFICER: Final = (
    "J’ai désigné un délégué",
    "Le délégué à la protection des données (DPO), si vous en avez désigné un auprès de la CNIL.",
    "délégué à la protection des données",
)
_REPRESENTATIVE: Final = (
    "J’ai un représentant",
    "Seulement si votre activité est établie hors de l’Union européenne (RGPD, art. 27).",
    "représentant",
)
_SIZE: Final = QSize(760, 680)
_LEFT: Final = QSize(64, 64)  # of the window, round the form
_PLACES: Final = frozenset({"name", "street", "city", "email", "phone"})  # whose problems wait for the field to be left


class BusinessDialog(Box):
    """`saved` gives the Business as kept; the dialog is then closed."""

    saved = Signal(object)  # Business

    def __init__(self, services: Services, business: Business, parent: QWidget | None) -> None:
        super().__init__(parent, _TITLE, _LEAD)
        self._services, self._business = services, business
        self.fields: dict[str, FormField] = {}
        self._visited: set[str] = set()
        self._followed = business.siren  # the one that came from the SIRET
        self._make_fields()
        self._lay_out()
        self.add_button("Annuler", self.reject)
        self.save_button = self.add_button("Enregistrer", self.save, "primary")
        self.save_button.setDefault(True)
        self._show(business)
        self._before = self.read()
        self._connect()
        if self._before != Business():
            self._visited = set(self.fields)
            self._show_problems()
        self.finished.connect(self.deleteLater)
        self.line("name").setFocus()

    def line(self, name: str) -> QLineEdit:
        """Where that field of the business is typed."""
        field = self.fields[name].field
        assert isinstance(field, QLineEdit)
        return field

    def read(self) -> Business:
        """What is typed."""
        texts: dict[str, Any] = {name: self.line(name).text().strip() for name in self.fields if name not in _APART}
        return replace(
            self._business,
            **texts,
            is_sole_trader=self.is_sole.isChecked(),
            legal_form=self.form.currentText().strip(),
            siren=self.siren.value,
            siret=self.siret.value,
            ape_nomenclature=self.nomenclature.value,
            officer=self.officer.read(),
            representative=self.representative.read(),
        )

    def save(self) -> None:
        """Keep it as typed."""
        typed = self.read()
        self.save_button.setEnabled(False)
        self._services.jobs.write(
            "Enregistrement de vos coordonnées",
            lambda desk, _ticket: keep_register.keep_business(desk, typed),
            lambda _none: self._on_saved(typed),
            self._on_failed,
            owner=self,
        )

    def reject(self) -> None:
        """What was typed is not lost by a slip on Escape."""
        if self.read() == self._before or messages.confirm(
            self,
            "Abandonner vos modifications ?",
            "Ce que vous avez saisi n’est pas enregistré.",
            "Abandonner",
            danger=True,
        ):
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """As large as the form likes, within the window it is over; the rest scrolls."""
        super().showEvent(event)
        px = self._services.theme.px
        parent = self.parentWidget()
        room = (parent.window().size() if parent is not None else self.screen().availableSize()) - _LEFT
        wanted = QSize(px(_SIZE.width()), px(_SIZE.height())).boundedTo(room)
        self.resize(wanted.expandedTo(self.minimumSizeHint()))

    # Outcomes

    def _on_saved(self, typed: Business) -> None:
        left = len(problems_in(typed))
        rest = f" Il reste {french.counted(left, 'point')} à compléter." if left else ""
        messages.toast(f"Vos coordonnées sont enregistrées.{rest}")
        self.saved.emit(typed)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        messages.show(self, error)

    def _on_left(self, name: str) -> None:
        self._visited.add(name)
        self._show_problems()

    def _on_form(self, form: str) -> None:
        self.is_sole.setChecked(form in SOLE_TRADERS)

    def _on_siret(self, siret: str) -> None:
        """The SIREN is the beginning of the SIRET: it follows, unless another good one was typed by hand."""
        if not self.siren.is_good or self.siren.value == self._followed:
            self._followed = siret[:SIREN]
            self.siren.show_value(self._followed)

    def _show_problems(self) -> None:
        """Those of the fields already left, whether or not there is one now."""
        found = {problem.field: problem.sentence for problem in reversed(problems_in(self.read()))}
        for name in self._visited & {*_PLACES, "siret", "siren"}:
            sentence = found.get(name, "")
            if self.fields[name].problem != sentence:
                self.fields[name].set_problem(sentence)

    def _show_heading(self) -> None:
        business = self.read()
        shown = " · ".join(part for part in (business.heading, business.trade_name) if part)
        self.fields["name"].set_hint(f"Sur vos documents : {shown}" if business.name else "")

    # Inside

    def _show(self, business: Business) -> None:
        for name in self.fields:
            if name not in _APART:
                self.line(name).setText(getattr(business, name))
        self.is_sole.setChecked(business.is_sole_trader)
        self.form.setCurrentText(business.legal_form)
        self.siren.show_value(business.siren)
        self.siret.show_value(business.siret)
        if business.ape_nomenclature and self.nomenclature.findData(business.ape_nomenclature) < 0:
            self.nomenclature.addItem(business.ape_nomenclature, business.ape_nomenclature)
        self.nomenclature.choose(business.ape_nomenclature)
        self.officer.show_party(business.officer)
        self.representative.show_party(business.representative)
        self._show_heading()

    def _connect(self) -> None:
        self.siret.checked.connect(self._on_siret)
        self.form.textActivated.connect(self._on_form)
        for name in ("name", "trade_name"):
            self.line(name).textEdited.connect(lambda _text: self._show_heading())
        self.is_sole.toggled.connect(lambda _on: self._show_heading())
        for name in (*_PLACES, "siret", "siren"):
            self.line(name).editingFinished.connect(lambda name=name: self._on_left(name))

    def _field(self, name: str, words: str, widget: QWidget, *, hint: str = "", is_optional: bool = False) -> FormField:
        self.fields[name] = FormField(words, widget, hint=hint, is_optional=is_optional)
        return self.fields[name]

    def _make_fields(self) -> None:
        line = business_fields.line
        self.is_sole = QCheckBox(_SOLE)
        self.is_sole.setAccessibleDescription(french.spaced(_SOLE_HELP))
        self.form: QComboBox = business_fields.form_combo()
        self.nomenclature = business_fields.nomenclature_combo()
        self.siret, self.siren = NumberField(SIRET), NumberField(SIREN)
        self.officer, self.representative = PartyPart(*_OFFICER), PartyPart(*_REPRESENTATIVE)
        self._field("name", "Votre nom, ou celui de votre société", line())
        self._field("trade_name", "Nom commercial", line(), is_optional=True)
        self._field("legal_form", "Forme juridique", self.form)
        self.fields |= {"siret": self.siret, "siren": self.siren}
        self._field("ape", "Code APE", line("62.01Z"), is_optional=True)
        self._field("ape_nomenclature", "Nomenclature", self.nomenclature)
        self._field("street", "Adresse", line("3 rue des Lilas"))
        self._field("complement", "Complément", line("Bâtiment, étage, boîte"), is_optional=True)
        self._field("postal_code", "Code postal", line())
        self._field("city", "Ville", line())
        self._field("country", "Pays", line("France"), is_optional=True)
        self._field("email", "E-mail", line())
        self._field("phone", "Téléphone", line())
        self._field("website", "Site internet", line(), is_optional=True)

    def _lay_out(self) -> None:
        field, grid = self.fields, business_fields.grid
        self.area = Scrolled()
        column = self.area.column
        column.addWidget(label("Vous", "section"))
        column.addLayout(grid((field["name"], field["trade_name"])))
        column.addLayout(grid((field["legal_form"], self._sole_part())))
        column.addWidget(label("Vos numéros", "section"))
        column.addLayout(grid((field["siret"], field["siren"]), (field["ape"], field["ape_nomenclature"])))
        column.addWidget(label("Vos coordonnées", "section"))
        column.addLayout(grid((field["street"], field["complement"]), (field["postal_code"], field["city"])))
        column.addLayout(grid((field["country"], field["website"]), (field["email"], field["phone"])))
        column.addWidget(label("Délégué et représentant", "section"))
        column.addWidget(self.officer)
        column.addWidget(self.representative)
        column.addStretch()
        self.area.setMinimumHeight(self._services.theme.px(160))
        self.body.addSpacing(4)
        self.body.addWidget(self.area, 1)

    def _sole_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 22, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.is_sole)
        column.addWidget(label(_SOLE_HELP, "hint", wraps=True))
        return part


_APART: Final = frozenset({"legal_form", "siret", "siren", "ape_nomenclature"})  # not plain lines of text
