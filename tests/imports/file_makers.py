"""Files that no library writes, or that no honest program would: built byte by byte for the tests of imports."""

from __future__ import annotations

import io
import struct
import zipfile

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def ods(tables: dict[str, str], prolog: str = "") -> bytes:
    body = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in tables.items())
    head = ODS_HEAD.replace("?><office", f"?>{prolog}<office")
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": head + body + ODS_TAIL,
        }
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p></table:table-cell>'


def ods_blank(columns: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{columns}"/>'


def raw_xlsx(sheet_data: str, prolog: str = "", dimension: str = "") -> bytes:
    """An .xlsx around a sheetData written by hand."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<worksheet xmlns="{MAIN}">'
            f"{dimension}<sheetData>{sheet_data}</sheetData></worksheet>",
        }
    )


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def record(kind: int, content: bytes = b"") -> bytes:
    """One BIFF12 record."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(content), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: dict[int, dict[int, str | float]]) -> bytes:
    """A minimal .xlsb of one sheet "Liste"; rows and columns from 0."""
    last_row, last_column = max(rows), max(max(cells) for cells in rows.values())
    sheet = record(0x81) + record(0x94, struct.pack("<4I", min(rows), last_row, 0, last_column)) + record(0x91)
    for row, cells in rows.items():
        sheet += record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, value in cells.items():
            head = struct.pack("<II", column, 0)
            sheet += (
                record(6, head + wide(value)) if isinstance(value, str) else record(5, head + struct.pack("<d", value))
            )
    sheet += record(0x92) + record(0x82)
    book = record(0x83) + record(0x99, bytes(12)) + record(0x8F)
    book += record(0x9C, struct.pack("<II", 0, 1) + wide("rId1") + wide("Liste")) + record(0x90) + record(0x84)
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def ole(*names: str) -> bytes:
    """A compound file whose directory lists empty streams of these names (at most three)."""
    free, chain_end, table_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIII", 1, 1, 0, 4096, chain_end, 0, chain_end, 0) + struct.pack(
        "<109I", 0, *[free] * 108
    )
    table = struct.pack("<128I", table_mark, chain_end, *[free] * 126)
    entries = b""
    for kind, name in ((5, "Root Entry"), *((2, name) for name in names)):
        text = (name + "\0").encode("utf-16-le")
        entries += (
            text.ljust(64, b"\0")
            + struct.pack("<HB", len(text), kind)
            + bytes(49)
            + struct.pack("<II", chain_end, 0)
            + bytes(4)
        )
    return header + table + entries.ljust(512, b"\0")
