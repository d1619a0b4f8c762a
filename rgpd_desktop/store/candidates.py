"""Who among the people kept may be somebody of a list: those who share an address, a number or a name with it. Reading only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rgpd_desktop.rules import matching
from rgpd_desktop.rules.matching import Identity
from rgpd_desktop.store.database import Database

Key = TypeVar("Key", int, str)

_CHUNK = 5_000
_FETCHED = 500

_BY_VALUE = "SELECT contact_id FROM points WHERE value IN (SELECT value FROM json_each(?))"
_BY_NAME = (
    "SELECT id FROM contacts WHERE sort_key IN (SELECT value FROM json_each(?)) AND last_name || first_name != ''"
)
_BY_COMPANY = (
    "SELECT id FROM contacts WHERE company_key IN (SELECT value FROM json_each(?)) AND last_name || first_name = ''"
)
_READ = """SELECT id, sort_key, company_key, emails, phones, row, last_name, first_name, civility, company, job_title, street, postal_code,
    city, country, website, siren, notes, last_contact_on FROM contacts WHERE id IN ({marks}) ORDER BY id"""


def count(database: Database) -> int:
    """How many people are kept, as a list finds them."""
    return int(database.value("SELECT count(*) FROM contacts"))


def concerned(database: Database, lines: Iterable[Identity]) -> tuple[list[int], list[Identity]]:
    """The people kept whom these lines may concern: their numbers, and their identities in the same order."""
    if count(database) == 0:
        return [], []
    values: set[str] = set()
    names: set[str] = set()
    companies: set[str] = set()
    for line in lines:
        values.update(line.emails.split(), line.phones.split())
        if line.name:
            names.update(_writings(line.name))
        elif line.company:
            companies.add(line.company)
    found: set[int] = set()
    asked: tuple[tuple[str, set[str]], ...] = ((_BY_VALUE, values), (_BY_NAME, names), (_BY_COMPANY, companies))
    for sql, keys in asked:
        for part in _parts(sorted(keys), _CHUNK):
            found.update(row[0] for row in database.rows(sql, (json.dumps(part, ensure_ascii=False),)))
    numbers: list[int] = []
    people: list[Identity] = []
    for ids in _parts(sorted(found), _FETCHED):
        for row in database.rows(_READ.format(marks=", ".join("?" * len(ids))), tuple(ids)):
            numbers.append(row[0])
            people.append(_identity(row))
    return numbers, people


def _writings(name: str) -> Iterator[str]:
    """The sort keys under which somebody of that name may be kept."""
    yield name
    last, _, first = name.partition("\t")
    if first:
        yield f"{first}\t{last}"
    else:
        words = name.split()
        if len(words) == 2:
            yield f"{words[0]}\t{words[1]}"
            yield f"{words[1]}\t{words[0]}"


def _identity(row: Sequence[str | int]) -> Identity:
    """The identity of a row read by `_READ`."""
    _, sort_key, company_key, emails, phones, line, *texts = row
    (
        last, first, civility, company, job_title, street, postal_code, city, country, website, siren, notes, last_contact,
    ) = map(str, texts)  # fmt: skip
    return Identity(
        name=str(sort_key) if last or first else "",
        company=str(company_key),
        emails=str(emails),
        phones=str(phones),
        address=matching.address_key(street, postal_code, city),
        place=matching.place_key(postal_code, city),
        content=matching.content_key(
            (
                last,
                first,
                civility,
                company,
                job_title,
                str(emails),
                str(phones),
                street,
                postal_code,
                city,
                country,
                website,
                siren,
                notes,
                last_contact,
            )
        ),
        row=int(line),
        title=matching.title_key(civility),
    )


def _parts(keys: Sequence[Key], size: int) -> Iterator[list[Key]]:
    for start in range(0, len(keys), size):
        yield list(keys[start : start + size])
