"""The right side of the wizard of a sheet: why this is asked and by virtue of what, then what the contacts already show."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules import sheet_steps
from rgpd_desktop.rules.activity import Activity, Role
from rgpd_desktop.rules.sheet_steps import StepText
from rgpd_desktop.services.open_sheet import OpenSheet
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.text import label

_WIDTH, _NARROW = 270, 220
_NOTES_HINT: Final = "Le champ « notes » est libre : n’y écrivez que des faits utiles et corrects."
_TO_CHECK: Final = "À vérifier pour cette fiche"
_OF_CONTACTS: Final = frozenset((sheet_steps.ACTIVITY, sheet_steps.PEOPLE, sheet_steps.DURATIONS))


class WhyPanel(QFrame):
    """Only text: the keyboard does not stop here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Pourquoi cette question")
        self.why = label("", "hint", wraps=True)
        self.article = label("", "hint", wraps=True)
        self.shown_title = label("Dans vos contacts", "section")
        self.shown = label("", "hint", wraps=True)
        self.check_title = label(_TO_CHECK, "section")
        self.check = label("", "hint", wraps=True)
        self.notes = label(_NOTES_HINT, "hint", wraps=True)
        self.notes.setProperty("tone", "soon")
        inside = QWidget()
        inside.setProperty("role", "ground")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 24, 18, 24)
        column.setSpacing(12)
        parts = (
            label("Pourquoi cette question", "section"),
            self.why,
            self.article,
            self.shown_title,
            self.shown,
            self.notes,
            self.check_title,
            self.check,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(area.focusPolicy().NoFocus)
        area.setHorizontalScrollBarPolicy(area.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(area)
        self.set_narrow(False)

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave more room to the answers."""
        self.setFixedWidth(self._theme.px(_NARROW if is_narrow else _WIDTH))

    def show_step(self, text: StepText, sheet: OpenSheet, activity: Activity) -> None:
        """What goes with that step of that sheet."""
        is_processor = activity.role is Role.PROCESSOR
        why = text.why_processor if is_processor and text.why_processor else text.why
        self.why.setText("\n\n".join(why))
        self.article.setText((text.article_processor if is_processor else "") or text.article)
        is_transfers = text.id == sheet_steps.TRANSFERS
        notes = sheet.transfer_notes if is_transfers else sheet.notes
        for part in (self.check_title, self.check):
            part.setVisible(bool(notes))
        self.check_title.setText("À savoir" if is_transfers else _TO_CHECK)
        self.check.setText("\n\n".join(notes))
        told = _shown(text.id, sheet, activity)
        for part in (self.shown_title, self.shown):
            part.setVisible(bool(told))
        self.shown.setText(french.spaced(told))
        self.notes.setVisible(
            bool(told) and text.id == sheet_steps.PEOPLE and sheet.evidence.of(activity.kinds).has_notes
        )


def _shown(step: str, sheet: OpenSheet, activity: Activity) -> str:
    """What the contacts of the kinds covered show, "" when that says nothing of this step."""
    if step not in _OF_CONTACTS:
        return ""
    shown = sheet.evidence.of(activity.kinds)
    if not activity.kinds or not shown.people:
        many = sheet.evidence.people
        covers_none = "Cette fiche ne couvre aucun de vos contacts." if many else "Vous n’avez pas encore de contacts."
        return covers_none if step == sheet_steps.ACTIVITY else ""
    if step == sheet_steps.PEOPLE:
        contain = french.plural(shown.people, "contient", "contiennent")
        whose = f"Vos {french.counted(shown.people, 'contact')}" if shown.people > 1 else "Votre contact"
        return f"{whose} {contain} : {', '.join(shown.fields)}." if shown.fields else ""
    plurals = {kind.id: kind.plural for kind in sheet.kinds}
    lines = []
    for kind, count in shown.by_kind.items():
        rule = sheet.rules.get(kind)
        said = f", gardés {rule.keep.words}" if step == sheet_steps.DURATIONS and rule is not None else ""
        lines.append(f"{plurals.get(kind, kind)} : {french.number(count)}{said}")
    return "\n".join(lines)
