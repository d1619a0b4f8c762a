"""Files that were right and no longer are: a seed for every reader, and what disks, e-mails and hostile people do to files."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.business import Business
from rgpd_desktop.services import export_register, gather_register, keep_processors, keep_register, start_register
from rgpd_desktop.services.desk import Desk

LIST, REGISTER = "list", "register"
_SEEDED = "Nom;Prénom;E-mail;Téléphone;Dernier contact\r\nAubry;Hélène;h@exemple.example;06 39 98 00 01;12/03/2024\r\n"
_CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Aubry;Hélène;;;\r\nEMAIL:h@exemple.example\r\nTEL:+33639980001\r\nEND:VCARD\r\n"
)
_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="L"><Table><Row><Cell><Data ss:Type="String">Nom</Data>'
    '</Cell><Cell><Data ss:Type="String">E-mail</Data></Cell></Row><Row><Cell><Data ss:Type="String">Aubry</Data></Cell><Cell>'
    '<Data ss:Type="String">h@exemple.example</Data></Cell></Row></Table></Worksheet></Workbook>'
)
_HTML = "<html><body><table><tr><th>Nom</th><th>E-mail</th></tr><tr><td>Aubry</td><td>h@exemple.example</td></tr></table></body></html>"


def seeds(desk: Desk, folder: Path) -> list[tuple[str, str, bytes]]:
    """(reader, ending, bytes) of whole files: lists in each format, and a register in each of its own."""
    demo = places.resources() / "demo" / "liste-prospects.xlsx"
    found = [(LIST, ".xlsx", demo.read_bytes())]
    for ending, text, encoding in (
        (".csv", _SEEDED * 3, "utf-8"), (".csv", _SEEDED * 3, "cp1252"), (".csv", _SEEDED, "utf-16"), (".vcf", _CARD * 3, "utf-8"),
        (".xls", _XML, "utf-8"), (".xls", _HTML, "utf-8"),
    ):  # fmt: skip
        found.append((LIST, ending, text.encode(encoding)))
    keep_register.keep_business(desk, Business("Claire Morel", siren="732829320"))
    keep_processors.add_tool(desk, "brevo")
    for sheet in start_register.start(desk, ("prospecting", "newsletter")):
        keep_register.inscribe(desk, sheet.id) if not keep_register.gaps(sheet) else None
    for ending in (".ods", ".xlsx", ".json"):
        path = folder / f"registre{ending}"
        export_register.write(desk, path, Ticket(), gather_register.gather(desk))
        found += [(REGISTER, ending, path.read_bytes()), (LIST, ending, path.read_bytes())]
    return found


def mutated(dice: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """The content after one to three accidents."""
    for _ in range(dice.randint(1, 3)):
        accident = dice.choice(_ACCIDENTS)
        content = accident(dice, content, others)
    return content[:2_000_000]


def _flip(dice: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    made = bytearray(content)
    for _ in range(dice.choice((1, 1, 4, 64))):
        if made:
            made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _cut(dice: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _hole(dice: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    start = dice.randrange(len(content) + 1)
    length = dice.choice((1, 16, 512, 4096))
    return content[:start] + bytes(len(content[start : start + length])) + content[start + length :]


def _repeat(dice: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    start = dice.randrange(len(content) + 1)
    part = content[start : start + dice.choice((1, 8, 200))]
    return content[:start] + part * dice.choice((2, 50, 3000)) + content[start:]


def _splice(dice: random.Random, content: bytes, others: list[bytes]) -> bytes:
    other = dice.choice(others)
    return content[: dice.randrange(len(content) + 1)] + other[dice.randrange(len(other) + 1) :]


def _words(dice: random.Random, content: bytes, _others: list[bytes]) -> bytes:
    place = dice.randrange(len(content) + 1)
    return content[:place] + dice.choice(_ODD) + content[place:]


def _inside(dice: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """The same accidents, to a part of a zipped document, which then unzips."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        ValueError,
        EOFError,
        NotImplementedError,
        KeyError,
        zipfile.zlib.error,
    ):
        return _flip(dice, content, others)
    if not parts:
        return content
    name = dice.choice(sorted(parts))
    choice = dice.random()
    if choice < 0.15:
        del parts[name]
    elif choice < 0.3:
        parts[name] = parts[dice.choice(sorted(parts))]
    else:
        parts[name] = dice.choice((_flip, _cut, _repeat, _words))(dice, parts[name], others)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, part in parts.items():
            archive.writestr(each, part)
    return buffer.getvalue()


def _shuffled_json(dice: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """A value of the document replaced by one of another kind."""
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError):
        return _flip(dice, content, others)
    holders: list[object] = []
    _collect(plain, holders)
    if not holders:
        return content
    holder = dice.choice(holders)
    odd = dice.choice(
        (None, 3, -1, 1e308, True, "", "x" * 50_000, "2026-13-45", [], {}, [[]], {"a": 1}, ["\ud800"], "\u202e")
    )
    if isinstance(holder, dict) and holder:
        holder[dice.choice(sorted(holder))] = odd
    elif isinstance(holder, list):
        holder.append(odd)
    return json.dumps(plain).encode()


def _collect(plain: object, found: list[object]) -> None:
    if isinstance(plain, dict | list):
        found.append(plain)
        for each in plain.values() if isinstance(plain, dict) else plain:
            _collect(each, found)


_ODD = (
    b"\0", b"\xff\xfe", b"\r\n" * 400, b'"', b"\t" * 300, b";" * 70_000, b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"]]>", b"\xed\xa0\x80",
    b"=cmd|' /C calc'!A0", b"XFD1048576", b'number-columns-repeated="999999999"', b"1e999", b"-99999999999999999999", "\u202eœ€".encode(),
    b"%PDF-1.7", b"PK\x03\x04", b"{" * 5_000, b"[" * 5_000,
)  # fmt: skip
_ACCIDENTS: tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...] = (
    _flip, _flip, _cut, _hole, _repeat, _splice, _words, _inside, _inside, _inside, _shuffled_json,
)  # fmt: skip
