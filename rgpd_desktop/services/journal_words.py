"""What a line of the journal says, in French: one sentence with its counts, and the group it is filtered by. Called by read_journal.

An event that this table does not know (a later version wrote it) is shown with its own word and its numbers, never hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeAlias

from rgpd_desktop.basics import french

Detail: TypeAlias = Mapping[str, Any]


class Group(StrEnum):
    """How lines are filtered; the value is the word on screen."""

    IMPORTS = "Imports"
    EXPORTS = "Exports"
    ERASURES = "Effacements"
    OPPOSITIONS = "Oppositions"
    RULES = "Durées et dates"
    REGISTER = "Registre et documents"
    SAFETY = "Sauvegardes et protection"
    OTHERS = "Autres"


_Words: TypeAlias = Callable[[Detail], str]


def told(event: str, detail: Detail) -> tuple[Group, str]:
    """The group and the sentence of a line; a detail that is not what it should be gives the plain form."""
    group, words = _WORDS.get(event, (Group.OTHERS, None))
    sentence = ""
    if words is not None:
        try:
            sentence = words(detail)
        except (KeyError, TypeError, ValueError):
            sentence = ""
    return group, french.spaced(sentence or _plain(event, detail))


def _plain(event: str, detail: Detail) -> str:
    """An event this version has no sentence for."""
    told = ", ".join(f"{name} {value}" for name, value in detail.items() if not isinstance(value, dict | list))
    return f"Opération {french.quoted(event.replace('_', ' '))}" + (f" : {told}" if told else "")


def _many(detail: Detail, name: str, singular: str, many: str | None = None) -> str:
    """`3 fiches`, or "" for none."""
    count = int(detail.get(name, 0))
    return french.counted(count, singular, many) if count else ""


def _list(*parts: str) -> str:
    return french.joined([part for part in parts if part])


def _with(head: str, *parts: str) -> str:
    told = _list(*parts)
    return f"{head} : {told}." if told else f"{head}."


def _reason(detail: Detail) -> str:
    reason = str(detail.get("reason", "")).strip().rstrip(".")
    return f" Motif : {reason}." if reason else ""


def _import(detail: Detail) -> str:
    return _with(
        f"Import n° {detail['batch']}",
        _many(detail, "rows", "ligne"),
        _many(detail, "new", "personne ajoutée", "personnes ajoutées"),
        _many(detail, "merged", "complétée", "complétées"),
        _many(detail, "expired", "laissée dehors (durée dépassée)", "laissées dehors (durée dépassée)"),
        _many(detail, "opposed", "opposée", "opposées"),
        _many(detail, "refused", "refusée", "refusées"),
    )


def _undo(detail: Detail) -> str:
    return _with(
        f"Import n° {detail['batch']} annulé",
        _many(detail, "removed", "personne retirée", "personnes retirées"),
        _many(detail, "restored", "rétablie", "rétablies"),
        _many(detail, "kept", "gardée", "gardées"),
    )


def _export(detail: Detail) -> str:
    aside = _many(detail, "set_aside", "opposé écarté", "opposés écartés")
    head = f"Export de {french.counted(int(detail['count']), 'personne')} en .{detail['format']}"
    if (for_prospecting := detail.get("for_prospecting")) is not None:
        head += ", pour de la prospection" if for_prospecting == "yes" else ", sans prospection"
    return f"{head}{f' ({aside})' if aside else ''}.{_reason(detail)}"


def _erased(verb: str) -> _Words:
    def words(detail: Detail) -> str:
        count = int(detail["count"])
        return f"{french.counted(count, 'personne')} {french.plural(count, verb)}.{_reason(detail)}"

    return words


def _counted(singular: str, many: str) -> _Words:
    return lambda detail: f"{french.counted(int(detail['count']), singular, many)}.{_reason(detail)}"


def _change_rule(detail: Detail) -> str:
    months, days = int(detail["months"]), int(detail["days"])
    years, left = divmod(months, 12)
    parts = [french.counted(years, "an") if years else "", f"{left} mois" if left else ""]
    keep = _list(*parts, french.counted(days, "jour") if days else "")
    return f"Durée de la règle {detail['rule']} changée : {keep or '0 jour'}.{_reason(detail)}"


def _prolong(detail: Detail) -> str:
    until = french.day(date.fromisoformat(detail["until"]))
    count = int(detail["count"])
    return f"{french.counted(count, 'personne gardée', 'personnes gardées')} jusqu’au {until}.{_reason(detail)}"


_FACTS: Final = {
    "collected_on": "Date de collecte",
    "last_contact_on": "Dernier contact",
    "relation_ended_on": "Fin de la relation",
}


def _date(detail: Detail) -> str:
    on = french.day(date.fromisoformat(detail["on"]))
    return f"{_FACTS[detail['fact']]} notée au {on} pour {french.counted(int(detail['count']), 'personne')}."


def _inform(detail: Detail) -> str:
    return f"Personnes de l’import n° {detail['batch']} informées le {french.day(date.fromisoformat(detail['on']))} (art. 14)."


def _opposition(detail: Detail) -> str:
    where = (
        _many(detail, "emails", "adresse e-mail", "adresses e-mail"),
        _many(detail, "phones", "téléphone"),
    )
    told = _list(*where)
    people = int(detail.get("people", 0))
    more = (
        f" {french.counted(people, 'de vos contacts y gagne', 'de vos contacts y gagnent')} l’état opposé."
        if people
        else ""
    )
    if not told:
        count = int(detail["count"])
        return f"{french.counted(count, 'opposition enregistrée', 'oppositions enregistrées')}.{more}"
    return f"Opposition enregistrée : {told}.{more}"


def _opposition_file(detail: Detail) -> str:
    parts = (
        _many(detail, "lines", "ligne lue", "lignes lues"),
        _many(detail, "emails", "adresse e-mail ajoutée", "adresses e-mail ajoutées"),
        _many(detail, "phones", "téléphone ajouté", "téléphones ajoutés"),
        _many(detail, "known", "déjà connue", "déjà connues"),
        _many(detail, "people", "contact devenu opposé", "contacts devenus opposés"),
    )
    return _with("Fichier de désinscrits importé", *parts)


def _opposition_check(detail: Detail) -> str:
    kept = french.counted(int(detail["kept"]), "ligne gardée", "lignes gardées")
    aside = french.counted(int(detail["set_aside"]), "opposée écartée", "opposées écartées")
    return f"Fichier vérifié avant envoi (.{detail['format']}) : {kept}, {aside}."


def _sheet(verb: str) -> _Words:
    return lambda detail: f"Fiche {detail['sheet']} {verb}."


def _brought(detail: Detail) -> str:
    return _with(
        "Registre importé",
        _many(detail, "added", "fiche ajoutée", "fiches ajoutées"),
        _many(detail, "replaced", "fiche remplacée", "fiches remplacées"),
    )


def _purge(detail: Detail) -> str:
    head = "Purge"
    if number := detail.get("number"):
        head += f" n° {number}"
    erased = _many(detail, "count", "personne effacée", "personnes effacées")
    return _with(head, erased, _many(detail, "anonymised", "personne anonymisée", "personnes anonymisées"))


def _plainly(sentence: str) -> _Words:
    return lambda detail: f"{sentence}.{_reason(detail)}"


_WORDS: Final[Mapping[str, tuple[Group, _Words]]] = {
    "import": (Group.IMPORTS, _import),
    "undo_import": (Group.IMPORTS, _undo),
    "inform": (Group.IMPORTS, _inform),
    "export": (Group.EXPORTS, _export),
    "delete": (Group.ERASURES, _erased("supprimée")),
    "merge": (Group.ERASURES, _counted("fiche fusionnée avec une autre", "fiches fusionnées avec une autre")),
    "purge": (Group.ERASURES, _purge),
    "archive_look": (Group.ERASURES, _plainly("Archives consultées")),
    "opposition": (Group.OPPOSITIONS, _opposition),
    "opposition_withdrawn": (Group.OPPOSITIONS, _counted("opposition levée", "oppositions levées")),
    "opposition_file": (Group.OPPOSITIONS, _opposition_file),
    "opposition_check": (Group.OPPOSITIONS, _opposition_check),
    "opposition_review": (Group.OPPOSITIONS, _counted("opposition relue", "oppositions relues")),
    "change_rule": (Group.RULES, _change_rule),
    "restore_rule": (Group.RULES, lambda detail: f"Durée de la règle {detail['rule']} remise à sa valeur conseillée."),
    "prolong": (Group.RULES, _prolong),
    "lift": (Group.RULES, _counted("prolongation levée", "prolongations levées")),
    "date": (Group.RULES, _date),
    "register_kept": (Group.REGISTER, _sheet("inscrite au registre")),
    "register_archived": (Group.REGISTER, _sheet("archivée")),
    "register_draft": (Group.REGISTER, _sheet("remise en brouillon")),
    "register_brought": (Group.REGISTER, _brought),
    "register_version": (Group.REGISTER, lambda detail: f"Version {detail['number']} du registre."),
    "document_published": (Group.REGISTER, _plainly("Document publié")),
    "backup": (Group.SAFETY, _plainly("Sauvegarde faite")),
    "backup_removed": (Group.SAFETY, _plainly("Sauvegarde supprimée")),
    "restore": (Group.SAFETY, _plainly("Sauvegarde rétablie")),
    "encrypted": (Group.SAFETY, _plainly("Données chiffrées")),
    "decrypted": (Group.SAFETY, _plainly("Chiffrement retiré")),
    "passphrase_changed": (Group.SAFETY, _plainly("Phrase de passe changée")),
}

EVENTS: Final = frozenset(_WORDS)
