"""The one style sheet of the program, written from tokens: flat, 1 px lines, 8 px cards, 6 px controls, 4 px steps.

Only ui.theme calls it. Widgets say what they are by their class or by the properties `role` (labels), `kind` (buttons) and `tone`;
no colour is written anywhere else.
"""

from __future__ import annotations

import re

from rgpd_desktop.ui.tokens import Tokens, Tone

_LENGTH = re.compile(r"\b(\d+)px")
_COLOUR = re.compile(r"@(\w+)")

_GROUND = """
QMainWindow, QDialog, MainWindow, Wizard { background: @background; }
QToolTip { background: @card; color: @ink; border: 1px solid @line; padding: 4px 8px; }
Card { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame[role="line"] { background: @line; border: none; min-height: 1px; max-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[role="ground"] { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
"""

_TEXT = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 22px; font-weight: 600; }
QLabel[role="heading"] { font-size: 18px; font-weight: 600; }
QLabel[role="section"] { font-size: 14px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="number"] { font-size: 20px; font-weight: 600; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="hint"] { font-size: 12px; color: @muted; }
QLabel[role="problem"] { font-size: 12px; color: @danger; }
"""

_BUTTONS = """
QPushButton, QToolButton {
    background: @card; color: @ink; border: 1px solid @line; border-radius: 6px; padding: 8px 14px; font-weight: 500;
}
QPushButton:hover, QToolButton:hover { background: @hover; border-color: @edge; }
QPushButton:pressed, QToolButton:pressed { background: @pressed; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 7px 13px; }
QPushButton:disabled, QToolButton:disabled { color: @faint; background: @background; border-color: @line; }
QPushButton::menu-indicator { image: url("@icons/chevron.svg"); width: 12px; subcontrol-position: right center; right: 8px; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="danger"] { background: @danger; color: @on_danger; border-color: @danger; }
QPushButton[kind="danger"]:hover { background: @danger_hover; border-color: @danger_hover; }
QPushButton[kind="primary"]:focus, QPushButton[kind="danger"]:focus { border: 2px solid @ink; }
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled {
    background: @pressed; color: @muted; border-color: @line;
}
QPushButton[kind="warning"] { color: @danger; }
QPushButton[kind="link"] { background: transparent; border-color: transparent; color: @accent; }
QPushButton[kind="link"]:hover { background: @accent_tint; }
QPushButton[kind="link"]:focus { border: 2px solid @accent; }
QToolButton[kind="icon"] { padding: 5px; }
QToolButton[kind="icon"]:focus { padding: 4px; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    background: @card; color: @ink; border: 1px solid @line; border-radius: 6px; padding: 8px 9px; placeholder-text-color: @muted;
    selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover, QPlainTextEdit:hover, QTextEdit:hover { border-color: @edge; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid @accent; padding: 7px 8px;
}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    background: @background; color: @faint;
}
*[wrong="true"] { border-color: @danger; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("@icons/chevron.svg"); width: 12px; height: 12px; }
QAbstractSpinBox { padding-right: 24px; }
QAbstractSpinBox:focus { padding-right: 23px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 20px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; top: 3px; right: 3px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; bottom: 3px; right: 3px; }
QAbstractSpinBox::up-arrow { image: url("@icons/chevron-up.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("@icons/chevron.svg"); width: 10px; height: 10px; }
QComboBox QAbstractItemView {
    background: @card; color: @ink; border: 1px solid @line; outline: none; padding: 4px;
    selection-background-color: @accent_tint; selection-color: @ink;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 2px 6px; }
QCheckBox, QRadioButton { background: transparent; spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid @muted; border-radius: 4px; background: @card;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: @accent; border-color: @accent; image: url("@icons/check.svg");
}
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: @accent; border-color: @accent; image: url("@icons/dash.svg");
}
QRadioButton::indicator { border-radius: 7px; }
QRadioButton::indicator:checked { border-color: @accent; image: url("@icons/dot.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; background: @background; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @card; }
QCalendarWidget { border: 1px solid @line; }
QCalendarWidget QToolButton { border: none; background: transparent; padding: 6px 10px; }
QCalendarWidget QToolButton:hover { background: @hover; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QTableView { selection-background-color: @accent; selection-color: @on_accent; }
QCalendarWidget QTableView::item { border: none; padding: 0px; }
QCalendarWidget QTableView::item:selected { background: @accent; color: @on_accent; }
"""

_LISTS = """
QAbstractItemView { background: @card; color: @ink; border: none; outline: none; selection-background-color: @accent_tint;
    selection-color: @ink; }
QTableView, QTreeView, QListView { gridline-color: @line; }
QTableView[role="framed"], QListView[role="framed"] { border: 1px solid @line; border-radius: 8px; }
QTableView:focus[role="framed"], QListView:focus[role="framed"] { border-color: @accent; }
QTableView::item { border: none; border-bottom: 1px solid @line; padding: 0px 9px; }
QTableView::item:selected, QListView::item:selected { background: @accent_tint; color: @ink; }
QHeaderView { background: @card; border: none; qproperty-defaultAlignment: "AlignLeft|AlignVCenter"; }
QHeaderView::section {
    background: @card; color: @muted; font-size: 12px; font-weight: 600; border: none; border-bottom: 1px solid @line;
    padding: 9px 12px; text-align: left;
}
QHeaderView::section:hover { color: @ink; }
QHeaderView::down-arrow { image: url("@icons/chevron.svg"); width: 10px; height: 10px; }
QHeaderView::up-arrow { image: url("@icons/chevron-up.svg"); width: 10px; height: 10px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: @card; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @grip; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: @card; color: @ink; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_tint; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
"""

_PARTS = """
Sidebar, Rail { background: @card; border: none; border-right: 1px solid @line; }
Sidebar QLabel[role="group"] { font-size: 11px; color: @muted; padding: 0px 8px; }
WhyPanel { background: @card; border: none; border-left: 1px solid @line; }
SidebarEntry {
    background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 7px 8px; text-align: left;
    font-weight: 400;
}
SidebarEntry:hover { background: @hover; border-color: @hover; }
SidebarEntry:checked { background: @accent_tint; border-color: @accent_tint; color: @accent; font-weight: 600; }
SidebarEntry:focus { border: 2px solid @accent; padding: 7px 8px; }
Chip { border-radius: 14px; padding: 4px 12px; font-weight: 400; }
Chip:focus { padding: 3px 11px; }
Chip:checked { background: @accent_tint; border-color: @accent; }
Chip QLabel[role="count"] { color: @muted; font-weight: 600; }
Chip QLabel[on="true"] { color: @accent; font-weight: 600; }
JobStrip { background: @card; border: none; border-top: 1px solid @line; }
JobStrip QPushButton { padding: 3px 10px; }
JobStrip QPushButton:focus { padding: 2px 9px; }
QProgressBar { background: @line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
ActionBar { background: @card; border: none; border-top: 1px solid @line; }
DropOverlay { background: @veil; }
DropOverlay QFrame { background: @accent_tint; border: 2px dashed @accent; border-radius: 8px; }
DropOverlay QLabel { border: none; color: @accent; font-size: 18px; font-weight: 600; }
NumberRow { background: transparent; border: none; }
NumberRow:hover { background: @hover; }
"""

_TONE = """
QLabel[tone="{tone}"] {{ color: @{tone}; }}
Pill[tone="{tone}"] {{ background: @{tone}_tint; color: @{tone}; }}
Banner[tone="{tone}"] {{ background: @{tone}_tint; border: 1px solid @{tone}; border-radius: 8px; }}
Banner[tone="{tone}"] QLabel[role="strong"] {{ color: @{strong}; }}
"""

_PILL = """
Pill { font-size: 12px; font-weight: 600; padding: 3px 8px; border-radius: 4px; }
Pill[shape="round"] { font-size: 11px; padding: 3px 6px; border-radius: 8px; }
"""


def stylesheet(tokens: Tokens, scale: float, icons: str) -> str:
    """The whole sheet. `scale` is the text size over the design's, `icons` the folder of the SVG files in these colours."""
    tones = [tone for tone in Tone if tone is not Tone.PLAIN]
    toned = "".join(
        _TONE.format(tone=tone.value, strong="ink" if tone is Tone.ACCENT else tone.value) for tone in tones
    )
    text = _GROUND + _TEXT + _BUTTONS + _FIELDS + _LISTS + _PARTS + toned + _PILL
    shades = _shades(tokens) | {"icons": icons}

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return shades[name] if name in shades else str(getattr(tokens, name))

    return _COLOUR.sub(value, _LENGTH.sub(lambda found: _scaled(int(found[1]), scale), text))


def _shades(tokens: Tokens) -> dict[str, str]:
    veil = tokens.background.removeprefix("#")
    return {
        "hover": tokens.blend(tokens.card, tokens.ink, 0.04),
        "pressed": tokens.blend(tokens.card, tokens.ink, 0.09),
        "edge": tokens.blend(tokens.line, tokens.ink, 0.25),
        "faint": tokens.blend(tokens.muted, tokens.card, 0.35),
        "grip": tokens.blend(tokens.line, tokens.muted, 0.5),
        "accent_hover": tokens.blend(tokens.accent, tokens.ink, 0.15),
        "danger_hover": tokens.blend(tokens.danger, tokens.ink, 0.15),
        "veil": f"#D0{veil}",
    }


def _scaled(length: int, scale: float) -> str:
    return f"{length if length <= 2 else round(length * scale)}px"  # lines stay lines
