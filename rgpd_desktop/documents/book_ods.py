"""Pages as an .ods workbook: every cell a string, wrapped, laid out for A4 across. Called by register_book only.

No cell carries a formula: only its text, in the attribute that programs read and in the paragraphs that they show.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents.book_page import BookPage, BookRow, Look
from rgpd_desktop.documents.sheets import kept_text

_CENTIMETRES: Final = 0.19  # of a character of the widths
_INK, _SOFT, _PALE = "#1f2937", "#e5e7eb", "#9ca3af"
_BORDER: Final = f"0.5pt solid {_PALE}"
_LAYOUT: Final = "rgpd-page"


def write(pages: Sequence[BookPage], partial: Path, ticket: Ticket) -> None:
    """Writes the workbook at `partial`. Raises Cancelled, or OSError for the world's faults."""
    from odfdo import Document, Table  # noqa: PLC0415 - 0.2 s of imports, needed only when something is exported

    ticket.step(0, len(pages))
    document = Document("spreadsheet")
    document.body.clear()
    _add_styles(document, pages)
    for done, page in enumerate(pages):
        ticket.step(done, len(pages))
        last = chr(ord("A") + len(page.widths) - 1)
        table = Table(
            page.name,
            style=_LAYOUT,
            print_ranges=[f"{_quoted(page.name)}.A1:{_quoted(page.name)}.{last}{page.printed_rows}"],
        )
        _fill(table, page)
        document.body.append(table)
    ticket.step(len(pages), len(pages))
    document.save(str(partial))


def _quoted(name: str) -> str:
    return "$'" + name.replace("'", "''") + "'"


def _fill(table: Any, page: BookPage) -> None:
    from odfdo import Column, Element  # noqa: PLC0415

    for width in page.widths:
        table.append(Column(style=f"rgpd-column-{width}"))
    for number, row in enumerate(page.rows, 1):
        made = _row(row, len(page.widths))
        if number == page.repeats:
            heading = Element.from_tag("table:table-header-rows")
            heading.append(made)
            made = heading
        table.append(made)


def _row(row: BookRow, width: int) -> Any:
    from odfdo import Row  # noqa: PLC0415

    made = Row(style="rgpd-row-record" if row.look is Look.RECORD else "rgpd-row")
    for column in range(width):
        text = kept_text(row.cells[column]) if column < len(row.cells) else ""
        made.append(_cell(text, row, column))
    return made


def _cell(text: str, row: BookRow, column: int) -> Any:
    from odfdo import Cell  # noqa: PLC0415

    has_style = bool(text) or (row.look not in (Look.TITLE, Look.RECORD) and any(row.cells))
    cell = Cell(style=f"rgpd-{row.look.value}{'-first' if column == 0 else ''}" if has_style else None)
    if text:
        cell.set_attribute("office:value-type", "string")
        cell.set_attribute("calcext:value-type", "string")
        cell.set_attribute("office:string-value", text)
        for line in text.split("\n"):
            cell.append(_paragraph(line))
    return cell


def _paragraph(line: str) -> Any:
    """A line as it is shown: in a paragraph, several spaces and tabs are elements."""
    from odfdo import Paragraph  # noqa: PLC0415

    return Paragraph(line, formatted=True)


def _add_styles(document: Any, pages: Sequence[BookPage]) -> None:
    from odfdo import Element  # noqa: PLC0415

    place = document.get_part("content.xml").get_element("//office:automatic-styles")
    for xml in (*_cell_styles(), *_size_styles({width for page in pages for width in page.widths})):
        place.append(Element.from_tag(xml))
    layout = document.get_part("styles.xml").get_element(
        "//style:page-layout[@style:name='Mpm1']/style:page-layout-properties"
    )
    for name, value in (
        ("fo:page-width", "29.7cm"), ("fo:page-height", "21cm"), ("style:print-orientation", "landscape"), ("fo:margin", "1.2cm"),
        ("style:scale-to-X", "1"), ("style:scale-to-Y", "0"),
    ):  # fmt: skip
        layout.set_attribute(name, value)


def _size_styles(widths: set[int]) -> list[str]:
    columns = [
        f'<style:style style:name="rgpd-column-{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _CENTIMETRES:.2f}cm"/></style:style>'
        for width in sorted(widths)
    ]
    return [
        f'<style:style style:name="{_LAYOUT}" style:family="table" style:master-page-name="Default">'
        '<style:table-properties table:display="true"/></style:style>',
        '<style:style style:name="rgpd-row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>',
        '<style:style style:name="rgpd-row-record" style:family="table-row">'
        '<style:table-row-properties style:row-height="0.35cm" style:use-optimal-row-height="false"/></style:style>',
        *columns,
    ]


def _cell_styles() -> list[str]:
    made = []
    for look in Look:
        is_table = look in (Look.HEAD, Look.PLAIN, Look.TABLE)
        wraps = 'fo:wrap-option="wrap"' if is_table else 'fo:wrap-option="no-wrap"'
        border = f'fo:border="{_BORDER}" fo:padding="0.08cm"' if is_table else ""
        fill = f'fo:background-color="{_SOFT}"' if look is Look.HEAD else ""
        size = {Look.TITLE: "14pt", Look.RECORD: "6pt"}.get(look, "10pt")
        for is_first in (True, False):
            is_bold = look in (Look.TITLE, Look.HEAD) or (look is Look.PLAIN and is_first)
            ink = _PALE if look is Look.RECORD else _INK
            made.append(
                f'<style:style style:name="rgpd-{look.value}{"-first" if is_first else ""}" style:family="table-cell">'
                f'<style:table-cell-properties style:vertical-align="top" {wraps} {border} {fill}/>'
                '<style:paragraph-properties fo:text-align="start"/>'
                f'<style:text-properties fo:font-size="{size}" fo:color="{ink}" fo:font-weight="{"bold" if is_bold else "normal"}"/>'
                "</style:style>"
            )
    return made
