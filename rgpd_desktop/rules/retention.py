"""How long a person may be kept: periods, rules, due days, today's state, and the sentence that explains it.

Pure: today is an argument. Durations come from content (with their source) or from the user; only the clocks are known here.
Counting follows règlement (CEE, Euratom) 1182/71, art. 3: the day of the event is not counted and a period in months or
years ends on the same-numbered day. Where that day does not exist, a ceiling takes the earlier day, a floor the later one.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import Contact, State

SOON_DAYS = 60


class Starts(StrEnum):
    """The clocks the program knows. The law's durations run from one of them (reference, section 2)."""

    LAST_CONTACT = "last_contact"  # last contact coming from the person, else collection (P1)
    RELATION_END = "relation_end"  # nothing while the relation lasts; a later contact from the person restarts (P2, P3)
    CONTRACT_END = "contract_end"  # nothing while the relation lasts; no later contact restarts it (D1)
    ENDED_RELATION = "ended_relation"  # over by nature: its end, or a later contact from the person (P3)
    FIXED_END = "fixed_end"  # the day something ended (a post filled); no later contact restarts it (H2)


LASTING: Final = frozenset((Starts.RELATION_END, Starts.CONTRACT_END))  # without an end, it still lasts
RESTARTED: Final = frozenset((Starts.RELATION_END, Starts.ENDED_RELATION))  # an end, then the person's later contact


class Bound(StrEnum):
    """A ceiling forbids keeping longer, a floor obliges to keep; the two never share a field (reference, section 1)."""

    CEILING = "ceiling"
    FLOOR = "floor"


class Then(StrEnum):
    """What is proposed once the day is reached."""

    DELETE = "delete"
    ARCHIVE = "archive"


