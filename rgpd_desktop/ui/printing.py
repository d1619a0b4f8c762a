"""Paper on the printer: the system's dialog (range, copies), then one page at a time in a job. Called by the preview.

Draws pictures of pages and knows nothing of what is on them. Qt lets a printer be painted on from any thread, and a page of 300 dpi takes
too long for the window's.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services.show_paper import Picture, ShownPaper

DPI: Final = 300
_POINTS: Final = 72
# Qt compresses a picture without letting the interpreter go: a whole page held the window for 150 ms, a band holds it for 15.
_BAND, _OVERLAP = 256, 2  # lines; they overlap so that no reader shows a seam
_FAILED: Final = (
    "L’impression n’a pas abouti.",
    "Vérifiez que l’imprimante est allumée et reliée, puis recommencez. Vous pouvez aussi enregistrer le document en PDF.",
)


def new_printer(name: str) -> QPrinter:
    """The person's usual printer, for a document of that name: A4, drawn to the edge since pages have their own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDocName(name)
    printer.setCreator("RGPD Desktop")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def ask(parent: QWidget, printer: QPrinter, count: int) -> bool:
    """The dialog of the system over `printer`; the person chooses a range of the `count` pages and a number of copies. False to give up."""
    dialog = QPrintDialog(printer, parent)
    option = QAbstractPrintDialog.PrintDialogOption
    for wanted in (option.PrintPageRange, option.PrintCurrentPage, option.PrintCollateCopies, option.PrintToFile):
        dialog.setOption(wanted, True)
    dialog.setOption(option.PrintSelection, False)
    dialog.setMinMax(1, count)
    dialog.setFromTo(1, count)
    is_chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_chosen


def order(printer: QPrinter, count: int, current: int) -> tuple[int, ...]:
    """The pages (from 0) to draw, in order: the range chosen, from the last one when the printer wants it, as often as it must be told."""
    chosen = _chosen(printer, count, current)
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen = chosen[::-1]
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return chosen * copies
    return tuple(page for page in chosen for _ in range(copies))


def print_pages(paper: ShownPaper, printer: QPrinter, pages: Sequence[int], ticket: Ticket) -> int:
    """Draws these pages (from 0), each on its sheet. Steps of `ticket` count sheets; returns how many.

    Raises Cancelled, the job being then taken back from the printer, and Refusal when it does not take it.
    """
    painter = QPainter()
    ticket.step(0, len(pages))
    if not painter.begin(printer):
        raise Refusal(*_FAILED)
    try:
        for done, page in enumerate(pages):
            ticket.step(done, len(pages))
            if done and not printer.newPage():
                raise Refusal(*_FAILED)
            _draw(painter, printer, paper.picture(page, DPI / _POINTS), paper.sizes[page])
    except BaseException as error:
        printer.abort()
        painter.end()
        if isinstance(error, Cancelled | Refusal) and printer.outputFileName():
            with suppress(OSError):
                Path(printer.outputFileName()).unlink(missing_ok=True)
        raise
    if not painter.end() or printer.printerState() is QPrinter.PrinterState.Error:
        raise Refusal(*_FAILED)
    return len(pages)


def as_image(picture: Picture) -> QImage:
    """The picture as Qt draws one fastest, with its own memory."""
    return _image(picture, 0, picture.height).convertToFormat(QImage.Format.Format_RGB32)


def _image(picture: Picture, top: int, height: int) -> QImage:
    """Some lines of the picture, with their own memory."""
    lines = picture.pixels[top * picture.stride : (top + height) * picture.stride]
    made = QImage(lines, picture.width, height, picture.stride, QImage.Format.Format_RGB888)
    return made.copy()


def _chosen(printer: QPrinter, count: int, current: int) -> tuple[int, ...]:
    everything = tuple(range(count))
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            return (current,)
        case QPrinter.PrintRange.PageRange:
            ranges = printer.pageRanges()
            if not ranges.isEmpty():
                return tuple(page for page in everything if ranges.contains(page + 1)) or everything
            first, last = printer.fromPage() or 1, printer.toPage() or count
            return tuple(page for page in everything if first <= page + 1 <= last) or everything
        case _:
            return everything


def _draw(painter: QPainter, printer: QPrinter, picture: Picture, points: tuple[float, float]) -> None:
    """The page at its true size, smaller when the sheet is; turned when it is wide and the sheet is tall, or the other way."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    room, size = QSizeF(sheet.width(), sheet.height()), QSizeF(*points) * (printer.resolution() / _POINTS)
    is_turned = (size.width() > size.height()) != (room.width() > room.height())
    if is_turned:
        room.transpose()
    scale = min(1.0, room.width() / size.width(), room.height() / size.height())
    size *= scale
    painter.save()
    painter.translate(sheet.width() / 2, sheet.height() / 2)
    if is_turned:
        painter.rotate(-90)
    place = QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height())
    line = size.height() / picture.height
    for top in range(0, picture.height, _BAND):
        height = min(_BAND + _OVERLAP, picture.height - top)
        band = QRectF(place.left(), place.top() + top * line, place.width(), height * line)
        painter.drawImage(band, _image(picture, top, height), QRectF(0, 0, picture.width, height))
    painter.restore()
