"""The answers of the wizard of a sheet between the screen and the desk: what is typed, what is written, since when.

Called by the wizard only. A retention rule that waits for its question is written as it is in force.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules import sheet_steps
from rgpd_desktop.rules.activity import Activity, Progress
from rgpd_desktop.rules.retention import RetentionRule
from rgpd_desktop.services import keep_register
from rgpd_desktop.ui.register.durations_step import pending, without_pending
from rgpd_desktop.ui.register.sheet_acts import SheetActs


class DraftKeeper(QObject):
    """`saved` and `failed` come once a write has ended."""

    saved = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, acts: SheetActs, id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._acts = acts
        self.draft = self._written = Activity(id=id, name="")
        self.rules: Mapping[str, RetentionRule] = {}
        self.has_failed = False
        self._written_at = ""

    def begin(self, activity: Activity, rules: Mapping[str, RetentionRule]) -> None:
        """The sheet was read."""
        self.draft = self._written = activity
        self.rules = rules

    @property
    def is_draft(self) -> bool:
        """Whether the sheet is not in the register yet."""
        return self.draft.progress is Progress.DRAFT

    @property
    def is_saved(self) -> bool:
        """Whether everything that can be is written."""
        return without_pending(self.draft, self.rules) == self._written

    @property
    def waits_for_rule(self) -> bool:
        """Whether a rule was changed on screen and not yet asked."""
        return bool(pending(self.draft, self.rules))

    @property
    def gaps(self) -> dict[str, tuple[Problem, ...]]:
        """What is missing, by step."""
        return sheet_steps.gaps_by_step(keep_register.gaps(self.draft), self.draft)

    @property
    def words(self) -> str:
        """`Brouillon enregistré à 10:42`."""
        if self.has_failed:
            return "Non enregistré"
        if self._written_at:
            return f"{'Brouillon enregistré' if self.is_draft else 'Enregistré'} à {self._written_at}"
        return "Brouillon" if self.is_draft else f"Fiche {self.draft.reference}"

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write what is not; `then` is called once it is, at once when there is nothing to write."""
        wanted = without_pending(self.draft, self.rules)
        if wanted != self._written:
            self._acts.save(wanted, lambda kept: self._on_written(wanted, kept, then), self._on_failed)
        elif then is not None:
            then()

    def save_rule(self, kind: str, reason: str, then: Callable[[], None]) -> None:
        """Write the answers with the rule of `kind` changed for that reason; `rules` are then those in force."""
        wanted = without_pending(self.draft, self.rules, kind)

        def done(kept: tuple[Activity, Mapping[str, RetentionRule]]) -> None:
            self.rules = kept[1]
            self._on_written(wanted, kept[0], then)

        self._acts.save_with_rule(wanted, reason, done, self._on_failed)

    def inscribe(self, then: Callable[[], None]) -> None:
        """Write the answers and put the sheet in the register."""
        wanted = self.draft
        self._acts.inscribe(wanted, lambda kept: self._on_written(wanted, kept, then), self._on_failed)

    def _on_written(self, wanted: Activity, kept: Activity, then: Callable[[], None] | None) -> None:
        """What the desk decides by itself comes back; what was typed since stays."""
        self._written = replace(wanted, reference=kept.reference, progress=kept.progress, reviewed_on=kept.reviewed_on)
        self.draft = replace(self.draft, reference=kept.reference, progress=kept.progress, reviewed_on=kept.reviewed_on)
        self._written_at = f"{datetime.now():%H:%M}"
        self.has_failed = False
        self.saved.emit()
        if then is not None:
            then()

    def _on_failed(self, error: Exception) -> None:
        self.has_failed = True
        self.failed.emit(error)
