"""Step 2: what each column of the file becomes, guessed and shown with examples. Changes the draft, reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.columns import ColumnChoice
from rgpd_desktop.ui.importing.column_row import PILL_WIDTH, STRETCHES, ColumnRow
from rgpd_desktop.ui.importing.field_combo import field_model
from rgpd_desktop.ui.importing.import_draft import ImportDraft, SheetDraft
from rgpd_desktop.ui.importing.step import Step
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button, label

_AT_ONCE: Final = 6  # rows made before the page shows; the others follow, a few at a time
_AT_A_TIME: Final = 3  # 12 ms
_NARROW: Final = 640  # px of the design under which a row takes two lines

NOBODY: Final = (
    "Dites quelle colonne donne le nom, l’e-mail, le téléphone ou la société.",
    "Sans elle, aucune ligne ne désigne quelqu’un et toutes seraient rejetées.",
)


class ColumnsStep(Step):
    """Give it a draft by `show_draft`; each chosen sheet is looked at in turn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._draft: ImportDraft | None = None
        self._sheet: SheetDraft | None = None
        self._kinds: Mapping[str, str] = {}
        self._is_narrow = False
        self._fields = field_model()
        self._fields.setParent(self)
        self.rows: list[ColumnRow] = []
        self.change_sheet = button("Changer de feuille…")
        self._menu = QMenu(self.change_sheet)
        self.change_sheet.setMenu(self._menu)
        self.header = PageHeader(french.spaced("À quoi correspond chaque colonne ?"), " ", self.change_sheet)
        self.remembered = Banner(
            "ok", "Choix repris de votre dernier import de cette liste.", "Vérifiez-les, puis continuez."
        )
        self.missing = Banner("danger", *NOBODY)
        self._card = RowsCard()
        self._titles = self._titles_row()
        self.doubles = Banner("soon", "Plusieurs colonnes pour une même information.", " ")
        minimum = Banner(
            "accent",
            "Pensez au minimum nécessaire.",
            french.spaced(
                "Une colonne dont vous ne vous servez pas pour prospecter n’a pas à être importée : c’est le principe de minimisation."
            ),
        )
        for part in (self.header, self.remembered, self.missing, self._card, self.doubles, minimum):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.missing.hide()
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._make_some)

    @property
    def hint(self) -> str:
        """What is done with the choices."""
        return "Ces choix seront retenus pour les fichiers qui ont les mêmes titres."

    @property
    def next_words(self) -> str:
        """The sheets are looked at one after the other."""
        return "Feuille suivante" if self._unseen else "Suivant"

    def show_draft(self, draft: ImportDraft, kinds: Mapping[str, str]) -> None:
        """A file was read. `kinds` are the words of each kind of person by id."""
        self._draft, self._kinds, self._sheet = draft, kinds, None

    def enter(self) -> None:
        """Show the first sheet not seen yet, or the one shown before."""
        if self._draft is None:
            return
        chosen = self._draft.chosen
        if self._sheet is None or not any(sheet is self._sheet for sheet in chosen):
            self.show_sheet(next((sheet for sheet in chosen if not sheet.is_seen), chosen[0]))
        else:
            self._show_words()

    def leave(self) -> bool:
        """The next sheet, or the next step once all were seen and each names somebody."""
        if self._draft is None or self._sheet is None:
            return False
        if not self._sheet.names_somebody:
            self._show_words(is_missing_told=True)
            return False
        self._draft.spread(self._sheet)
        unseen = self._unseen
        if unseen:
            self._go_to(unseen[0])
            return False
        nameless = next((sheet for sheet in self._draft.chosen if not sheet.names_somebody), None)
        if nameless is not None:
            self._go_to(nameless)
            self._show_words(is_missing_told=True)
            return False
        return True

    def first_field(self) -> QWidget | None:
        """The first column that can be changed."""
        return next((row.combo for row in self.rows if row.combo.isEnabled()), None)

    def show_sheet(self, sheet: SheetDraft) -> None:
        """Show the columns of a sheet."""
        self._sheet = sheet
        sheet.is_seen = True
        self._later.stop()
        self.rows = []
        self._card.clear()
        self._titles = self._titles_row()
        self._card.add_row(self._titles)
        self._titles.setVisible(not self._is_narrow)
        while len(self.rows) < min(_AT_ONCE, len(sheet.guesses)):
            self._make_one()
        if len(self.rows) < len(sheet.guesses):
            self._later.start()
        self._show_words()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows take two lines in a narrow page."""
        super().resizeEvent(event)
        is_narrow = self.width() - 56 < self._theme.px(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._titles.setVisible(not is_narrow)
            for row in self.rows:
                row.set_narrow(is_narrow)

    def _go_to(self, sheet: SheetDraft) -> None:
        """Show another sheet, the keyboard on its first field: the one it was on goes away."""
        self.show_sheet(sheet)
        first = self.first_field()
        if first is not None:
            for row in self.rows:
                row.show()
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _unseen(self) -> list[SheetDraft]:
        if self._draft is None or self._sheet is None:
            return []
        here = self._sheet.preview.headers
        return [sheet for sheet in self._draft.chosen if not sheet.is_seen and sheet.preview.headers != here]

    def _make_some(self) -> None:
        """Make the next rows, and grow at once: until then the rows already there would be squeezed."""
        for _ in range(_AT_A_TIME):
            self._make_one()
        for row in self.rows[-_AT_A_TIME:]:
            row.show()
        self._card.body.activate()
        self._card.updateGeometry()
        if (area := self.parentWidget()) is not None:
            QCoreApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))

    def _make_one(self) -> None:
        """Make the next row; stops by itself when there are no more."""
        sheet = self._sheet
        if sheet is None or len(self.rows) >= len(sheet.guesses):
            self._later.stop()
            return
        guess = sheet.guesses[len(self.rows)]
        row = ColumnRow(self._theme, sheet, guess, self._fields, self._kinds)
        row.set_narrow(self._is_narrow)
        row.changed.connect(self._on_changed)
        self.rows.append(row)
        self._card.add_row(row)

    def _on_changed(self, choice: ColumnChoice) -> None:
        if self._sheet is not None:
            self._sheet.choices[choice.index] = choice
            self._show_words()
            self.changed.emit()

    def _show_words(self, *, is_missing_told: bool = False) -> None:
        sheet, draft = self._sheet, self._draft
        if sheet is None or draft is None:
            return
        self.header.set_subtitle(subtitle(draft, sheet))
        self.remembered.setVisible(sheet.preview.is_remembered)
        self.missing.setVisible(is_missing_told or (not self.missing.isHidden() and not sheet.names_somebody))
        doubles = sheet.doubles
        self.doubles.setVisible(bool(doubles))
        if doubles:
            self.doubles.show_words("soon", "Plusieurs colonnes pour une même information.", "\n".join(doubles))
        self._fill_menu(draft)

    def _fill_menu(self, draft: ImportDraft) -> None:
        self.change_sheet.setVisible(len(draft.chosen) > 1)
        self._menu.clear()
        for sheet in draft.chosen:
            action = self._menu.addAction(sheet.preview.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(sheet is self._sheet)
            action.triggered.connect(lambda _checked=False, sheet=sheet: self.show_sheet(sheet))

    def _titles_row(self) -> QFrame:
        row = QFrame()
        grid = QGridLayout(row)
        grid.setContentsMargins(12, 11, 12, 11)
        grid.setHorizontalSpacing(12)
        for column, words in enumerate(("Colonne du fichier", "Exemples", "Devient")):
            text = label(words, "hint")
            text.setProperty("weight", "strong")
            font = self._theme.font(12)
            font.setBold(True)
            text.setFont(font)
            grid.addWidget(text, 0, column)
            grid.setColumnStretch(column, STRETCHES[column])
        last = QWidget()
        last.setFixedWidth(self._theme.px(PILL_WIDTH))
        grid.addWidget(last, 0, 3)
        return row


def subtitle(draft: ImportDraft, sheet: SheetDraft) -> str:
    """`prospects-2022.xlsx · feuille « Liste » · titres à la ligne 3 · 1 286 lignes`."""
    preview = sheet.preview
    parts = [draft.preview.file_name]
    if preview.name:
        chosen = draft.chosen
        place = next((number for number, each in enumerate(chosen, start=1) if each is sheet), 0)
        rank = f" ({place} sur {len(chosen)})" if len(chosen) > 1 else ""
        parts.append(f"feuille {french.quoted(preview.name)}{rank}")
    if preview.header_row is not None:
        parts.append(f"titres à la ligne {french.number(preview.header_row)}")
    elif draft.preview.format != "vcf":
        parts.append("sans ligne de titres")
    parts.append(french.counted(preview.rows, "ligne"))
    return " · ".join(parts)
