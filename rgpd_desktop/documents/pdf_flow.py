"""The blocks of a Paper as what reportlab lays out: paragraphs, tables, headings that keep what they head. Called by paper_pdf.

Every text goes through `mark_up`, without exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reportlab.platypus import KeepTogether as Together  # type: ignore[import-untyped]
from reportlab.platypus import PageBreak, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import block
from rgpd_desktop.documents.pdf_heads import PART, Head, Headed, PageNumber
from rgpd_desktop.documents.pdf_text import (
    BODY,
    BOLD,
    CELL,
    CELL_HEAD,
    CELL_LARGE,
    ITEM,
    LABEL,
    LINE,
    NUMBER_HEAD,
    QUIET,
    REGULAR,
    TITLE,
    TITLE_AROUND,
    VALUE,
    WIDTH,
    fonts,
    mark_up,
)  # fmt: skip


def flow(paper: block.Paper, ticket: Ticket) -> list[Any]:
    """The flowables of the paper, in order; one step of `ticket` a block. Raises Cancelled."""
    fonts()
    total = len(paper.blocks)
    made: list[Any] = []
    for done, each in enumerate(paper.blocks):
        made += _of(each, paper, f"h{done}")
        ticket.step(done, 2 * total)
    return _headed(made) or [Text(french.HARD, BODY)]  # a paper without a word is still a page


def _of(each: block.Block, paper: block.Paper, name: str) -> list[Any]:
    """One block. `name` is its own in the paper, for what must be found again."""
    match each:
        case block.Title():
            return _title(each)
        case block.Heading():
            return [Head(each, name)]
        case block.Paragraph():
            lead = f'<font name="{BOLD}">{mark_up(each.lead)}</font> ' if each.lead else ""
            return [Text(lead + mark_up(each.text), QUIET if each.is_quiet else BODY)]
        case block.List():
            return _list(each)
        case block.Table():
            return [_grid(each, paper, name)] if each.rows else []
        case block.Fields():
            return _fields(each)
        case block.PageBreak():
            return [PageBreak()]
        case block.KeepTogether():
            inner = (_of(one, paper, f"{name}-{number}") for number, one in enumerate(each.blocks))
            return [Together(_headed([flowable for some in inner for flowable in some]))]
        case block.Contents():
            return _contents(paper, name)


def _title(title: block.Title) -> list[Any]:
    made = [Spacer(1, 70)]
    if title.above:
        made.append(Text(mark_up(title.above), TITLE_AROUND))
    made.append(Text(mark_up(title.text), TITLE))
    if title.under:
        made.append(Text(mark_up(title.under), TITLE_AROUND))
    return [*made, Spacer(1, 26)]


def _list(listed: block.List) -> list[Any]:
    marks = (f"{number}." if listed.is_numbered else "–" for number in range(1, len(listed.items) + 1))
    return [Text(mark_up(item), ITEM, bulletText=mark) for item, mark in zip(listed.items, marks, strict=True)]


def _fields(fields: block.Fields) -> list[Any]:
    if fields.is_inline:
        pairs = (
            f'<font name="{BOLD}">{mark_up(label)}{french.HARD}:</font> {mark_up(value)}'
            for label, value in fields.pairs
        )
        return [Text(" ".join(pairs), BODY)]
    rows = [[Text(mark_up(label), LABEL), Text(mark_up(value), VALUE)] for label, value in fields.pairs]
    commands = [
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return [_table(rows, (0.3, 0.7), commands, 0)] if rows else []


def _grid(table: block.Table, paper: block.Paper, name: str) -> Any:
    numbers = {at for row in table.rows for at, cell in enumerate(row) if isinstance(cell, block.PageOf)}
    head = [
        [Text(mark_up(header), NUMBER_HEAD if at in numbers else CELL_HEAD) for at, header in enumerate(table.headers)]
    ]
    known = _anchors((f"h{done}", each) for done, each in enumerate(paper.blocks)) if numbers else {}
    rows = [
        [_cell(cell, known, f"{name}-{number}-{at}", table.is_large) for at, cell in enumerate(row)]
        for number, row in enumerate(table.rows)
    ]
    commands = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return _table([*head, *rows] if table.headers else rows, table.widths, commands, min(1, len(table.headers)))


def _cell(cell: block.Cell, known: Mapping[str, str], name: str, is_large: bool = False) -> Any:
    if isinstance(cell, block.PageOf):
        return PageNumber(known[cell.anchor], name) if cell.anchor in known else Text("", CELL)
    return Text(mark_up(cell), CELL_LARGE if is_large else CELL)


def _anchors(named: Iterable[tuple[str, block.Block]]) -> dict[str, str]:
    """Where a PageOf may lead, by anchor: the headings' own names, which are safe in a PDF whatever the anchor is."""
    made: dict[str, str] = {}
    for name, each in named:
        if isinstance(each, block.Heading) and each.anchor:
            made.setdefault(each.anchor, name)
        elif isinstance(each, block.KeepTogether):
            made |= _anchors((f"{name}-{number}", one) for number, one in enumerate(each.blocks))
    return made


def _table(rows: list[list[Any]], widths: Sequence[float], commands: list[Any], head: int) -> Any:
    share = WIDTH / sum(widths)
    everywhere = ((0, 0), (-1, -1))
    commands = [("VALIGN", *everywhere, "TOP"), ("FONT", *everywhere, REGULAR, 8.2), *commands]
    return Grid(rows, [width * share for width in widths], style=commands, repeatRows=head, splitInRow=1, spaceAfter=7)


def _contents(paper: block.Paper, name: str) -> list[Any]:
    """The lines of the contents: the parts, printed or not."""
    lines: list[tuple[str, str]] = []
    for number, each in enumerate(paper.blocks):
        if isinstance(each, block.Heading) and each.part:
            lines.append((each.part, f"{PART}h{number}"))
        elif isinstance(each, block.Heading) and each.level == 1:
            lines.append((each.text, f"h{number}"))
    rows = [
        [Text(mark_up(text), CELL), PageNumber(anchor, f"{name}-{number}")]
        for number, (text, anchor) in enumerate(lines)
    ]
    commands = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return [_table(rows, (0.9, 0.1), commands, 0)] if rows else []


def _headed(flowables: list[Any]) -> list[Any]:
    """The same, each heading tied to what follows it."""
    made: list[Any] = []
    for each in reversed(flowables):
        follows = made[-1] if made and not isinstance(made[-1], PageBreak) else None
        if isinstance(each, Head) and follows is not None:
            made[-1] = Headed(each, follows)
        else:
            made.append(each)
    return made[::-1]
