"""The hash chain of what was done: each line carries the digest of the one before, so that a line altered or removed shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# What a journal line may say: counts, numbers and the user's own reasons; never a person.
Detail = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One thing done. `at` is an ISO local time with its offset, `event` an English word, `digest` 64 hexadecimal figures."""

    id: int
    at: str
    event: str
    detail: str
    digest: str


def digest(previous: str, at: str, event: str, detail: str) -> str:
    """The digest of a line from the digest of the one before ("" for the first)."""
    text = json.dumps([previous, at, event, detail], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken(lines: Iterable[JournalLine]) -> int | None:
    """The number of the first line whose digest does not follow from the one before, or None when the chain holds."""
    previous = ""
    for line in lines:
        if line.digest != digest(previous, line.at, line.event, line.detail):
            return line.id
        previous = line.digest
    return None
