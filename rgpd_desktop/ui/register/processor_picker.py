"""Which of one's processors a sheet uses: boxes to tick, and a line that adds one by its name, from the catalogue or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.processor import Processor, Tool
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import button

_LOST: Final = "Sous-traitant retiré de votre liste"


class _NameCombo(CalmCombo):
    """Enter adds what is typed."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ProcessorPicker(QWidget):
    """`tool_wanted` asks for a tool of the catalogue (its id), `own_wanted` for a provider by its name; `added` brings the answer."""

    edited = Signal()
    tool_wanted = Signal(str)
    own_wanted = Signal(str)

    def __init__(self, tools: Sequence[Tool]) -> None:
        super().__init__()
        self._tools = {fold(tool.name): tool for tool in tools}
        self.boxes: dict[str, QCheckBox] = {}
        self._processors: tuple[Processor, ...] = ()
        self._ticked: tuple[str, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.name = _NameCombo([(tool.id, tool.name) for tool in tools])
        self.name.setEditable(True)
        self.name.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
        self.name.setCurrentIndex(-1)
        completer = QCompleter(self.name.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.name.setCompleter(completer)
        if (line := self.name.lineEdit()) is not None:
            line.setPlaceholderText("Nom de l’outil ou du prestataire")
        self.field = FormField("Ajouter un sous-traitant", self.name)
        self.add = button("Ajouter", self._on_add)
        self.add.setAccessibleName("Ajouter ce sous-traitant")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addLayout(row)
        self.name.entered.connect(self._on_add)

    def show_choices(self, processors: Sequence[Processor], ticked: Sequence[str]) -> None:
        """One box each; one the sheet names and that is gone is said to be."""
        self._processors, self._ticked = tuple(processors), tuple(ticked)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes.clear()
        for processor in processors:
            use = f" ({processor.use})" if processor.use else ""
            self._box(processor.id, f"{processor.name}{use}", processor.id in ticked)
        known = {processor.id for processor in processors}
        for id in ticked:
            if id not in known:
                self._box(id, _LOST, True)

    def read(self) -> tuple[str, ...]:
        """Those ticked: in the order the sheet had, then in that of the list."""
        now = [id for id, box in self.boxes.items() if box.isChecked()]
        return (*(id for id in self._ticked if id in now), *(id for id in now if id not in self._ticked))

    def added(self, processors: Sequence[Processor], id: str) -> None:
        """What was wanted is in the list: tick it."""
        self.show_choices(processors, (*(each for each in self.read() if each != id), id))
        self.name.setCurrentIndex(-1)
        self.name.clearEditText()
        self.edited.emit()

    def _box(self, id: str, words: str, is_ticked: bool) -> None:
        box = QCheckBox(words.replace("&", "&&"))
        box.setChecked(is_ticked)
        box.toggled.connect(self.edited)
        self.boxes[id] = box
        self._list.addWidget(box)

    def _on_add(self) -> None:
        typed = " ".join(self.name.currentText().split())
        wanted = fold(typed)
        there = next((each for each in self._processors if fold(each.name) == wanted), None)
        tool = self._tools.get(wanted)
        if not typed:
            self.field.set_problem("Écrivez le nom de l’outil ou du prestataire.")
            self.name.setFocus()
        elif there is not None:
            self.added(self._processors, there.id)
        elif tool is not None:
            self.tool_wanted.emit(tool.id)
        else:
            self.own_wanted.emit(typed)
