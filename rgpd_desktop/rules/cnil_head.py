"""Who answers and what is listed: the sheet of CNIL's layout that comes before the sheets of the activities, read and written.

Called by imports.register_file, documents.register_book and services.bring_register. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Activity, Progress, Role
from rgpd_desktop.rules.business import NOBODY, Business, Party
from rgpd_desktop.rules.cnil_lines import cell_party, printable
from rgpd_desktop.rules.cnil_sheet import cell_text
from rgpd_desktop.rules.columns import Line
from rgpd_desktop.rules.folding import fold

_HEADS: Final = {
    "coordonnees du responsable": "controller", "coordonnees du representant": "representative", "coordonnees du delegue": "officer",
}  # fmt: skip
_HEAD_FIELDS: Final = {
    "nom": "name", "prenom": "first", "adresse": "street", "adresse mel": "email", "code postal": "postal_code", "ville": "city",
    "telephone": "phone", "societe si dpo externe": "company",
}  # fmt: skip
LIST_TITLES: Final = (
    "Nom du traitement", "N° / RÉF", "Date de création de la fiche", "Dernière mise à jour de la fiche", "Finalité du traitement",
    "Données sensibles ? Oui/non", "État",
)  # fmt: skip
_PROGRESS: Final = {Progress.DRAFT: "brouillon", Progress.KEPT: "au registre", Progress.ARCHIVED: "archivée"}


@dataclass(frozen=True, slots=True)
class CnilHead:
    """Who answers, as the sheet that lists the activities says at its top."""

    controller: Party = NOBODY
    representative: Party = NOBODY
    officer: Party = NOBODY

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return any(party.is_known for party in (self.controller, self.representative, self.officer))


def read_head(lines: Iterable[Line]) -> CnilHead:
    """Who answers, in the sheet that lists the activities: labels that end with a colon, each followed by its value."""
    found: dict[str, dict[str, str]] = {}
    owner = ""
    for _, cells in lines:
        title = fold(cell_text(cells, 0))
        if title:
            owner = next((each for start, each in _HEADS.items() if title.startswith(start)), "")
        if not owner:
            continue
        for at in range(1, len(cells) - 1):
            field_name = _HEAD_FIELDS.get(fold(str(cells[at] or "")))
            value = cell_text(cells, at + 1)
            if field_name and value and fold(value) not in _HEAD_FIELDS:
                found.setdefault(owner, {})[field_name] = value
    parties = {who: _party_of_head(values) for who, values in found.items()}
    return CnilHead(**parties)


def _party_of_head(values: dict[str, str]) -> Party:
    name = " ".join(values.pop(part, "") for part in ("first", "name")).strip()
    return Party(name=name, **values)


def head_of(business: Business) -> CnilHead:
    """Who answers, as the head written for this business reads back."""
    officer = replace(
        cell_party(business.officer), name=printable(business.officer.name), company=printable(business.officer.company)
    )
    return CnilHead(cell_party(business.party), cell_party(business.representative), officer)


def head_rows(head: CnilHead) -> list[list[str]]:
    """The lines at the top of the list, in the layout of the template."""
    made = []
    for title, party in (
        ("Coordonnées du responsable de l’organisme", head.controller),
        ("Coordonnées du représentant (si le responsable est situé hors de l’Union européenne)", head.representative),
    ):
        made.append(
            [title, "Nom :", party.name, "Prénom :", "", "Adresse :", party.street, "Adresse mél :", party.email]
        )
        made.append(["", "Code postal :", party.postal_code, "Ville :", party.city, "Téléphone :", party.phone, "", ""])
    officer, title = head.officer, "Coordonnées du délégué à la protection des données (DPO)"
    made.append(
        [
            title,
            "Nom :",
            officer.name,
            "Prénom :",
            "",
            "Société (si DPO externe) :",
            officer.company,
            "Adresse :",
            officer.street,
        ]
    )
    made.append(
        [
            "",
            "Code postal :",
            officer.postal_code,
            "Ville :",
            officer.city,
            "Téléphone :",
            officer.phone,
            "Adresse mél :",
            officer.email,
        ]
    )
    return made


def list_row(activity: Activity) -> list[str]:
    """The line of an activity in the list, under LIST_TITLES. NIR is no sensitive data (RGPD, art. 9 and 87), offences go with them."""
    is_sensitive = bool(activity.sensitive or activity.uses_offences)
    state = _PROGRESS[activity.progress]
    return [
        printable(activity.name),
        printable(activity.reference),
        french.day(activity.created_on) if activity.created_on else "",
        french.day(activity.updated_on) if activity.updated_on else "",
        printable(" ; ".join(each.text for each in activity.purposes if each.text.strip())),
        "Oui" if is_sensitive else "Non",
        state if activity.role is Role.CONTROLLER else f"{state}, pour un client",
    ]
