"""What the wizard of a sheet asks of each of its steps: show a sheet, give it back with the answers, show what is missing in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.sheet_steps import StepText
from rgpd_desktop.services.open_sheet import OpenSheet
from rgpd_desktop.ui.importing.step import Step
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.page_header import PageHeader


class SheetStep(Step):
    """A step is empty until its first `show_sheet`; the wizard keeps the answers, the step only shows and reads them.

    `edited` means that `read` would give something else.
    """

    edited = Signal()

    def __init__(self, theme: Theme, text: StepText) -> None:
        super().__init__()
        self.theme, self.text = theme, text
        self.sheet: OpenSheet
        self._is_built = False
        self._is_showing = False
        self.column.addWidget(PageHeader(text.question, text.help))

    def show_sheet(self, sheet: OpenSheet, activity: Activity) -> None:
        """Show the answers of `activity`, the choices being those of `sheet`."""
        self.sheet = sheet
        if not self._is_built:
            self._is_built = True
            self.build()
            self.column.addStretch()
        self._is_showing = True
        self.show_answers(activity)
        self._is_showing = False

    @property
    def is_built(self) -> bool:
        """Whether the step was shown once."""
        return self._is_built

    def build(self) -> None:
        """Make the widgets; `sheet` says what there is to choose from."""
        raise NotImplementedError

    def show_answers(self, activity: Activity) -> None:
        """Fill the widgets."""
        raise NotImplementedError

    def read(self, activity: Activity) -> Activity:
        """`activity` with the answers of this step."""
        raise NotImplementedError

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """Show what is missing, in place; an empty list takes everything away."""
        raise NotImplementedError

    def tell_edited(self) -> None:
        """Something was answered by the person."""
        if not self._is_showing:
            self.edited.emit()

    def first_gap(self) -> QWidget | None:
        """Where the keyboard goes for what is missing; the first field unless the step knows better."""
        return self.first_field()


def sentence_of(gaps: Sequence[Problem], *fields: str) -> str:
    """The first problem of these fields, "" when there is none."""
    return next((gap.sentence for gap in gaps if gap.field in fields), "")
