"""The wizard of a sheet of the register: eight steps over one immutable Activity. The window gives it the whole place until `finished`.

It takes the answers from the steps and has them written at each change of step and when one leaves. A retention rule is never changed but
by the button that says what it would do: until then the sheet is written with the rule as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent

from rgpd_desktop.basics import french
from rgpd_desktop.rules import sheet_steps
from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.sheet_steps import STEP_IDS
from rgpd_desktop.services import register_words
from rgpd_desktop.services.open_sheet import OpenSheet
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.importing.action_bar import ActionBar
from rgpd_desktop.ui.importing.rail import Rail
from rgpd_desktop.ui.importing.wizard_frame import WizardFrame
from rgpd_desktop.ui.register.draft_keeper import DraftKeeper
from rgpd_desktop.ui.register.sheet_acts import Added, SheetActs
from rgpd_desktop.ui.register.sheet_step import SheetStep
from rgpd_desktop.ui.register.step_list import StepList
from rgpd_desktop.ui.register.why_panel import WhyPanel

if TYPE_CHECKING:
    from rgpd_desktop.ui.page import Services

_NARROW_UNDER, _NO_PANEL_UNDER = 1180, 900  # px of the design
_REVIEW = len(STEP_IDS) - 1


class ActivityWizard(WizardFrame):
    """Opens the sheet `activity_id` at `step` (the id of a step, or a field of Activity), the first step when it is ""."""

    finished = Signal()
    busy_words = french.spaced("Fermez d’abord cette fiche : vos réponses sont enregistrées.")

    def __init__(self, services: Services, activity_id: str, step: str = "") -> None:
        theme, self.texts = services.theme, register_words.steps()
        self.panel = WhyPanel(theme)
        self.all = StepList(theme, self.texts)
        rail = Rail(theme, "Fiche", [text.title for text in self.texts], "Étapes de la fiche", wraps=True)
        super().__init__(theme, rail, ActionBar(theme, "Navigation de la fiche", "Fermer"), self.all.steps, self.panel)
        self._first = STEP_IDS.index(sheet_steps.step_of(step))
        self._sheet: OpenSheet | None = None
        self._left: set[int] = set()  # steps left once: what they lack may be shown
        self._is_finished = self._wants_to_close = False
        self.acts = SheetActs(services.jobs, self)
        self._keeper = DraftKeeper(self.acts, activity_id, self)
        self._connect()
        self.bar.next.setEnabled(False)
        self.bar.back.hide()
        self.bar.hint.setText("Lecture de la fiche…")
        self.rail.setEnabled(False)
        self.acts.open(activity_id, self._on_opened, self._on_unopened)

    # What the window asks

    @property
    def is_free(self) -> bool:
        """Never while it is there: it leaves by `finished`."""
        return False

    def agrees_to_close(self) -> bool:
        """The program ends: what was typed is written first; the window then closes by itself if that takes a moment."""
        if self._sheet is None:
            return True
        self._keep()
        if self._keeper.has_failed:
            return self._asks_to_lose("Quitter sans enregistrer")
        if self._stops_at_rule():
            return False
        self._wants_to_close = True
        self._keeper.save()
        if self._keeper.is_saved:
            self._wants_to_close = False
            return True
        return False

    def keep_draft(self) -> None:
        """The window is about to be locked: what was typed is written."""
        if self._sheet is not None:
            self._keep()
            self._keeper.save()

    # Moving

    @property
    def step(self) -> SheetStep:
        """The step shown."""
        return self.all.steps[self.current]

    @property
    def draft(self) -> Activity:
        """The answers so far."""
        return self._keeper.draft

    def go_on(self) -> None:
        """The next step; the last one keeps the sheet."""
        if self.current < _REVIEW:
            self.go_back(self.current + 1)
        elif self._sheet is not None:
            self._conclude()

    def go_back(self, index: int) -> None:
        """Any other step, before or after: what was typed is written."""
        if self._sheet is None or index == self.current or not 0 <= index < len(self.steps):
            return
        self._keep()
        self._left.add(self.current)
        self._keeper.save()
        self.show_step(index)

    def show_step(self, index: int) -> None:
        """Show a step with its answers, and with what it lacks when it was left once."""
        if self._sheet is not None:
            self.all.steps[index].show_sheet(self._sheet, self.draft)
            self.panel.show_step(self.texts[index], self._sheet, self.draft)
        super().show_step(index)
        self._show_gaps()
        self.focus_step()  # what is missing may come first

    def show_bar(self) -> None:
        """Where one is, when the draft was written, what the main button does."""
        if self._sheet is None:
            return
        index = self.current
        self.bar.hint.setText(f"{self._keeper.words} · Étape {index + 1} sur {len(self.steps)}")
        last = "Inscrire au registre" if self._keeper.is_draft else "Enregistrer"
        self.bar.show_next(last if index == _REVIEW else "Suivant", True)
        self.bar.back.setVisible(index > 0)
        gaps = self._keeper.gaps
        lacking = {place for place in self._left if STEP_IDS[place] in gaps}
        self.rail.show_open(index, self._left - lacking, lacking)
        name = self.draft.name.strip()
        self.rail.set_title(f"Fiche {french.quoted(name)}" if name else "Nouvelle fiche")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel gives its place in a narrow window."""
        super().resizeEvent(event)
        self.panel.set_narrow(self.width() < self._theme.px(_NARROW_UNDER))
        self.panel.setVisible(self.width() >= self._theme.px(_NO_PANEL_UNDER))

    # Leaving

    def cancel(self) -> None:
        """Leave: what was typed is written, a rule that waits is asked first."""
        if self._sheet is None:
            self._finish()
            return
        self._keep()
        if self._keeper.has_failed:
            if self._asks_to_lose("Fermer sans enregistrer"):
                self._finish()
        elif not self._stops_at_rule():
            self._keeper.save(self._finish)

    # Inside

    def _connect(self) -> None:
        for step in self.all.steps:
            step.edited.connect(self._on_edited)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.failed.connect(self._on_unsaved)
        self.all.durations.effect_asked.connect(self._on_effect_asked)
        self.all.durations.rule_asked.connect(self._on_rule_asked)
        self.all.recipients.tool_wanted.connect(lambda id: self.acts.add_tool(id, self._on_processor))
        self.all.recipients.own_wanted.connect(lambda name: self.acts.add_own(name, self._on_processor))
        self.all.review.jump_asked.connect(self._jump)

    def _on_opened(self, sheet: OpenSheet) -> None:
        self._sheet = sheet
        self._keeper.begin(sheet.activity, sheet.rules)
        said = sheet_steps.answered(sheet.activity)
        self._left = {place for place, id in enumerate(STEP_IDS) if not self._keeper.is_draft or id in said}
        self.rail.setEnabled(True)
        self.show_step(self._first)

    def _on_unopened(self, error: Exception) -> None:
        messages.show(self, error)
        self._finish()

    def _keep(self) -> None:
        if self.step.is_built:
            self._keeper.draft = self.step.read(self.draft)

    def _on_edited(self) -> None:
        self._keep()
        self._keeper.has_failed = False
        if self._sheet is not None:
            self.panel.show_step(self.texts[self.current], self._sheet, self.draft)
        self._show_gaps()
        self.show_bar()

    def _show_gaps(self) -> None:
        if not self.step.is_built:
            return
        gaps = self._keeper.gaps
        if self.current == _REVIEW:
            self.all.review.show_missing(gaps, {text.id: text.title for text in self.texts})
        self.step.show_gaps(gaps.get(STEP_IDS[self.current], ()) if self.current in self._left else ())

    def _jump(self, step: str) -> None:
        """To what is missing: the keyboard goes to it."""
        index = STEP_IDS.index(step)
        self._left.add(index)
        self.go_back(index)
        if (field := self.step.first_gap()) is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.areas[self.current].ensureWidgetVisible(field)

    def _stops_at_rule(self) -> bool:
        """A rule changed and not yet asked: go where it is."""
        if not self._keeper.waits_for_rule:
            return False
        self._jump(sheet_steps.DURATIONS)
        messages.toast("Dites d’abord si la règle de conservation change.")
        return True

    def _conclude(self) -> None:
        self._keep()
        self._left.update(range(len(self.steps)))
        self._show_gaps()
        self.show_bar()
        if self._keeper.is_draft and self._keeper.gaps:
            self._keeper.save()
            self.focus_step()
            self.areas[self.current].verticalScrollBar().setValue(0)
        elif not self._stops_at_rule():
            act = self._keeper.inscribe if self._keeper.is_draft else self._keeper.save
            words = "Fiche inscrite au registre." if self._keeper.is_draft else "Fiche enregistrée."
            act(self._ending(words))

    def _on_saved(self) -> None:
        self.show_bar()
        if self._wants_to_close and self._keeper.is_saved:
            self._wants_to_close = False
            QTimer.singleShot(0, self, self._close_window)

    def _close_window(self) -> None:
        self.window().close()

    def _on_unsaved(self, error: Exception) -> None:
        self._wants_to_close = False
        messages.show(self, error)
        self.show_bar()

    def _on_effect_asked(self) -> None:
        self._keep()
        self.all.durations.show_changes(())
        self.acts.rule_changes(self.draft, self.all.durations.show_changes)

    def _on_rule_asked(self, kind: str, reason: str) -> None:
        self._keep()
        self._keeper.save_rule(kind, reason, self._on_rule_changed)

    def _on_rule_changed(self) -> None:
        if self._sheet is not None:
            self._sheet = replace(self._sheet, rules=self._keeper.rules)
            self.panel.show_step(self.texts[self.current], self._sheet, self.draft)
        self.all.durations.show_rules(self._keeper.rules)
        messages.toast("La règle de conservation a changé : vos contacts la suivent.")

    def _on_processor(self, added: Added) -> None:
        processors, id = added
        if self._sheet is not None:
            self._sheet = replace(self._sheet, processors=processors)
        self.all.recipients.show_processors(processors, id)

    def _asks_to_lose(self, words: str) -> bool:
        return messages.confirm(
            self,
            french.spaced("Perdre les dernières réponses ?"),
            "Elles n’ont pas pu être enregistrées. Le reste de la fiche l’est déjà.",
            words,
            danger=True,
            refusal_label="Rester",
        )

    def _ending(self, words: str) -> Callable[[], None]:
        def end() -> None:
            messages.toast(words)
            self._finish()

        return end

    def _finish(self) -> None:
        if not self._is_finished:
            self._is_finished = True
            self.finished.emit()
