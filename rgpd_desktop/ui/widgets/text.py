"""Labels and buttons as the style sheet knows them. Text is always plain: a name that holds "<b>" is shown, never interpreted."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from rgpd_desktop.basics import french

Role = Literal["body", "title", "heading", "section", "strong", "number", "muted", "hint", "problem", "group", "count"]
Kind = Literal["plain", "primary", "danger", "warning", "link"]


def label(text: str, role: Role = "body", *, wraps: bool = False) -> QLabel:
    """A QLabel in one of the roles of the style sheet, spaced as French is printed; `wraps` lets it take several lines."""
    made = QLabel(french.spaced(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if wraps:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def button(text: str, on_click: Callable[[], object] | None = None, kind: Kind = "plain") -> QPushButton:
    """A push button: "primary" and "danger" are filled, "warning" is red text, "link" has no frame."""
    made = QPushButton(french.spaced(text))
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def tip(text: str) -> str:
    """The text of a tooltip, which Qt would otherwise take for HTML when it looks like it, images on the disk included."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>") if "<" in text else text


def line() -> QFrame:
    """A 1 px line across its layout."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again at a widget whose property changed, and at what is in it."""
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)
    widget.update()
