"""Labels and buttons as the style sheet knows them. Text is always plain: a name that holds "<b>" is shown, never interpreted."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from rgpd_desktop.basics import french

Role = Literal["body", "title", "heading", "section", "strong", "number", "muted", "hint", "problem", "group", "count"]
Kind = Literal["plain", "primary", "danger", "warning", "link"]


class PushButton(QPushButton):
    """A button that Enter presses when it has the focus, in a page as in a dialog: Qt alone would press the dialog's main one."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does; held down, it acts once."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def label(text: str, role: Role = "body", *, wraps: bool = False) -> QLabel:
    """A QLabel in one of the roles of the style sheet, spaced as French is printed; `wraps` lets it take several lines."""
    made = QLabel(french.spaced(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if wraps:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    kind: Kind = "plain",
    make: Callable[[str], PushButton] = PushButton,
) -> PushButton:
    """A push button: "primary" and "danger" are filled, "warning" is red text, "link" has no frame."""
    made = make(french.spaced(text))
    made.setProperty("kind", kind)
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


def tab_to_checked(buttons: Iterable[QAbstractButton]) -> None:
    """Tab reaches the checked one of a group: Qt only sees to it once one of them had the focus."""
    for each in buttons:
        policy = Qt.FocusPolicy.StrongFocus if each.isChecked() else Qt.FocusPolicy.ClickFocus
        each.setFocusPolicy(policy)


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again at a widget whose property changed, and at what is in it."""
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)
    widget.update()
