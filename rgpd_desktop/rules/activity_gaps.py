"""What a sheet of the register still lacks, and what changed between two versions of it. Called by services; pure.

The mandatory fields are those of RGPD art. 30-1 (one's own processing) and 30-2 (processing for a client), plus the legal basis that the
papers need (art. 13-1 c).
"""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, DataCategory, Role

FIELD_WORDS: Final = {
    "name": "nom", "role": "registre", "progress": "état", "reference": "référence", "software": "logiciels",
    "joint_controllers": "responsables conjoints", "client": "client", "purposes": "finalités et bases légales",
    "people": "personnes concernées", "data": "données et durées", "sensitive": "données sensibles",
    "sensitive_condition": "condition de l’article 9", "uses_nir": "numéro de sécurité sociale",
    "uses_offences": "condamnations et infractions", "is_direct": "origine des données", "source": "origine des données",
    "recipients": "destinataires", "processors": "sous-traitants", "transfers": "transferts hors de l’Union européenne",
    "measures": "mesures de sécurité", "rights": "droits des personnes", "automated_decision": "décision automatisée",
    "dpia_criteria": "analyse d’impact", "dpia": "analyse d’impact", "kinds": "catégories de contacts",
}  # fmt: skip
_TWO_CRITERIA: Final = 2  # from two of the nine criteria, an impact assessment is expected (CNIL, délib. 2018-327)


def gaps(activity: Activity) -> tuple[Problem, ...]:
    """What is missing, in the order of the sheet: `field` is the field of Activity. Empty when the sheet is complete."""
    found = [] if activity.name.strip() else [Problem("name", "Donnez un nom à cette activité.")]
    if activity.role is Role.PROCESSOR:
        if not activity.client.is_known:
            found.append(Problem("client", "Indiquez pour quel client vous traitez ces données (art. 30-2 a)."))
    else:
        found += _of_a_controller(activity)
    found += [
        Problem(
            "transfers",
            f"Dites quelle garantie encadre le transfert vers {french.quoted(transfer.country or transfer.recipient)}.",
        )
        for transfer in activity.transfers
        if not transfer.safeguard
    ]
    if not activity.measures:
        found.append(Problem("measures", "Indiquez au moins une mesure de sécurité (art. 32)."))
    return tuple(Problem(each.field, french.spaced(each.sentence)) for each in found)


def _of_a_controller(activity: Activity) -> list[Problem]:
    found = []
    if not any(purpose.text.strip() for purpose in activity.purposes):
        found.append(Problem("purposes", "Dites pourquoi vous utilisez ces données : c’est la finalité (art. 30-1 b)."))
    found += [
        Problem("purposes", f"Choisissez la base légale de la finalité {french.quoted(purpose.text)} (art. 6-1).")
        for purpose in activity.purposes
        if purpose.text.strip() and not purpose.basis
    ]
    if not activity.people:
        found.append(Problem("people", "Indiquez au moins une catégorie de personnes (art. 30-1 c)."))
    if not activity.all_data:
        found.append(Problem("data", "Indiquez au moins une catégorie de données (art. 30-1 c)."))
    without = [each for each in activity.all_data if not _has_keeping(each)]
    if without:
        many = french.plural(
            len(without), "une catégorie de données n’a", f"{len(without)} catégories de données n’ont"
        )
        found.append(
            Problem("data", f"Dites combien de temps vous gardez chaque donnée : {many} pas de durée (art. 30-1 f).")
        )
    if activity.sensitive and not activity.sensitive_condition:
        found.append(
            Problem("sensitive_condition", "Dites quelle exception de l’article 9 permet ces données sensibles.")
        )
    if not activity.recipients and not activity.processors:
        found.append(Problem("recipients", "Dites qui voit ces données, même si c’est vous seul (art. 30-1 d)."))
    if activity.is_direct is None and not activity.source.strip():
        found.append(Problem("source", "Dites d’où viennent ces données."))
    if len(activity.dpia_criteria) >= _TWO_CRITERIA and not activity.dpia.strip():
        found.append(
            Problem(
                "dpia",
                "Deux critères ou plus sont remplis : une analyse d’impact est à faire, ou son absence à motiver (art. 35).",
            )
        )
    return found


def changed(before: Activity, after: Activity) -> tuple[str, ...]:
    """The French names of what differs, each once, in the order of the sheet; dates and versions do not count."""
    words = (
        FIELD_WORDS[field.name]
        for field in fields(Activity)
        if field.name in FIELD_WORDS and getattr(before, field.name) != getattr(after, field.name)
    )
    return tuple(dict.fromkeys(words))


def _has_keeping(each: DataCategory) -> bool:
    keeping = each.keeping
    return keeping.period is not None or bool(keeping.starts.strip()) or bool(keeping.kind)
