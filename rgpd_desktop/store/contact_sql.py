"""Turns a question about contacts into SQL. Nothing is materialised: a state is a few ranges of the (kind, status, clock) index."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery, Order
from rgpd_desktop.rules.retention import Clock

# The status of a row, for the index. An opposed and undated person is opposed.
DATED, UNDATED, OPPOSED, KEPT, ARCHIVED = range(5)
_RUNNING = (DATED, UNDATED, OPPOSED)
NEVER = "9999-12-31"  # the clock of a relation that lasts: later than any cutoff

_ORDERS = {
    Order.NAME: "sort_key",
    Order.COMPANY: "company_key",
    Order.KIND: "kind",
    Order.LAST_CONTACT: "last_contact_on",
    Order.EMAIL: "emails",
    Order.PHONE: "phones",
    Order.CITY: "city",
    Order.ENTERED: "id",
}

Condition = tuple[str, list[object]]


def status_of(contact: Contact, clock: Clock) -> int:
    """The status column of `contact`. A lapsed hold is lifted by `holds.lift_lapsed`, not here."""
    if contact.archived_until is not None:
        return ARCHIVED
    if contact.hold is not None:
        return KEPT
    if contact.opposed_on is not None:
        return OPPOSED
    return UNDATED if clock.is_undated else DATED


def in_state(state: State, calendar: Calendar) -> Condition:
    """The condition that `state` holds on the calendar's day. The states share everybody out; see `opposed` for all who said no."""
    if state is State.ARCHIVED:
        return f"status = {ARCHIVED}", []
    if state is State.KEPT:
        return f"status = {KEPT} AND hold_until >= ?", [calendar.today.isoformat()]
    parts: list[str] = []
    values: list[object] = []
    for kind in calendar.cutoffs:
        part, more = _in_state_of_kind(state, kind, calendar)
        parts.append(f"({part})")
        values += more
    return "(" + " OR ".join(parts) + ")", values


def _in_state_of_kind(state: State, kind: str, calendar: Calendar) -> Condition:
    due, soon = calendar.cutoffs[kind].due.isoformat(), calendar.cutoffs[kind].soon.isoformat()
    if state is State.OVERDUE:
        sql = (
            f"kind = ? AND status IN {_RUNNING} AND clock_on <= ? "
            f"OR kind = ? AND status = {KEPT} AND clock_on <= ? AND hold_until < ?"
        )
        return sql, [kind, due, kind, due, calendar.today.isoformat()]
    if state is State.DUE_SOON:
        return f"kind = ? AND status = {DATED} AND clock_on > ? AND clock_on <= ?", [kind, due, soon]
    if state is State.UP_TO_DATE:
        return f"kind = ? AND status = {DATED} AND clock_on > ?", [kind, soon]
    status = OPPOSED if state is State.OPPOSED else UNDATED
    return f"kind = ? AND status = {status} AND clock_on > ?", [kind, due]


def opposed(calendar: Calendar) -> Condition:
    """The condition that somebody said no, wherever else they stand: past retention, kept with a reason or archived.

    One walk of the (kind, status, clock) index; only the people kept or archived are looked up for their own refusal.
    """
    kinds = ", ".join("?" * len(calendar.cutoffs))
    statuses = f"status IN ({OPPOSED}, {KEPT}, {ARCHIVED}) AND (status = {OPPOSED} OR opposed_on != '')"
    return f"kind IN ({kinds}) AND {statuses}", list(calendar.cutoffs)


def state_of(status: int, ahead: int, is_held: bool) -> State:
    """The state of a row; `ahead` is 0 when its day is reached, 1 within the days that count as soon, 2 later."""
    if status == ARCHIVED:
        return State.ARCHIVED
    if status == KEPT and is_held:
        return State.KEPT
    if ahead == 0:
        return State.OVERDUE
    if status in (OPPOSED, UNDATED):
        return State.OPPOSED if status == OPPOSED else State.UNDATED
    return State.DUE_SOON if ahead == 1 else State.UP_TO_DATE


