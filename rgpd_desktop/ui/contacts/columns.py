"""The columns of the list: their words, the room they need, and which give way first in a narrow window. Pure values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rgpd_desktop.rules.contact_query import Order


@dataclass(frozen=True, slots=True)
class Column:
    """`least` is the narrowest width in px of the design, `wanted` the one it has before others grow, `share` how much it then takes.

    A column `is_chosen` from the start or only when the person asks; the higher `yields`, the sooner it hides for lack of room.
    """

    order: Order
    title: str
    least: int
    share: int
    is_chosen: bool = True
    yields: int = 0
    wanted: int = 0


COLUMNS = (
    Column(Order.NAME, "Nom", 108, 6, wanted=170),
    Column(Order.COMPANY, "Société", 96, 4, yields=1),
    Column(Order.KIND, "Type", 84, 1, yields=2),
    Column(Order.LAST_CONTACT, "Reçu le", 96, 0),
    Column(Order.DUE, "Conservation", 130, 0),
    Column(Order.EMAIL, "E-mail", 170, 4, is_chosen=False),
    Column(Order.PHONE, "Téléphone", 130, 1, is_chosen=False),
    Column(Order.CITY, "Ville", 100, 2, is_chosen=False),
)
PILL = next(index for index, column in enumerate(COLUMNS) if column.order is Order.DUE)


def index_of(order: Order) -> int:
    """Where the column of that order stands."""
    return next(index for index, column in enumerate(COLUMNS) if column.order is order)


def fitted(chosen: Sequence[int], room: int, least: Sequence[int], wanted: Sequence[int] = ()) -> dict[int, int]:
    """The columns to show among `chosen` in `room` px and their widths; those that yield are left out while room is short.

    `least` gives the narrowest width of every column in px of the screen, `wanted` the one reached before the room is shared.
    """
    shown = list(chosen)

    def needed() -> int:
        return sum(least[index] for index in shown)

    while needed() > room and any(COLUMNS[index].yields for index in shown):
        shown.remove(max(shown, key=lambda index: COLUMNS[index].yields))
    spare, shares = max(0, room - needed()), sum(COLUMNS[index].share for index in shown)
    widths = {index: least[index] for index in shown}
    for index in shown if wanted else ():
        more = max(0, min(spare, wanted[index] - least[index]))
        widths[index] += more
        spare -= more
    for index in shown:
        widths[index] += spare * COLUMNS[index].share // max(1, shares)
    if shown and shares:
        widths[shown[0]] += spare - sum(spare * COLUMNS[index].share // shares for index in shown)
    return widths
