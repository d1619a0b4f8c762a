"""The layers of the window: the house (sidebar and pages) over the strip of jobs, a wizard in its place, a cover over all."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

_MARGINS = (28, 24, 28, 24)


class WindowLayers(QStackedWidget):
    """One wizard and one cover at most; each goes for good when it leaves. It says nothing of what they mean: see MainWindow."""

    def __init__(self, sidebar: QWidget, pages: QWidget, strip: QWidget) -> None:
        super().__init__()
        ground = QWidget()
        around = QVBoxLayout(ground)
        around.setContentsMargins(*_MARGINS)
        around.addWidget(pages)
        house = QWidget()
        row = QHBoxLayout(house)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(sidebar)
        row.addWidget(ground, 1)
        self._places = QStackedWidget()
        self._places.addWidget(house)
        root = QWidget()
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._places, 1)
        column.addWidget(strip)
        self.addWidget(root)

    @property
    def holder(self) -> QWidget | None:
        """The wizard in the place of the house, if one is there."""
        return _second(self._places)

    def take_over(self, widget: QWidget) -> None:
        """Put it in the place of the house."""
        self._places.addWidget(widget)
        self._places.setCurrentWidget(widget)

    def release(self) -> None:
        """The wizard goes, if there is one."""
        _drop_second(self._places)

    @property
    def is_covered(self) -> bool:
        """Whether something stands in the place of everything."""
        return _second(self) is not None

    def cover(self, widget: QWidget) -> None:
        """Show it and nothing else, strip included, in the place of an earlier cover."""
        self.uncover()
        self.addWidget(widget)
        self.setCurrentWidget(widget)

    def uncover(self) -> None:
        """The cover goes, if there is one."""
        _drop_second(self)


def _second(stack: QStackedWidget) -> QWidget | None:
    widget: QWidget | None = stack.widget(1)
    return widget


def _drop_second(stack: QStackedWidget) -> None:
    if (widget := _second(stack)) is not None:
        stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
