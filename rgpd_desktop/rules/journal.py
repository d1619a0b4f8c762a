"""The chain of what was done: each line carries the keyed digest of the one before, and a seal kept apart says how many there are.

Without the key nobody can change a line and make the chain hold again; without the seal nobody would see that the last lines are gone.
Lines written before schema 3 carry a plain SHA-256, and stay so: the first keyed line, or the seal, vouches for them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# What a journal line may say: counts, numbers and the user's own reasons; never a person.
Detail = Mapping[str, str | int]

_SEAL_LOST = "seal lost"  # what a line follows when nothing says any more where the chain ended: it shows for ever


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One thing done. `at` is an ISO local time with its offset, `event` an English word, `digest` 64 hexadecimal figures."""

    id: int
    at: str
    event: str
    detail: str
    digest: str


@dataclass(frozen=True, slots=True)
class Seal:
    """Where the chain ends: how many lines, the last digest ("" for none), the number of the first keyed line, and the mark of it all."""

    count: int
    last: str
    keyed_from: int
    mark: str


class Tampering(StrEnum):
    """What does not hold."""

    LINE = "line"  # a line was changed, added, or the one before it removed
    END = "end"  # the last lines are gone
    SEAL = "seal"  # the seal is gone or was changed


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first thing that does not hold: its line (0: none in particular), how many lines were sealed and how many there are."""

    what: Tampering
    line: int
    sealed: int
    present: int


def digest(key: bytes, previous: str, at: str, event: str, detail: str) -> str:
    """The digest of a line from the digest of the one before ("" for the first); plain SHA-256 when `key` is empty."""
    text = json.dumps([previous, at, event, detail], ensure_ascii=False).encode()
    return hmac.digest(key, text, "sha256").hex() if key else hashlib.sha256(text).hexdigest()


def sealed(key: bytes, count: int, last: str, keyed_from: int) -> Seal:
    """The seal of a chain that ends so."""
    return Seal(count, last, keyed_from, _mark(key, count, last, keyed_from))


def is_genuine(key: bytes, seal: Seal | None) -> bool:
    """Whether the holder of the key made this seal."""
    if seal is None:
        return False
    return hmac.compare_digest(seal.mark, _mark(key, seal.count, seal.last, seal.keyed_from))


def followed(key: bytes, seal: Seal | None) -> str:
    """The digest that the next line follows: the sealed one, so that lines cut off at the end show for ever."""
    return seal.last if seal is not None and is_genuine(key, seal) else _SEAL_LOST


def first_flaw(lines: Sequence[JournalLine], key: bytes, seal: Seal | None) -> Flaw | None:
    """The first thing that does not hold in the whole journal, oldest line first; None when all of it does."""
    if seal is None or not is_genuine(key, seal):
        return Flaw(Tampering.SEAL, 0, len(lines), len(lines))
    previous = ""
    for line in lines:
        if line.digest != digest(
            key if line.id >= seal.keyed_from else b"", previous, line.at, line.event, line.detail
        ):
            return Flaw(Tampering.LINE, line.id, seal.count, len(lines))
        previous = line.digest
    if (seal.count, seal.last) != (len(lines), previous):
        return Flaw(Tampering.END, lines[-1].id if lines else 0, seal.count, len(lines))
    return None


def _mark(key: bytes, count: int, last: str, keyed_from: int) -> str:
    return hmac.digest(key or b"\0", json.dumps(["seal", count, last, keyed_from]).encode(), "sha256").hex()