class Confidence(StrEnum):
    """How sure the reference is: read in the official text, quoted at second hand, or only a suggestion to be checked."""

    CONFIRMED = "confirmed"
    SECOND_HAND = "second_hand"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in calendar years, months and days. `Period(years=3)`."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def total_months(self) -> int:
        """Years and months together, in months."""
        return self.years * 12 + self.months

    @property
    def words(self) -> str:
        """`3 ans`, `1 an et 6 mois`, `30 jours`."""
        parts = []
        if self.years:
            parts.append(french.counted(self.years, "an"))
        if self.months:
            parts.append(f"{self.months}{french.HARD}mois")
        if self.days:
            parts.append(french.counted(self.days, "jour"))
        return french.joined(parts) or f"0{french.HARD}jour"

    def is_longer_than(self, other: Period) -> bool:
        """Whether this period ends after `other`, both started on the same day (a month counted as 30.44 days)."""
        return (self.total_months * 30.44 + self.days) > (other.total_months * 30.44 + other.days)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A retention rule (règle de conservation), from content or as the user changed it.

    `id` and `kind` never change. `keep` is the period in force, `recommended` the one of the source; `reason` is what the user
    wrote when `keep` differs. `source` is a source id of the content, `source_label` its short French name ("référentiel CNIL
    2021"), `since` the day the rule applies from (ISO, as published).
    """

    id: str
    kind: str
    label: str
    starts: Starts
    keep: Period
    recommended: Period
    bound: Bound
    then: Then
    source: str
    source_label: str
    confidence: Confidence
    since: str
    note: str = ""
    reason: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the user departed from the recommended period; 36 months are 3 years."""
        kept, recommended = self.keep, self.recommended
        return (kept.total_months, kept.days) != (recommended.total_months, recommended.days)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """For one kind, the latest clock days that are overdue (`due`) and due soon (`soon`) on a given today."""

    kind: str
    due: date
    soon: date


@dataclass(frozen=True, slots=True)
class Clock:
    """The day a contact's period runs from, and the French words for the fact ("dernier contact de sa part").

    `on` is None while nothing runs (a relation that lasts). `is_undated` when no fact dates the person: `on` is then the day
    they entered this database, the latest day the collection can have been (reference, P1).
    """

    on: date | None
    fact: str
    is_undated: bool = False


def add(start: date, period: Period, bound: Bound) -> date:
    """The last day of `period` counted from `start` (règlement 1182/71, art. 3(2)(c)); see the module for missing days."""
    month = start.month - 1 + period.total_months
    year, month = start.year + month // 12, month % 12 + 1
    if year > MAXYEAR:  # a calendar ends there: the period does too
        return date.max
    last = monthrange(year, month)[1]
    if start.day <= last:
        end = date(year, month, start.day)
    elif bound is Bound.CEILING:
        end = date(year, month, last)
    else:
        end = date(year, month, last) + timedelta(days=1)
    return end + timedelta(days=min(period.days, (date.max - end).days))


def latest_start(end: date, period: Period, bound: Bound) -> date:
    """The latest day whose period is over on `end`: the inverse of `add`, so that an indexed day answers "what is due"."""
    start = add(end - timedelta(days=period.days), Period(months=-period.total_months), Bound.CEILING)
    while add(start, period, bound) > end:
        start -= timedelta(days=1)
    while add(start + timedelta(days=1), period, bound) <= end:
        start += timedelta(days=1)
    return start


def cutoff(rule: RetentionRule, today: date) -> Cutoff:
    """The days that say who is overdue and due within 60 days under `rule`. A person is overdue from the due day itself."""
    due = latest_start(today, rule.keep, rule.bound)
    return Cutoff(rule.kind, due, latest_start(today + timedelta(days=SOON_DAYS), rule.keep, rule.bound))


def clock(contact: Contact, starts: Starts) -> Clock:
    """From which day the period of this contact runs. Only facts that come from the person move it (reference, 2.1)."""
    last, collected, ended = contact.last_contact_on, contact.collected_on, contact.relation_ended_on
    if starts in LASTING and ended is None:
        return Clock(None, "relation en cours")
    if starts is not Starts.LAST_CONTACT and ended is not None:
        if last is not None and last > ended and starts in RESTARTED:
            return Clock(last, "dernier contact de sa part")
        return Clock(ended, "poste pourvu" if starts is Starts.FIXED_END else "fin de la relation")
    if last is not None:  # even before the day of collection: a ceiling that is ambiguous takes the earlier day
        return Clock(last, "dernier contact de sa part")
    if collected is not None:
        return Clock(collected, "collecte")
    return Clock(contact.entered_on, "entrée dans vos contacts", is_undated=True)


def due_on(contact: Contact, rule: RetentionRule) -> date | None:
    """The day the period of this contact ends, or None while nothing runs or no fact dates the person."""
    start = clock(contact, rule.starts)
    if start.on is None or start.is_undated:
        return None
    return add(start.on, rule.keep, rule.bound)


def last_day(contact: Contact, rule: RetentionRule) -> date | None:
    """The day from which something is due about this contact, as lists are sorted: the end of a prolongation, else that of the period,
    counted for somebody undated from their entry here. None while nothing runs."""
    if contact.hold is not None:
        return contact.hold.until
    start = clock(contact, rule.starts)
    return None if start.on is None else add(start.on, rule.keep, rule.bound)


def state(contact: Contact, rule: RetentionRule, today: date) -> State:
    """Today's state of the contact; the order of precedence is told in State."""
    if contact.archived_until is not None:
        return State.ARCHIVED
    if contact.hold is not None and contact.hold.until >= today:
        return State.KEPT
    start = clock(contact, rule.starts)
    end = None if start.on is None else add(start.on, rule.keep, rule.bound)
    if end is not None and end <= today:
        return State.OVERDUE
    if contact.opposed_on is not None:
        return State.OPPOSED
    if start.is_undated:
        return State.UNDATED
    if end is not None and end <= today + timedelta(days=SOON_DAYS):
        return State.DUE_SOON
    return State.UP_TO_DATE
