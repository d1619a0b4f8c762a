"""The desk: the open database, the content and today, handed to every service. Each job and each process opens its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

from rgpd_desktop.basics import places
from rgpd_desktop.content import people
from rgpd_desktop.rules import retention
from rgpd_desktop.rules.contact_query import Calendar
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.rules.retention import RetentionRule, Starts
from rgpd_desktop.store import holds, rule_changes
from rgpd_desktop.store.database import Database, open_database


@dataclass(slots=True)
class Desk:
    """What a service works on. `rules` are those in force, by kind (content with the user's changes)."""

    data: Path
    today: date
    database: Database
    kinds: tuple[PersonKind, ...]
    rules: dict[str, RetentionRule]

    @property
    def touched(self) -> frozenset[str]:
        """The tables written since the desk was opened."""
        return self.database.touched

    @property
    def starts(self) -> dict[str, Starts]:
        """The clock each kind runs on."""
        return {kind: rule.starts for kind, rule in self.rules.items()}

    @property
    def calendar(self) -> Calendar:
        """Today and the cutoff of every kind."""
        return self.calendar_on(self.today)

    def calendar_on(self, day: date) -> Calendar:
        """The same on another day: who will be due then."""
        return Calendar(day, {kind: retention.cutoff(rule, day) for kind, rule in self.rules.items()})

    def kind(self, kind_id: str) -> PersonKind:
        """The kind of that id; KeyError when content does not have it."""
        return next(kind for kind in self.kinds if kind.id == kind_id)

    def reload_rules(self) -> None:
        """Reads the rules again after one was changed."""
        self.rules = rule_changes.apply(self.database, (kind.rule for kind in self.kinds))

    def close(self) -> None:
        """Closes the database; what copies must be told of is then in the file beside them."""
        try:
            if "replays" in self.touched:
                from rgpd_desktop.store import backups  # noqa: PLC0415 - seldom needed, and not to show the window

                backups.sync_side_files(self.database)
        finally:
            self.database.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_desk(data: Path, today: date | None = None) -> Desk:
    """Opens (or creates, or migrates) the database of the folder `data`. Raises Refusal, see store.database.open_database.

    `today` is the day everything is judged on; the machine's when None.
    """
    database = open_database(data / places.DATABASE_NAME)
    try:
        kinds = people.load_kinds()
        desk = Desk(data, today or date.today(), database, kinds, {})
        desk.reload_rules()
        holds.lift_lapsed(database, desk.today, desk.starts)
    except BaseException:
        database.close()
        raise
    return desk
