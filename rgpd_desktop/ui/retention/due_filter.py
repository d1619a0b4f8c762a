"""Which people the Conservation page lists: a state, a month of the chart, or the relations without news; and of which kind."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import State
from rgpd_desktop.rules.contact_query import ContactQuery, Order
from rgpd_desktop.services import attest_purge, watch_retention
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.watch_retention import DueLine, MonthCount, Survey

SLEEPING: Final = "sleeping"
# The chips, in their order: the id (a State or SLEEPING) and the words.
CHIPS: Final = {
    State.OVERDUE.value: "Dépassés",
    State.DUE_SOON.value: "Sous 60 jours",
    State.UNDATED.value: "À dater",
    State.KEPT.value: "Conservés avec motif",
    SLEEPING: "Sans nouvelles",
}
FIRST_LINES: Final = 100

_EMPTY: Final = {
    State.OVERDUE.value: ("Personne n’a dépassé sa durée", "Il n’y a rien à supprimer aujourd’hui."),
    State.DUE_SOON.value: (
        "Aucune échéance dans les 60 jours",
        "Les prochaines sont dans le graphique des douze mois.",
    ),
    State.UNDATED.value: ("Tout le monde est daté", "Chaque personne a une date dont part son délai."),
    State.KEPT.value: (
        "Personne n’est conservé avec un motif",
        "Une prolongation garde quelqu’un au-delà de sa durée, pour une raison écrite et jusqu’à une date.",
    ),
    SLEEPING: (
        "Aucune relation sans nouvelles",
        "Vos clients, fournisseurs et partenaires ont tous donné signe de vie.",
    ),
}


@dataclass(frozen=True, slots=True)
class DueFilter:
    """`shown` is the id of a chip; a `month` takes its place. `kind` "" is every kind."""

    shown: str = State.OVERDUE.value
    kind: str = ""
    month: MonthCount | None = None

    @property
    def query(self) -> ContactQuery | None:
        """The question that finds these people; None for the relations without news, which are no state."""
        if self.month is not None:
            first, last = self.month.first_day, self.month.last_day
            return ContactQuery(kind=self.kind, due_from=first, due_to=last, order=Order.DUE)
        if self.shown == SLEEPING:
            return None
        return watch_retention.query(State(self.shown), self.kind)

    @property
    def empty_words(self) -> tuple[str, str]:
        """What is said when nobody is found: a title and a sentence."""
        if self.month is not None:
            return f"Aucune échéance en {month_words(self.month)}", "Choisissez un autre mois, ou revenez aux dépassés."
        return _EMPTY[self.shown]


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found: the numbers, and the lines of the first of them."""

    ids: array[int]
    first: list[DueLine]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands around the list: the survey, the months of the chart, how many relations are without news, how many past purges."""

    survey: Survey
    months: list[MonthCount]
    sleeping: int
    purges: int = 0


def find(desk: Desk, asked: DueFilter, ticket: Ticket) -> Found:
    """The people `asked` stands for, in the order of their due day. Raises Cancelled."""
    if (query := asked.query) is None:
        ids = watch_retention.sleeping_ids(desk, asked.kind)
    else:
        ids = watch_retention.due(desk, asked=query, ticket=ticket)
    return Found(ids, watch_retention.lines_of(desk, ids[:FIRST_LINES]))


def read_numbers(desk: Desk, ticket: Ticket) -> Numbers:
    """The counts of the page. Raises Cancelled."""
    survey = watch_retention.survey(desk)
    months = watch_retention.months(desk, desk.today, ticket)
    return Numbers(survey, months, watch_retention.sleeping_relations(desk), attest_purge.count(desk))


def month_words(month: MonthCount) -> str:
    """`juin 2027`."""
    return f"{french.MONTHS[month.first_day.month - 1]} {month.first_day.year}"


def short_month(month: MonthCount) -> str:
    """`juin`, `juil.`: the word under a bar."""
    return french.SHORT_MONTHS[month.first_day.month - 1]
