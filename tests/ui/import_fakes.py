"""A list process that answers at once, and the wizard over it: for the tests of the import wizard."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from rgpd_desktop.basics.problems import RowProblem
from rgpd_desktop.rules.columns import ColumnChoice, ColumnGuess
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.services.import_plan import (
    Category,
    ImportPlan,
    ImportPreview,
    ImportReport,
    PlannedPerson,
    SheetPreview,
)
from rgpd_desktop.ui.importing.import_wizard import CHECK, ImportWizard

TODAY = date(2026, 11, 23)
HARD, THIN = "\u00a0", "\u202f"

GUESSES = (ColumnGuess(0, "Nom", "last_name", 0.97), ColumnGuess(1, "Courriel", "email", 0.9))
SHEET = SheetPreview(
    name="Liste", is_visible=True, is_list=True, header_row=1, headers=("Nom", "Courriel"), rows=1286, guesses=GUESSES,
    choices=tuple(ColumnChoice(guess.index, guess.header, guess.field) for guess in GUESSES), kind="client",
    audience=Audience.PROFESSIONAL, lines=(("Nom", "Courriel"), ("Aubry", "h@example.org")),
)  # fmt: skip
PREVIEW = ImportPreview("liste.xlsx", "xlsx", None, None, (SHEET,))
PLAN = ImportPlan(
    rows=1286, new=842, merged=231, probable=2, expired=3, opposed=11, opposed_in_list=4, refused=23, undated=12, problems=5,
    reasons={"aucun nom ni e-mail": 9, "e-mail illisible": 14}, cell_reasons={"date illisible": 5}, change_count=1, digest="d",
)  # fmt: skip
EMPTY = replace(
    PLAN, new=0, merged=0, probable=0, expired=0, opposed=0, opposed_in_list=0, refused=0, undated=0, problems=0
)
REPORT = ImportReport(
    batch=7, rows=1286, new=842, merged=231, probable=2, expired=3, opposed=11, opposed_in_list=4, undated=12,
    refused=(RowProblem(9, "", "aucun nom"),), problems=(RowProblem(12, "Tél", "numéro illisible"),),
)  # fmt: skip


@dataclass
class FakeProcess:
    """Answers what it holds; an exception in its place is raised."""

    preview_: ImportPreview | Exception = PREVIEW
    plan: ImportPlan | Exception = PLAN
    report: ImportReport | Exception = REPORT
    expired: int = 3
    made: list[tuple[Path, str | None, str | None]] = field(default_factory=list)
    orders: list[object] = field(default_factory=list)
    asked: list[tuple[Category, int, int]] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    closed: int = 0

    def __call__(self, data, path, today, encoding, delimiter):
        assert today == TODAY
        self.made.append((path, encoding, delimiter))
        return self

    def preview(self, ticket):
        return _given(self.preview_)

    def rehearse(self, order, ticket):
        self.orders.append(order)
        plan = _given(self.plan)
        kept = len(order.keep_expired) if order.keep_expired else 0
        return replace(plan, new=plan.new + kept, expired=plan.expired - kept, new_expired=kept)

    def people(self, category, offset, limit):
        self.asked.append((category, offset, limit))
        total = self.expired if category is Category.EXPIRED else 450
        return [
            PlannedPerson("Liste", row, f"Personne {row}", "x@example.org", "raison")
            for row in range(offset, min(total, offset + limit))
        ]

    def run(self, ticket):
        return _given(self.report)

    def write_refused(self, path, ticket):
        self.saved.append(path)

    def close(self):
        self.closed += 1


def _given(answer):
    if isinstance(answer, Exception):
        raise answer
    return answer


def wizard_over(process, services, jobs, qtbot, path=Path("liste.xlsx")):
    """The wizard on screen, reading `path` if there is one."""
    wizard = ImportWizard(replace(services, jobs=jobs), path, process)
    qtbot.addWidget(wizard)
    wizard.resize(1280, 800)
    wizard.show()
    return wizard


def answer_origin(wizard):
    """The least one must answer."""
    wizard.origin.indirect.click()
    wizard.origin.source.setEditText("Annuaire")
    wizard.origin.unknown_day.click()


def go_to_check(wizard):
    """From the file to the plan."""
    wizard.bar.next.click()
    wizard.bar.next.click()
    answer_origin(wizard)
    wizard.bar.next.click()
    assert wizard.current == CHECK
    return wizard
