"""One sheet of the register as blocks, section by section, in the order of CNIL's template. Called by register_paper only.

What a sheet does not say is printed as not filled in, never guessed; a sheet for a client follows art. 30-2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.documents.block import Block, Fields, Heading, Paragraph, Table
from rgpd_desktop.rules.activity import Activity, DataCategory, Role
from rgpd_desktop.rules.business import Party
from rgpd_desktop.rules.keeping import keeping_words
from rgpd_desktop.rules.processor import ROLE_WORDS, Processor, ProcessorRole
from rgpd_desktop.rules.register import Register, Words

NOT_SAID: Final = "Non renseigné"
NIR: Final = "Numéro de sécurité sociale (NIR)"
OFFENCES: Final = "Condamnations pénales et infractions"
_GROUPS: Final = {
    "internal": "interne",
    "institution": "partenaire institutionnel ou commercial",
    "third_country": "pays tiers ou organisation internationale",
    "other": "autre destinataire",
}
_CRITERIA: Final = 9  # of the impact assessment (WP 248)
_ENOUGH: Final = 2
_DATA_WIDTHS: Final = (0.32, 0.31, 0.37)
_DATA_HEADERS: Final = ("Catégorie", "Précisions", "Conservation")


def sections(activity: Activity, register: Register) -> list[Block]:
    """The sections of the sheet, under its heading."""
    if activity.role is Role.PROCESSOR:
        made = [*_client(activity), *_purposes(activity, register.words)]
        made += _people(activity, register.words) if activity.people else []
        made += _data(activity, register) if activity.all_data else []
    else:
        made = [*_joint(activity), *_purposes(activity, register.words), *_people(activity, register.words)]
        made += [*_data(activity, register), *_source(activity)]
    made += [*_recipients(activity, register), *_transfers(activity, register), *_measures(activity, register)]
    return made if activity.role is Role.PROCESSOR else [*made, *_rights(activity, register)]


def shown(text: str) -> str:
    """The text with its French spaces, a dash when there is none."""
    return french.spaced(text) if text.strip() else "—"


def table(rows: Iterable[Sequence[str]], widths: tuple[float, ...], headers: tuple[str, ...]) -> Table:
    """A table of texts with their French spaces."""
    return Table(
        tuple(tuple(french.spaced(cell) for cell in row) for row in rows), widths, tuple(map(french.spaced, headers))
    )


def day_words(day: date | None) -> str:
    """JJ/MM/AAAA, or nothing."""
    return french.day(day) if day else ""


def entity_words(processor: Processor) -> str:
    """`Brevo (Sendinblue SAS)`."""
    has_other = processor.entity.strip() and processor.entity.strip() != processor.name.strip()
    return f"{processor.name} ({processor.entity})" if has_other else processor.name


def place_words(processor: Processor, words: Words) -> str:
    """`France ; aucun transfert déclaré`: the country, the transfer, its safeguard."""
    if processor.role is ProcessorRole.SOFTWARE:
        return "aucun transfert déclaré"
    safeguard = words.safeguards.get(processor.safeguard, processor.safeguard)
    transfer = " : ".join(part for part in (processor.transfer, safeguard) if part) or "aucun transfert déclaré"
    return " ; ".join(part for part in (processor.country, transfer) if part)


def _section(title: str, *blocks: Block) -> list[Block]:
    return [Heading(french.spaced(title), 3), *blocks]


def _text(text: str, lead: str = "") -> Paragraph:
    return Paragraph(french.spaced(text) if text.strip() else NOT_SAID, french.spaced(lead))


def _client(activity: Activity) -> list[Block]:
    return _section("Client, responsable du traitement", _text(party_line(activity.client)))


def party_line(party: Party) -> str:
    """Somebody in one line: who, where, how to reach them."""
    who = ", ".join(part for part in (party.label, party.address) if part)
    return " · ".join(part for part in (who, party.phone, party.email) if part)


def _joint(activity: Activity) -> list[Block]:
    lines = [party_line(party) for party in activity.joint_controllers if party.is_known]
    return _section("Responsables conjoints", *map(_text, lines)) if lines else []


def _purposes(activity: Activity, words: Words) -> list[Block]:
    is_ours = activity.role is Role.CONTROLLER
    title = "Finalités et bases légales" if is_ours else "Catégories de traitements effectués"
    rows = [
        (each.text, _detailed(words.bases.get(each.basis, each.basis), each.detail.strip()))
        for each in activity.purposes
    ]
    if not rows:
        return _section(title, _text(""))
    if is_ours:
        filled = [(shown(text), basis or NOT_SAID.lower()) for text, basis in rows]
        return _section(title, table(filled, (0.55, 0.45), ("Finalité", "Base légale")))
    return _section(title, *(_text(" : ".join(part for part in row if part)) for row in rows))


def _people(activity: Activity, words: Words) -> list[Block]:
    names: list[str] = []
    for each in activity.people:
        label = words.people.get(each.category, each.category)
        if names and label[1:2].islower():  # "Prospects, partenaires"
            label = label[:1].lower() + label[1:]
        details = each.details.strip()
        names.append(f"{label} ({details})" if label and details else label or details)
    return _section("Personnes concernées", _text(", ".join(filter(None, names))))


def _detailed(label: str, detail: str) -> str:
    """A legal basis and its precision, which goes on the phrase or is one of its own."""
    return (", " if detail[:1].islower() else " : ").join(part for part in (label, detail) if part)


def _data(activity: Activity, register: Register) -> list[Block]:
    made = _section("Catégories de données et durées de conservation")
    labels = register.words.data
    rows = [(labels.get(each.category, each.category), each) for each in activity.data]
    made.append(_data_table(rows, register) if rows else _text(""))
    if doubtful := register.doubts.get(activity.id):
        names = french.joined([french.quoted(each) for each in doubtful])
        said = f"Durées retenues par le responsable, à défaut de texte confirmé : {names}."
        made.append(Paragraph(french.spaced(said), is_quiet=True))
    apart = [(labels.get(each.category, each.category), each) for each in activity.sensitive]
    apart += [(NIR, activity.uses_nir)] if activity.uses_nir else []
    apart += [(OFFENCES, activity.uses_offences)] if activity.uses_offences else []
    answers = (
        ("Données sensibles", activity.sensitive), ("NIR", activity.uses_nir), ("Condamnations", activity.uses_offences),
    )  # fmt: skip
    if not apart:
        return [*made, Fields(tuple((label, "non.") for label, _ in answers), is_inline=True)]
    made += _section("Données sensibles, NIR, condamnations", _data_table(apart, register))
    if activity.sensitive:
        condition = register.words.conditions.get(activity.sensitive_condition, activity.sensitive_condition)
        made.append(_text(condition, "Exception de l’article 9 :"))
    return [*made, Fields(tuple((label, "oui." if answer else "non.") for label, answer in answers), is_inline=True)]


def _data_table(rows: Iterable[tuple[str, DataCategory]], register: Register) -> Table:
    made, before = [], ""
    for label, each in rows:
        words = keeping_words(each.keeping, register.rules) or NOT_SAID.lower()
        made.append((label, each.details, "idem" if words == before else words))
        before = words
    return table(made, _DATA_WIDTHS, _DATA_HEADERS)


def _source(activity: Activity) -> list[Block]:
    where = {True: "Auprès des personnes elles-mêmes", False: "Au moins en partie par un tiers", None: ""}[
        activity.is_direct
    ]
    return _section("Origine des données", _text(" : ".join(part for part in (where, activity.source.strip()) if part)))


def _recipients(activity: Activity, register: Register) -> list[Block]:
    rows = [
        (each.details.strip() or "Service interne" if each.group == "internal" else shown(each.details),
         _GROUPS.get(each.group, each.group),
         register.business.country if each.group == "internal" else "")
        for each in activity.recipients
    ]  # fmt: skip
    rows += [
        (entity_words(each), _quality(each), place_words(each, register.words)) for each in _known(activity, register)
    ]
    is_ours = activity.role is Role.CONTROLLER
    title = "Destinataires" if is_ours else "Sous-traitants ultérieurs et destinataires"
    if not rows:
        return _section(title, _text("" if is_ours else "Aucun"))
    return _section(title, table(rows, (0.34, 0.26, 0.4), ("Destinataire", "Qualité", "Pays et garantie")))


def _known(activity: Activity, register: Register) -> list[Processor]:
    return [register.processors[id] for id in activity.processors if id in register.processors]


def _quality(processor: Processor) -> str:
    quality = ROLE_WORDS[processor.role]
    if not processor.needs_contract:
        return quality
    if not processor.is_signed:
        return f"{quality}, contrat à signer"
    return f"{quality}, contrat {f'du {french.day(processor.signed_on)}' if processor.signed_on else 'signé'}"


def _transfers(activity: Activity, register: Register) -> list[Block]:
    """What the sheet declares, then what its processors do of themselves."""
    labels = register.words.safeguards
    rows = [
        (each.recipient, each.country, labels.get(each.safeguard, each.safeguard) or "à préciser", each.document)
        for each in activity.transfers
    ]
    said = {each.recipient.strip().casefold() for each in activity.transfers}
    rows += [
        (
            each.name,
            each.destination,  # not where the company is
            ", ".join(
                filter(None, ("" if each.says_where else each.transfer, labels.get(each.safeguard, each.safeguard)))
            )
            or "à noter",
            "",
        )
        for each in _known(activity, register)
        if (each.transfer or each.safeguard) and each.name.strip().casefold() not in said
    ]
    title = "Transferts hors de l’Union européenne"
    if not rows:
        return _section(title, _text("Aucun"))
    headers = ("Destinataire", "Pays ou destination", "Garantie", "Document")
    return _section(title, table(rows, (0.26, 0.2, 0.34, 0.2), headers))


def _measures(activity: Activity, register: Register) -> list[Block]:
    """The sheet's own measures by type; those of the general list are told once, at the end of the register."""
    general = frozenset(register.measures)
    own = [each for each in activity.measures if (each.group, each.details.strip()) not in general]
    names = register.words.groups
    said = dict.fromkeys(each.group for each in activity.measures if each not in own)
    parts = ", ".join(_lowered(names.get(group, group)) for group in said)
    lead = f"Mesures générales du registre, détaillées à la fin : {parts}" if parts else ""
    if not activity.measures and register.measures:
        lead = "Voir les mesures de sécurité générales"
    groups: dict[str, list[str]] = {}
    for each in own:
        groups.setdefault(each.group, []).append(each.details.strip())
    rows = [(names.get(group, group), " ; ".join(filter(None, details)) or "oui") for group, details in groups.items()]
    blocks: list[Block] = [table(rows, (0.34, 0.66), ())] if rows else []
    if lead or not rows:
        blocks.insert(0, _text(f"{lead}." if lead else ""))
    return _section("Mesures de sécurité", *blocks)


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _rights(activity: Activity, register: Register) -> list[Block]:
    email = register.business.email
    rights = activity.rights.strip().rstrip(".") or (
        f"Demandes à {email}" if email else "Demandes au responsable du traitement"
    )
    decision = activity.automated_decision.strip().rstrip(".")
    decision = f"décision automatisée : {decision}" if decision else "pas de décision automatisée"
    line = f"{rights} · {decision} · analyse d’impact : {_assessment(activity, register.words)}"
    return _section("Droits et analyse d’impact", _text(line))


def _assessment(activity: Activity, words: Words) -> str:
    """What was decided, else what the number of criteria says, with the criteria met."""
    met = [words.criteria.get(id, id) for id in activity.dpia_criteria]
    count = f"{french.counted(len(met), 'critère')} sur {_CRITERIA}"
    usual = (
        "à mener, ou son absence à motiver"
        if len(met) >= _ENOUGH
        else "en principe non requise"
        if met
        else "non requise"
    )
    names = f" : {', '.join(met)}" if met else ""
    return f"{activity.dpia.strip().rstrip('.') or usual} ({count}{names})"
