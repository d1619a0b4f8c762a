"""The thin strip at the bottom of the window: what is being done, how far, Annuler; then, for a few seconds, how it ended."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from rgpd_desktop.basics import french
from rgpd_desktop.ui.job import Job, Outcome
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.widgets.text import button, label

APPEARS_MS = 500
STAYS_MS = 6000


class JobStrip(QFrame):
    """Shows the oldest labelled job that has lasted half a second; a toast takes its place when nothing runs."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self.setAccessibleName("Travail en cours")
        self._jobs: list[Job] = []
        self._is_shown = False
        self._text = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._cancel = button("Annuler", self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self._appears = QTimer(self, singleShot=True, interval=APPEARS_MS)
        self._appears.timeout.connect(self._show_job)
        self._leaves = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._leaves.timeout.connect(self.hide)
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self._on_ended)
        self.hide()

    @property
    def text(self) -> str:
        """What the strip says."""
        return self._text.text()

    def toast(self, text: str) -> None:
        """One line for a few seconds; said aloud by screen readers."""
        self._text.setText(text)
        self._text.setToolTip("")
        self._bar.hide()
        self._cancel.hide()
        self._is_shown = False
        self.show()
        self._leaves.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        if self._jobs:
            self._appears.start(STAYS_MS // 2)  # the line is read first, then the work that still runs comes back

    def _on_started(self, job: Job) -> None:
        if not job.label:
            return
        self._jobs.append(job)
        if not self._is_shown and not self._appears.isActive():
            self._appears.start(APPEARS_MS)

    def _on_progressed(self, job: Job) -> None:
        if self._is_shown and self._jobs and job is self._jobs[0]:
            self._show_step(job)

    def _on_ended(self, job: Job) -> None:
        if job not in self._jobs:
            return
        was_shown = self._is_shown and self._jobs[0] is job
        self._jobs.remove(job)
        if self._jobs:
            if was_shown:
                self._show_job()
            return
        self._appears.stop()
        self._is_shown = False
        sentence = _outcome(job)
        if sentence and (was_shown or job.outcome is Outcome.CANCELLED):
            self.toast(sentence)
        elif was_shown:
            self.hide()

    def _show_job(self) -> None:
        if not self._jobs:
            return
        self._leaves.stop()
        self._is_shown = True
        self._cancel.setEnabled(not self._jobs[0].ticket.is_cancelled)
        self._bar.show()
        self._cancel.show()
        self._show_step(self._jobs[0])
        self.show()

    def _show_step(self, job: Job) -> None:
        done, total = job.step
        if job.ticket.is_cancelled:
            return
        if total:
            self._bar.setRange(0, total)
            self._bar.setValue(min(done, total))
            self._text.setText(f"{job.label}… {french.number(done)} sur {french.number(total)}")
        else:
            self._bar.setRange(0, 0)
            self._text.setText(f"{job.label}… {french.number(done)}" if done else f"{job.label}…")

    def _on_cancel(self) -> None:
        if self._jobs:
            job = self._jobs[0]
            job.cancel()
            self._cancel.setEnabled(False)
            self._bar.setRange(0, 0)
            self._text.setText(f"{job.label}{french.HARD}: arrêt en cours…")


def _outcome(job: Job) -> str:
    """The line said at the end, "" when there is nothing to add (a failure has its box)."""
    start = f"{job.label}{french.HARD}: "
    if job.outcome is Outcome.SUCCEEDED:
        return start + "terminé." if job.is_write else ""
    if job.outcome is Outcome.CANCELLED and not job.is_dropped:
        return start + ("annulé, rien n’a été enregistré." if job.is_write and not job.touched else "annulé.")
    return ""
