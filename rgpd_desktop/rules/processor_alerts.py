"""What is to be mended about a processor: no contract, a transfer without a safeguard, a personal account. Called by services; pure.

Each alert says what is missing and what to do (RGPD, art. 28, 44 to 49); what the law does not ask is said gently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.folding import fold, words
from rgpd_desktop.rules.processor import Processor, ProcessorRole, Tool
from rgpd_desktop.rules.transfers import Standing, TransferLists

_DPF_ALONE: Final = "dpf"
_ADEQUACY: Final = "adequacy"
_FRESH_DAYS: Final = 365
_NO_TRANSFER: Final = words("aucun aucune non neant sans pas")  # how one who types "aucun transfert" begins


class AlertKind(StrEnum):
    """What an alert is about."""

    NO_CONTRACT = "no_contract"
    CONTRACT_UNPROVEN = "contract_unproven"
    NO_COUNTRY = "no_country"
    NO_SAFEGUARD = "no_safeguard"
    DPF_ALONE = "dpf_alone"
    NOT_ADEQUATE = "not_adequate"
    PERSONAL_ACCOUNT = "personal_account"
    OLD_FACTS = "old_facts"


@dataclass(frozen=True, slots=True)
class Alert:
    """`is_gentle` marks what is good to do and that no text asks."""

    kind: AlertKind
    sentence: str
    remedy: str
    is_gentle: bool = False


def alerts(
    processor: Processor, tool: Tool | None, transfers: TransferLists, today: date, serves_clients: bool
) -> tuple[Alert, ...]:
    """What is to be mended, the heaviest first. `serves_clients`: whether a sheet of clients or of work for clients uses it."""
    found = [
        *_of_contract(processor),
        *_of_account(processor, tool, serves_clients),
        *_of_transfer(processor, transfers, today),
        *_of_facts(tool, today),
    ]
    made = (
        Alert(each.kind, french.spaced(each.sentence), french.spaced(each.remedy), each.is_gentle) for each in found
    )
    return tuple(sorted(made, key=lambda alert: alert.is_gentle))


def _of_contract(processor: Processor) -> Iterator[Alert]:
    if not processor.needs_contract:
        return
    name = processor.name
    if not processor.is_signed:
        yield Alert(
            AlertKind.NO_CONTRACT,
            f"Aucun contrat de sous-traitance n’est noté avec {name} (art. 28).",
            "Acceptez son accord de traitement des données (« DPA »), gardez-en une copie, puis notez la date.",
        )
    elif processor.signed_on is None or not processor.document:
        missing = "sa date" if processor.document else "sa copie" if processor.signed_on else "sa date ni sa copie"
        negation = "n’a pas" if "ni" not in missing.split() else "n’a"
        yield Alert(
            AlertKind.CONTRACT_UNPROVEN,
            f"Le contrat avec {name} {negation} {missing}.",
            "Notez la date et joignez le fichier : c’est ce que l’on vous demandera.",
            is_gentle=True,
        )


def _of_account(processor: Processor, tool: Tool | None, serves_clients: bool) -> Iterator[Alert]:
    if not (processor.is_personal_account and serves_clients):
        return
    sentence = f"Vous utilisez un compte personnel de {processor.name} pour les données de vos clients."
    remedy = "Prenez l’offre professionnelle, avec son contrat, ou n’y mettez plus ces données."
    yield Alert(
        AlertKind.PERSONAL_ACCOUNT, sentence, tool.personal_account if tool and tool.personal_account else remedy
    )


def _of_transfer(processor: Processor, transfers: TransferLists, today: date) -> Iterator[Alert]:
    if processor.role is ProcessorRole.SOFTWARE:
        return
    name, country = processor.name, processor.country.strip()
    standing = transfers.standing(country, today)
    if standing is Standing.UNKNOWN:
        yield Alert(
            AlertKind.NO_COUNTRY,
            f"Le pays de {name} n’est pas renseigné."
            if not country
            else f"Le programme ne connaît pas le pays indiqué pour {name}.",
            "Cherchez dans son contrat où sont les données et qui y accède.",
            is_gentle=True,
        )
    lapsed = transfers.adequacy(country)
    if processor.safeguard == _ADEQUACY and standing is Standing.THIRD:
        when = f" depuis le {french.day(lapsed.until)}" if lapsed and lapsed.until and lapsed.until < today else ""
        yield Alert(
            AlertKind.NOT_ADEQUATE,
            f"{country} n’est pas reconnu comme pays adéquat{when}.",
            "Choisissez une autre garantie : le plus souvent, les clauses contractuelles types.",
        )
    elif not processor.safeguard and (standing is Standing.THIRD or _says_transfer(processor.transfer)):
        where = f"vers {country}" if standing is Standing.THIRD else "hors de l’Union européenne"
        yield Alert(
            AlertKind.NO_SAFEGUARD,
            f"{name} reçoit des données {where} sans garantie notée (art. 44 à 49).",
            "Retrouvez la garantie dans son contrat et notez-la ; sinon, cherchez un autre outil.",
        )
    elif processor.safeguard == _DPF_ALONE:
        yield Alert(
            AlertKind.DPF_ALONE,
            f"Le transfert de {name} ne repose que sur le DPF.",
            transfers.note("dpf_rule").text,
        )


def _says_transfer(typed: str) -> bool:
    """Whether what was typed tells of a transfer, and not of its absence."""
    first = fold(typed).split()[:1]
    return bool(first) and first[0] not in _NO_TRANSFER


def _of_facts(tool: Tool | None, today: date) -> Iterator[Alert]:
    if tool is not None and (today - tool.checked_on).days > _FRESH_DAYS:
        yield Alert(
            AlertKind.OLD_FACTS,
            f"Ce que le programme dit de {tool.name} a été vérifié le {french.day(tool.checked_on)}.",
            "Relisez ses conditions : entité, pays, garantie.",
            is_gentle=True,
        )
