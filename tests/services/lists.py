"""Small lists written for a test, and an import of them from beginning to end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_contacts import ImportSession
from rgpd_desktop.services.import_plan import ImportOrder, ImportPlan, ImportPreview, ImportReport, SheetOrder
from rgpd_desktop.services.list_file import ListFile

TODAY = date(2026, 1, 15)
COUNTS = (
    "rows",
    "new",
    "merged",
    "probable",
    "expired",
    "opposed",
    "opposed_in_list",
    "refused",
    "undated",
    "problems",
)


def write_list(path: Path, *lines: str) -> Path:
    """A CSV whose first line is the headers."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def order_of(preview: ImportPreview, origin: ListOrigin | None = None, **more: object) -> ImportOrder:
    """Everything that is a list, as it was guessed."""
    sheets = tuple(SheetOrder(each.name, each.choices) for each in preview.sheets if each.is_list and each.is_visible)
    return replace(ImportOrder(sheets, origin or ListOrigin()), **more)  # type: ignore[arg-type]


def rehearsed(
    desk: Desk, path: Path, origin: ListOrigin | None = None, **more: object
) -> tuple[ImportSession, ImportPlan]:
    """A session whose list was rehearsed, and its plan."""
    session = ImportSession(desk, ListFile(path))
    return session, session.rehearse(order_of(session.preview(Ticket()), origin, **more), Ticket())


def imported(desk: Desk, path: Path, origin: ListOrigin | None = None, **more: object) -> ImportReport:
    """The list imported, as guessed."""
    session, _ = rehearsed(desk, path, origin, **more)
    report = session.run(Ticket())
    session.close()
    return report


def counts(plan: ImportPlan) -> dict[str, int]:
    """What is not zero."""
    return {name: getattr(plan, name) for name in COUNTS if getattr(plan, name)}
