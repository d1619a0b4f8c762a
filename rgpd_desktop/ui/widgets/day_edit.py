"""A day typed as JJ/MM/AAAA or chosen in a calendar; empty means no day. Says what is wrong, corrects nothing silently."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules import days
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.text import restyle

_VAGUE = re.compile(
    r"\d{4}|\d{1,2} ?[/.\-] ?\d{4}|(?=.*[^\W\d_]{3}).*\d.*"
)  # a year, a month and its year, words and figures
_TYPED = re.compile(r"(\d{1,2})[ /.\-](\d{1,2})[ /.\-](\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})")
SHAPE = "Écrivez la date comme 12/03/2024."
NO_SUCH_DAY = "Cette date n’existe pas."


def read_day(text: str) -> date | None:
    """The day written in `text` (12/3/24, 12-03-2024, 12032024), None when empty. ValueError carries the French problem.

    Two-digit years are 20xx up to ten years ahead of 2020s lists: 00-39 is 2000-2039, 40-99 is 1940-1999.
    """
    stripped = text.strip()
    if not stripped:
        return None
    found = _TYPED.fullmatch(stripped)
    if found is None:
        raise ValueError(SHAPE)
    day, month, year = (int(part) for part in found.groups() if part is not None)
    if year < 100:
        year += 2000 if year < 40 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(NO_SUCH_DAY) from None


def read_vague_day(text: str) -> tuple[date | None, bool]:
    """The same, and the first day of a month or a year given alone ("mars 2022", "2022"), with whether the day had to be chosen."""
    try:
        return read_day(text), False
    except ValueError:
        found, guess = days.read_day(text) if _VAGUE.fullmatch(text.strip()) else ("", "")
        if not found or guess == days.MONTH_FIRST:
            raise
        day = date.fromisoformat(found)
        figures = re.findall(r"\d+", text)
        return day, len(figures) < (2 if any(map(str.isalpha, text)) else 3)


class DayEdit(QWidget):
    """A line for a day, with a calendar button. Up and Down move by one day once a day is there.

    With `takes_vague` a month or a year is also read, as its first day: `note` says so.
    """

    changed = Signal(object)  # date | None, each time what is typed is a day or empty
    edited = Signal()  # something was typed or chosen, a day or not

    def __init__(self, theme: Theme, day: date | None = None, *, takes_vague: bool = False) -> None:
        super().__init__()
        self.note = ""  # which day was kept for a month or a year, once the line is left
        self._takes_vague = takes_vague
        self._line = QLineEdit()
        self._line.setPlaceholderText("JJ/MM/AAAA ou mars 2022" if takes_vague else "JJ/MM/AAAA")
        self._line.setMaxLength(30)  # a day may be written in words
        self._button = QToolButton()
        self._button.setProperty("kind", "icon")
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._button.setAccessibleName("Choisir dans le calendrier")
        self._button.setToolTip("Choisir dans le calendrier")
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self._line)
        self._calendar: QCalendarWidget | None = None
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)
        self._button.clicked.connect(self._open_calendar)
        theme.changed.connect(self._show_icon)
        self._show_icon()
        self.set_day(day)

    def day(self) -> date | None:
        """The day typed; None when empty or when there is a problem."""
        try:
            return self._read()[0]
        except ValueError:
            return None

    def problem(self) -> str:
        """What is wrong with what is typed, "" when nothing is."""
        try:
            self._read()
        except ValueError as error:
            return str(error)
        return ""

    def set_day(self, day: date | None) -> None:
        """Show a day, or nothing; emits nothing."""
        self.note = ""
        self._line.setText("" if day is None else french.day(day))
        self._mark()

    def setAccessibleName(self, name: str) -> None:
        """The name goes to the line, where the focus is."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        """The hint or the problem goes to the line too."""
        super().setAccessibleDescription(text)
        self._line.setAccessibleDescription(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move the day, Alt+Down opens the calendar."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(event.key()))
        day = self.day()
        if step == -1 and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_calendar()
        elif step is not None and day is not None:
            self._choose(day + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def _read(self) -> tuple[date | None, bool]:
        text = self._line.text()
        return read_vague_day(text) if self._takes_vague else (read_day(text), False)

    def _on_edited(self) -> None:
        self.note = ""
        if not self.problem():
            self._mark()
            self.changed.emit(self.day())
        self.edited.emit()

    def _on_finished(self) -> None:
        if not self.problem():
            day, is_chosen = self._read()
            note = self.note
            self.set_day(day)
            self.note = f"Le premier jour est retenu{french.HARD}: {french.day(day)}." if day and is_chosen else note
            if self.note != note:
                self.changed.emit(day)
        self._mark()

    def _mark(self) -> None:
        is_wrong = bool(self.problem())
        if self._line.property("wrong") != is_wrong:
            self._line.setProperty("wrong", is_wrong)
            restyle(self._line)

    def _choose(self, day: date) -> None:
        self.set_day(day)
        self.changed.emit(day)
        self.edited.emit()

    def _open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setLocale(QLocale(QLocale.Language.French, QLocale.Country.France))
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.clicked.connect(self._on_picked)
            self._calendar.activated.connect(self._on_picked)
        plain = QTextCharFormat()
        plain.setForeground(QColor(self._theme.tokens.ink))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red would say something is wrong
            self._calendar.setWeekdayTextFormat(weekend, plain)
        if (day := self.day()) is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()
        self._calendar.setFocus()

    def _on_picked(self, picked: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self._choose(date(picked.year(), picked.month(), picked.day()))

    def _show_icon(self) -> None:
        self._button.setIcon(self._theme.icon("calendar"))
