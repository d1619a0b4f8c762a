"""What the opposition list holds, in words: the line under the title, the reminder, a row for each place the refusals came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.services.keep_oppositions import NOT_NOTED, Source, Survey

_CHANNELS: Final = {
    "email": ("adresse e-mail", "adresses e-mail"),
    "phone": ("téléphone", "téléphones"),
    "": ("sans moyen de contact noté", "sans moyen de contact noté"),
}


def subtitle(survey: Survey) -> str:
    """`12 adresses e-mail et 3 téléphones fermés depuis le 03/11/2024`."""
    if survey.since is None:
        return ""
    closed = french.plural(survey.count(), "opposé", "opposés")
    return f"{_counts(survey.sources)}, {closed} depuis le {french.day(survey.since)}."


def review_words(many: int) -> tuple[str, str]:
    """The reminder: a title and a sentence."""
    title = f"{french.counted(many, 'opposition a', 'oppositions ont')} plus de 3 ans : relisez votre liste."
    return title, (
        "Gardez-les tant que vous prospectez. Relire ne supprime rien : le jour est noté, et la question revient dans un an. "
        "Si une personne a changé d’avis, levez son opposition."
    )


def rows(sources: Iterable[Source]) -> list[tuple[int, str, str]]:
    """(number, where they came from, counts and days) for each origin, the latest first."""
    origins: dict[str, list[Source]] = {}
    for each in sources:
        origins.setdefault(each.origin, []).append(each)
    return [
        (
            sum(each.count for each in group),
            french.capitalised(origin or NOT_NOTED),
            f"{_counts(group)}, {_days(group)}",
        )
        for origin, group in origins.items()
    ]


def _counts(sources: Sequence[Source]) -> str:
    totals = {channel: sum(each.count for each in sources if each.channel == channel) for channel in _CHANNELS}
    return french.joined([french.counted(many, *_CHANNELS[channel]) for channel, many in totals.items() if many])


def _days(sources: Sequence[Source]) -> str:
    first: date = min(each.first for each in sources)
    last: date = max(each.last for each in sources)
    return f"le {french.day(first)}" if first == last else f"du {french.day(first)} au {french.day(last)}"
