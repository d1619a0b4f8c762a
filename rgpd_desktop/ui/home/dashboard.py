"""What the dashboard says: read in one job, then turned into lines, most urgent first. No widget here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.services import (
    browse_contacts,
    follow_lists,
    inspect_register,
    keep_oppositions,
    keep_register,
    watch_retention,
)
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.follow_lists import ImportedList, ListToInform
from rgpd_desktop.services.watch_retention import KindSurvey, MonthCount, Survey

_SLEEPING = "sleeping"  # the id of that chip on the Conservation page


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything the page shows. `to_check` counts what does not agree in a register that was begun,
    `old_oppositions` the entries of the opposition list to be read again."""

    survey: Survey
    months: list[MonthCount]
    to_inform: list[ListToInform]
    recent: list[ImportedList]
    duplicates: int
    sleeping: int
    to_check: int = 0
    old_oppositions: int = 0

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever brought in."""
        return not self.survey.total and not self.recent


@dataclass(frozen=True, slots=True)
class Todo:
    """A line: its number, the sentence that follows it, the reason, the button and where it goes.

    `to_inform` is the list whose people are to be told, for the line that can be ticked off here.
    """

    number: int
    tone: str
    sentence: str
    reason: str
    button: str
    page: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    to_inform: ListToInform | None = None


def read(desk: Desk, ticket: Ticket) -> Dashboard:
    """Reads it all. Raises Cancelled."""
    return Dashboard(
        survey=watch_retention.survey(desk),
        months=watch_retention.months(desk, desk.today, ticket),
        to_inform=follow_lists.lists_to_inform(desk),
        recent=follow_lists.recent_lists(desk),
        duplicates=browse_contacts.counts(desk, ContactQuery()).duplicates,
        sleeping=watch_retention.sleeping_relations(desk),
        old_oppositions=keep_oppositions.to_review(desk),
    )


def read_register(desk: Desk, _ticket: Ticket) -> int:
    """How many points are to be checked in a register that was begun; apart, for it looks at every contact."""
    return len(inspect_register.inspect(desk)) if keep_register.sheets(desk) else 0


def todos(dashboard: Dashboard) -> list[Todo]:
    """What is to be done, most urgent first; empty when nothing is."""
    survey = dashboard.survey
    late = [_inform(each) for each in dashboard.to_inform if each.is_late]
    waiting = [_inform(each) for each in dashboard.to_inform if not each.is_late]
    overdue = [_overdue(each) for each in survey.in_state(State.OVERDUE)]
    others = (
        _undated(survey.count(State.UNDATED)),
        _soon(survey.count(State.DUE_SOON)),
        _duplicates(dashboard.duplicates),
        _sleeping(dashboard.sleeping),
        _register(dashboard.to_check),
        _oppositions(dashboard.old_oppositions),
    )
    return [*overdue, *late, *waiting, *(each for each in others if each.number)]


def calm_words(dashboard: Dashboard) -> tuple[str, str]:
    """What is said when nothing is to be done: a title and a sentence."""
    coming = next((month for month in dashboard.months if month.count), None)
    if coming is None:
        return "Rien à faire aujourd’hui.", "Aucune échéance dans les douze prochains mois."
    month = french.MONTHS[coming.first_day.month - 1]
    people = french.counted(coming.count, "personne")
    sentence = f"Prochaine échéance en {month} {coming.first_day.year} : {people}."
    return "Rien à faire aujourd’hui.", french.spaced(sentence)


def subtitle(count: int) -> str:
    """The sentence under the greeting, for that many lines."""
    if not count:
        return "Aucune action à mener."
    if count == 1:
        return f"{french.counted(1, 'action')} à mener."
    return f"{french.counted(count, 'action')} à mener. Les plus urgentes sont en haut."


def _overdue(each: KindSurvey) -> Todo:
    many = each.counts[State.OVERDUE]
    noun = _lowered(each.kind.label if many < 2 else each.kind.plural)
    verb = french.plural(many, "a dépassé sa durée de conservation", "ont dépassé leur durée de conservation")
    if each.rule.starts is Starts.LAST_CONTACT:
        whose = french.plural(many, "sa", "leur")
        fact = f"Aucun contact connu de {whose} part depuis plus de {each.rule.keep.words}."
    elif each.rule.starts is Starts.FIXED_END:
        fact = f"Poste pourvu depuis plus de {each.rule.keep.words}."
    elif each.rule.starts is Starts.CONTRACT_END:
        fact = f"Relation terminée depuis plus de {each.rule.keep.words}."
    else:
        fact = f"Relation terminée, sans contact depuis plus de {each.rule.keep.words}."
    arguments = {"state": State.OVERDUE.value, "kind": each.kind.id}
    reason = f"{fact} À supprimer, ou à prolonger avec un motif."
    return Todo(many, "danger", f"{noun} {verb}", reason, "Examiner", "retention", arguments)


def _inform(each: ListToInform) -> Todo:
    list_, until = each.list_, french.day(each.until)
    due = f"à faire depuis le {until}, en retard" if each.is_late else f"à faire le {until} au plus tard"
    name = french.quoted(list_.source or list_.file_name)
    due += f", ou dès le premier message (art.{french.HARD}14)"
    reason = f"Liste {name} importée le {french.day(list_.imported_on)} : information {due}."
    sentence = f"{french.plural(list_.people, 'contact')} à informer de la collecte"
    tone = "danger" if each.is_late else "soon"
    return Todo(
        list_.people,
        tone,
        sentence,
        french.spaced(reason),
        "Voir",
        "contacts",
        {"query": ContactQuery(batch=list_.batch)},
        each,
    )


def _undated(many: int) -> Todo:
    reason = french.plural(
        many,
        "Ni contact de sa part, ni date de collecte : à défaut, son délai part de son entrée ici.",
        "Ni contact de leur part, ni date de collecte : à défaut, leur délai part de leur entrée ici.",
    )
    sentence = f"{french.plural(many, 'personne')} à dater"
    return Todo(many, "soon", sentence, french.spaced(reason), "Dater", "retention", {"state": State.UNDATED.value})


def _soon(many: int) -> Todo:
    sentence = f"{french.plural(many, 'échéance')} dans les 60 jours"
    reason = french.plural(
        many,
        "Le moment de reprendre contact avec cette personne si vous voulez la garder, ou de la laisser partir.",
        "Le moment de reprendre contact avec ceux que vous voulez garder, ou de les laisser partir.",
    )
    return Todo(many, "soon", sentence, reason, "Voir", "retention", {"state": State.DUE_SOON.value})


def _duplicates(many: int) -> Todo:
    sentence = french.plural(many, "doublon possible", "doublons possibles")
    reason = french.plural(
        many,
        "Deux fiches qui sont peut-être la même personne. Rien n’est fusionné sans vous.",
        "Des paires de fiches qui sont peut-être la même personne. Rien n’est fusionné sans vous.",
    )
    return Todo(many, "accent", sentence, reason, "Examiner", "contacts", {"duplicates": True})


def _sleeping(many: int) -> Todo:
    sentence = french.plural(many, "relation sans nouvelles", "relations sans nouvelles")
    who = french.plural(many, "Client, fournisseur ou partenaire", "Clients, fournisseurs ou partenaires")
    reason = f"{who} dont la relation n’a pas de fin notée. Est-elle terminée ? Notez alors sa date."
    return Todo(many, "accent", sentence, french.spaced(reason), "Examiner", "retention", {"state": _SLEEPING})


def _register(many: int) -> Todo:
    sentence = french.plural(many, "point à vérifier dans votre registre", "points à vérifier dans votre registre")
    reason = "Ce que vos fiches, vos contacts, vos durées et vos outils ne disent pas de la même façon."
    return Todo(many, "accent", sentence, reason, "Vérifier", "register", {"findings": True})


def _oppositions(many: int) -> Todo:
    sentence = french.plural(many, "opposition de plus de 3 ans", "oppositions de plus de 3 ans")
    reason = "Votre liste d’opposition est à relire une fois par an. Rien n’en sort sans vous."
    return Todo(many, "accent", sentence, reason, "Relire", "oppositions", {"review": True})


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