def where(query: ContactQuery, calendar: Calendar, clock_days: dict[str, tuple[date, date]] | None = None) -> Condition:
    """The WHERE clause of `query` (without the word), and its values.

    `clock_days` gives, per kind, the first and last clock day that fall due in the months asked for.
    """
    parts: list[str] = []
    values: list[object] = []
    if query.text and (match := match_expression(query.text)):
        parts.append("id IN (SELECT rowid FROM contacts_fts WHERE contacts_fts MATCH ?)")
        values.append(match)
    elif query.text.strip():
        parts.append("0")
    if query.state is not None:
        part, more = opposed(calendar) if query.state is State.OPPOSED else in_state(query.state, calendar)
        parts.append(part)
        values += more
    if query.kind:
        parts.append("kind = ?")
        values.append(query.kind)
    if query.batch:
        parts.append("batch = ?")
        values.append(query.batch)
    if clock_days is not None:
        ranges = [f"kind = ? AND status IN {_RUNNING} AND clock_on BETWEEN ? AND ?" for _ in clock_days]
        parts.append("(" + (" OR ".join(ranges) or "0") + ")")
        for kind, (first, last) in clock_days.items():
            values += [kind, first.isoformat(), last.isoformat()]
    return " AND ".join(parts) or "1", values


def order_by(query: ContactQuery, months: dict[str, int]) -> str:
    """The ORDER BY of `query`; `months` is the length of each kind's period, for the order of due days."""
    way = " DESC" if query.descending else ""
    if query.order is Order.DUE:
        # Kind identifiers and lengths are the program's own, never the user's text.
        cases = " ".join(f"WHEN '{kind}' THEN '+{length} months'" for kind, length in months.items())
        due = f"date(clock_on, CASE kind {cases} ELSE '+0 months' END, 'floor')"
        # Somebody kept with a reason is due when that ends.
        key = f"CASE WHEN status = {KEPT} THEN hold_until WHEN clock_on = '{NEVER}' THEN clock_on ELSE {due} END"
        return f"ORDER BY {key}{way}, id{way}"
    key = _ORDERS[query.order]
    return f"ORDER BY {key}{way}" + ("" if key == "id" else f", id{way}")


_NUMBERS = re.compile(r"\+?\(?\d[\d\s.\-/()\u00a0\u202f]*")


def match_expression(text: str) -> str:
    """What was typed, as an FTS5 expression: every word a prefix, in any order; "" when nothing can be searched.

    Figures typed with spaces or dots are also looked for as one number, and a French number as it is kept (06… as 336…).
    """
    parts: list[str] = []

    def take_number(found: re.Match[str]) -> str:
        groups = re.findall(r"\d+", found.group())
        joined = "".join(groups)
        if joined.startswith("00"):
            joined = joined[2:]
        variants = [joined]
        if joined.startswith("0") and len(joined) > 1:
            variants.append("33" + joined[1:])
        if len(joined) == 9 and not joined.startswith(("0", "33")):
            variants.append("33" + joined)  # a number whose zero a spreadsheet has eaten
        if joined.startswith("330"):
            variants.append("33" + joined[3:])  # +33 (0)6…
        choices = [_prefix(variant) for variant in dict.fromkeys(variants)]
        if len(groups) > 1:
            choices.append("(" + " AND ".join(_prefix(group) for group in groups) + ")")
        parts.append("(" + " OR ".join(choices) + ")")
        return " "

    # Only figures standing apart are numbers; "b2b" or "dupont75" are words.
    rest = re.sub(r"(?<![^\W_])" + _NUMBERS.pattern + r"(?![^\W_])", take_number, text)
    parts += [_word(word) for word in _words(rest)]
    return " AND ".join(parts)


def _prefix(word: str) -> str:
    return f'"{word}"*'


def _word(word: str) -> str:
    # The tokenizer does not take œ apart: "soeur" must find "sœur", and the reverse.
    spelled = {word, word.replace("oe", "œ").replace("ae", "æ"), word.replace("œ", "oe").replace("æ", "ae")}
    choices = [_prefix(variant) for variant in sorted(spelled)]
    return choices[0] if len(choices) == 1 else "(" + " OR ".join(choices) + ")"


def _words(text: str) -> list[str]:
    """Cut as FTS5's unicode61 does: letters and figures make words, accents do not count."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", bare.lower())
