"""The kinds of person and their retention rules, from resources/legal/people: one TOML file each. Read by services.

A new kind is a new file and no code. Says nothing of the periods the user chose instead: those live in the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.rules.retention import Bound, Confidence, Period, RetentionRule, Starts, Then


@cache
def load_kinds() -> tuple[PersonKind, ...]:
    """The kinds shipped with the program, prospect first, read once. Raises ValueError when a file is malformed."""
    return read_kinds(legal_folder() / "people")


def read_kinds(folder: Path) -> tuple[PersonKind, ...]:
    """The kinds of the TOML files of `folder`, in the order they give. Raises ValueError when one is malformed."""
    kinds = sorted((_kind(path) for path in folder.glob("*.toml")), key=lambda placed: placed[0])
    if len({order for order, _ in kinds}) != len(kinds):
        raise ValueError("people: two kinds have the same order")
    return tuple(kind for _, kind in kinds)


def kind_words(kinds: Iterable[PersonKind]) -> dict[str, str]:
    """What people write for each kind, folded, to the id of the kind ("anciens clients" -> "former_client").

    Raises ValueError when a word would mean two kinds.
    """
    meanings: dict[str, str] = {}
    for kind in kinds:
        for word in (kind.label, kind.plural, *kind.words):
            if meanings.setdefault(fold(word), kind.id) != kind.id:
                raise ValueError(f"people: {word!r} means both {meanings[fold(word)]} and {kind.id}")
    return meanings


def _kind(path: Path) -> tuple[int, PersonKind]:
    table = toml_file.read(path)
    identity = table.plain("id")
    if identity != path.stem:
        raise ValueError(f"{path.name}: the id is {identity!r}")
    kind = PersonKind(
        id=identity,
        label=table.text("label"),
        plural=table.text("plural"),
        description=table.text("description"),
        rule=_rule(table.table("rule"), identity),
        words=table.texts("words"),
    )
    order = table.whole("order")
    table.close()
    return order, kind


def _rule(table: toml_file.Table, kind: str) -> RetentionRule:
    keep = read_period(table.table("keep"))
    since = table.plain("since")
    if since:
        date.fromisoformat(since)
    rule = RetentionRule(
        id=table.plain("id"),
        kind=kind,
        label=table.text("label"),
        starts=table.choice("starts", Starts),
        keep=keep,
        recommended=keep,
        bound=table.choice("bound", Bound),
        then=table.choice("then", Then),
        source=table.plain("source"),
        source_label=table.text("source_label"),
        confidence=table.choice("confidence", Confidence),
        since=since,
        note=table.text("note"),
    )
    table.close()
    return rule


def read_period(table: toml_file.Table) -> Period:
    """A period of the content. Raises ValueError when it has no whole length."""
    lengths = {unit: table.whole(unit) for unit in ("years", "months", "days") if table.has(unit)}
    table.close()
    if not lengths or min(lengths.values()) < 1:
        raise ValueError(f"{table.place}: a period has whole years, months or days, one at least")
    return Period(**lengths)
