"""The fields of the business form: where each is typed, how a number is read while it is. Only the business dialog uses them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules import addresses
from rgpd_desktop.rules.business import APE_NOMENCLATURES, NOBODY, Party, digits, siren_words, siret_words
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.party_fields import PartyFields
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

LEGAL_FORMS: Final = (
    "Entreprise individuelle", "Micro-entreprise", "EURL", "SASU", "SARL", "SAS", "SELARL", "SCI", "Association loi 1901", "Coopérative",
)  # fmt: skip
SOLE_TRADERS: Final = frozenset(LEGAL_FORMS[:2])
SIRET, SIREN = 14, 9
_WORDS: Final = {SIRET: siret_words, SIREN: siren_words}
_NAMES: Final = {SIRET: "SIRET", SIREN: "SIREN"}
_HINTS: Final = {SIRET: "Quatorze chiffres, avec ou sans espaces.", SIREN: "Les neuf premiers chiffres du SIRET."}
_COUNTS: Final = {SIRET: "quatorze", SIREN: "neuf"}


def line(placeholder: str = "") -> QLineEdit:
    """A line of text."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    return made


def form_combo() -> QComboBox:
    """The legal form: the usual ones, or another typed."""
    made = CalmCombo((form, form) for form in LEGAL_FORMS)
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setCurrentIndex(-1)
    if (edit := made.lineEdit()) is not None:
        edit.setPlaceholderText("Choisissez ou écrivez")
    return made


def nomenclature_combo() -> CalmCombo:
    """Which list the APE code is from."""
    return CalmCombo((each, each) for each in APE_NOMENCLATURES)


class NumberField(FormField):
    """A SIRET or a SIREN: spaces are welcome, the check digit is judged as soon as the number is whole. `checked` gives a good one."""

    checked = Signal(str)  # its digits

    def __init__(self, length: int) -> None:
        self._length = length
        self.line = line(_WORDS[length]("0" * length).replace("0", "•"))
        super().__init__(_NAMES[length], self.line, hint=_HINTS[length])
        self.line.textEdited.connect(lambda _text: self._judge())
        self.line.editingFinished.connect(self._on_left)

    @property
    def value(self) -> str:
        """Digits alone when that is what they are, else as typed."""
        typed = self.line.text().strip()
        plain = "".join(typed.replace(".", "").split())
        return plain if plain.isdecimal() and plain.isascii() else typed

    @property
    def is_good(self) -> bool:
        """Whether the number checks."""
        return _is_good(self.value, self._length)

    def show_value(self, value: str) -> None:
        """Show it, spaced as one reads it."""
        self.line.setText(_WORDS[self._length](value))
        self._judge(is_whole=bool(value))

    def _on_left(self) -> None:
        if self.is_good:
            self.line.setText(_WORDS[self._length](self.value))
        self._judge(is_whole=bool(self.value))

    def _judge(self, *, is_whole: bool = False) -> None:
        good = self.is_good
        self.set_hint(f"{_NAMES[self._length]} vérifié." if good else _HINTS[self._length])
        if not good and (is_whole or len(digits(self.value)) >= self._length):
            named = f"Ce {_NAMES[self._length]} ne se vérifie pas"
            self.set_problem(f"{named} : contrôlez ses {_COUNTS[self._length]} chiffres.")
        elif self.problem:
            self.set_problem("")
        if good:
            self.checked.emit(self.value)


class PartyPart(QWidget):
    """A box to tick, and the fields of somebody under it while it is. Unticked, nobody is kept."""

    edited = Signal()

    def __init__(self, words: str, help: str, prefix: str) -> None:
        super().__init__()
        self.box = QCheckBox(french.spaced(words))
        self.box.setAccessibleDescription(french.spaced(help))
        self.party = PartyFields(prefix)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(label(help, "hint", wraps=True))
        column.addWidget(self.party)
        self.party.hide()
        self.box.toggled.connect(self._on_toggled)
        self.party.edited.connect(self.edited)

    def read(self) -> Party:
        """Who, NOBODY when the box is not ticked."""
        return self.party.read() if self.box.isChecked() else NOBODY

    def show_party(self, party: Party) -> None:
        """Show them, folded when there is nobody."""
        self.party.show_party(party)
        self.box.setChecked(party.is_known)

    def _on_toggled(self, is_on: bool) -> None:
        self.party.setVisible(is_on)
        if is_on and self.isVisible():
            self.party.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()


def grid(*rows: tuple[QWidget, ...]) -> QGridLayout:
    """Two columns of fields; a row of one takes both."""
    made = QGridLayout()
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(12)
    for at, row in enumerate(rows):
        for column, widget in enumerate(row):
            made.addWidget(widget, at, column, 1, 2 if len(row) == 1 else 1, Qt.AlignmentFlag.AlignTop)
    for column in (0, 1):
        made.setColumnStretch(column, 1)
    return made


def _is_good(number: str, length: int) -> bool:
    if len(number) != length or digits(number) != number:
        return False
    return addresses.is_checked(number) and (length == SIREN or addresses.is_checked(number[:SIREN]))
