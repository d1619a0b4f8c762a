"""One person out of two writings: blanks filled, addresses and numbers put together, nothing overwritten.

The only fact that may move forward is the last contact made by the person: a later one is news, not a correction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.retention import LASTING, Starts

_FILLED: Final = (
    "civility", "company", "job_title", "country", "website", "siren", "audience", "collected_on", "source", "notes",
    "newsletter", "opposed_on",
)  # fmt: skip
_ADDRESS: Final = ("street", "postal_code", "city")


def merged(kept: Contact, other: Contact, starts: Starts) -> Contact:
    """`kept` with what `other` adds. Its number, kind, batch, line and prolongation stay its own.

    `starts` is the clock of its kind: where a relation without an end still lasts, that is no blank to be filled. A refusal of the
    newsletter wins over an acceptance.
    """
    changes: dict[str, Any] = {}
    for name in _FILLED:
        value = getattr(other, name)
        if value not in ("", None) and getattr(kept, name) in ("", None):
            changes[name] = value
    if other.newsletter is False and kept.newsletter:
        changes["newsletter"] = False
    if starts not in LASTING and kept.relation_ended_on is None and other.relation_ended_on is not None:
        changes["relation_ended_on"] = other.relation_ended_on
    changes |= _name(kept, other) | _address(kept, other)
    for name in ("emails", "phones"):
        values = tuple(dict.fromkeys((*getattr(kept, name), *getattr(other, name))))
        if values != getattr(kept, name):
            changes[name] = values
    latest = _latest(kept.last_contact_on, other.last_contact_on)
    if latest != kept.last_contact_on:
        changes["last_contact_on"] = latest
    return replace(kept, **changes) if changes else kept


def _name(kept: Contact, other: Contact) -> dict[str, str]:
    """A missing name or half of one; a half is taken only beside the half that agrees, so that two names are never mixed."""
    if not kept.last_name and not kept.first_name:
        return {name: value for name in ("last_name", "first_name") if (value := getattr(other, name))}
    if not kept.first_name and other.first_name and fold(kept.last_name) == fold(other.last_name):
        return {"first_name": other.first_name}
    if not kept.last_name and other.last_name and fold(kept.first_name) == fold(other.first_name):
        return {"last_name": other.last_name}
    return {}


def _address(kept: Contact, other: Contact) -> dict[str, str]:
    """The missing parts of an address, unless what both give differs: half of another address would be a wrong one."""
    for name in _ADDRESS:
        ours, theirs = getattr(kept, name), getattr(other, name)
        if ours and theirs and fold(ours) != fold(theirs):
            return {}
    return {name: getattr(other, name) for name in _ADDRESS if getattr(other, name) and not getattr(kept, name)}


def _latest(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return max(one, other)
