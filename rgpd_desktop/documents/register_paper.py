"""The register as a Paper: cover, summary, one sheet an activity (register_sheet), processors, measures, history. Called by services.

Composes sentences from what the Register holds and adds no fact of its own. Drafts are left out; archived sheets are listed apart.
"""

from __future__ import annotations

from rgpd_desktop.basics import french
from rgpd_desktop.documents import register_sheet
from rgpd_desktop.documents.block import (
    Block,
    Cell,
    Contents,
    Fields,
    Heading,
    PageBreak,
    PageOf,
    Paper,
    Paragraph,
    Table,
    Title,
)  # fmt: skip
from rgpd_desktop.documents.register_sheet import NOT_SAID, day_words, party_line, shown, table
from rgpd_desktop.rules.activity import Activity, Role
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.processor import ROLE_WORDS, Processor, ProcessorRole
from rgpd_desktop.rules.register import Register

TITLE = "Registre des activités de traitement"
_SUMMARY_WIDTHS = (0.05, 0.1, 0.2, 0.315, 0.13, 0.13, 0.075)
_LONGEST_BRIEF = 160  # characters
_UNNAMED = "Sans nom"
_EXTRACT = "Extrait du registre des activités de traitement"
_EXTRACT_FOOTER = "Confidentiel · extrait : le registre entier se présente à la CNIL sur demande (art. 30-4)"
_FOOTER = "Confidentiel · à présenter à la CNIL sur demande (art. 30-4)"
_PARTS = {
    Role.CONTROLLER: "Fiches de traitement (art. 30-1)",
    Role.PROCESSOR: "Traitements menés pour des clients (art. 30-2)",
}


def compose(register: Register) -> Paper:
    """The paper of this version of the register (RGPD, art. 30), in the order of CNIL's template of 25/07/2019. Raises nothing."""
    business = register.business
    version = (
        f"version {register.version} du {french.day(register.on)}" if register.version else "aucune version encore"
    )
    title = _EXTRACT if register.is_extract else TITLE
    blocks: list[Block] = [*_cover(register), *_summary(register)]
    for role in Role:
        blocks += _sheets(register, role)
    blocks += [*_processors(register), *_measures(register), *_archived(register), *_history(register)]
    return Paper(
        title=title,
        subtitle=version,
        author=french.spaced(" · ".join(part for part in (business.heading, business.number) if part)),
        subject=french.spaced(f"RGPD, article 30 ; {version}"),
        running=f"{title} · {version}",
        footer=french.spaced(_EXTRACT_FOOTER if register.is_extract else _FOOTER),
        blocks=tuple(blocks),
        has_cover=True,
    )


def _cover(register: Register) -> list[Block]:
    business = register.business
    count = sum(len(register.kept(role)) for role in Role)
    pairs = [("Responsable du traitement", business.heading or NOT_SAID), *_business_pairs(business)]
    officer = party_line(business.officer) or "Aucun délégué désigné"
    pairs += [("Délégué à la protection des données", officer)]
    if business.representative.is_known:
        pairs.append(("Représentant (art. 27)", party_line(business.representative)))
    pairs += [
        ("Version", f"{register.version} du {french.day(register.on)}" if register.version else "aucune encore"),
        ("Contenu", french.counted(count, "fiche")),
        ("Textes de référence", _content_words(register)),
    ]
    return [
        Title(
            _EXTRACT if register.is_extract else TITLE, above="RGPD, article 30", under=french.spaced(business.heading)
        ),
        Fields(tuple((label, french.spaced(value)) for label, value in pairs if value)),
        Heading("Sommaire", 3),
        Contents(),
        PageBreak(),
    ]


def _content_words(register: Register) -> str:
    """The version of the legal content, and those of the sheets that were last saved under another."""
    kept = [each for role in Role for each in register.kept(role)]
    former = sorted({each.content_version for each in kept if each.content_version} - {register.content_version})
    words = f"contenu juridique du programme, version {register.content_version}"
    return (
        f"{words} ; fiches enregistrées sous les versions {french.joined([register.content_version, *former])}"
        if former
        else words
    )


def _business_pairs(business: Business) -> list[tuple[str, str]]:
    legal = " · ".join(part for part in (business.legal_form, business.number) if part)
    ape = f"{business.ape} ({business.ape_nomenclature})" if business.ape else ""
    return [
        ("Nom commercial", business.trade_name),
        ("Forme et numéro", legal),
        ("Activité principale (APE)", ape),
        ("Adresse", business.party.address),
        ("Téléphone", business.phone),
        ("E-mail", business.email),
        ("Site", business.website),
    ]


def _summary(register: Register) -> list[Block]:
    """One line a sheet, as CNIL's list of processing activities."""
    made: list[Block] = [Heading("Liste des traitements", 1)]
    number = 0
    for role in Role:
        rows: list[tuple[Cell, ...]] = []
        for activity in register.kept(role):
            number += 1
            rows.append(_summary_row(number, activity))
        if rows:
            if role is Role.PROCESSOR:
                made.append(Heading(_PARTS[role], 3))
            headers = ("N°", "Réf.", "Traitement", "Finalité principale", "Données sensibles ?", "Mise à jour", "Page")
            made.append(Table(tuple(rows), _SUMMARY_WIDTHS, tuple(map(french.spaced, headers))))
    if not number:
        made.append(Paragraph("Aucune fiche n’est encore inscrite au registre."))
    return made


def _summary_row(number: int, activity: Activity) -> tuple[Cell, ...]:
    main = next((purpose.text for purpose in activity.purposes if purpose.text.strip()), "")
    sensitive = "oui" if activity.sensitive or activity.uses_nir or activity.uses_offences else "non"
    name = activity.name.strip() or _UNNAMED
    texts = (str(number), activity.reference, _brief(name), _brief(main), sensitive, day_words(activity.updated_on))
    return (*(shown(text) for text in texts), PageOf(activity.id))


def _brief(text: str) -> str:
    """As much as a summary shows; the sheet has it all."""
    return text if len(text) <= _LONGEST_BRIEF else text[:_LONGEST_BRIEF].rstrip() + "…"


def _sheets(register: Register, role: Role) -> list[Block]:
    sheets = register.kept(role)
    made: list[Block] = []
    for number, activity in enumerate(sheets, start=1):
        heading = Heading(
            french.spaced(activity.name.strip() or _UNNAMED),
            2,
            _above(activity, number, len(sheets)),
            _under(activity),
            activity.id,
            _PARTS[role] if number == 1 else "",
        )
        made += [PageBreak(), heading, *register_sheet.sections(activity, register)]
    return made


def _above(activity: Activity, number: int, total: int) -> str:
    parts = [f"Fiche {number} sur {total}"]
    if activity.reference:
        parts.append(f"réf. {activity.reference}")
    if activity.role is Role.PROCESSOR:
        parts.append("pour un client (art. 30-2)")
    return french.spaced(" · ".join(parts))


def _under(activity: Activity) -> str:
    parts = []
    if activity.created_on:
        parts.append(f"créée le {french.day(activity.created_on)}")
    if activity.updated_on:
        parts.append(f"mise à jour le {french.day(activity.updated_on)}")
    if activity.software.strip():
        parts.append(f"logiciel : {activity.software}")
    return french.spaced(french.capitalised(" · ".join(parts)))


def _processors(register: Register) -> list[Block]:
    made: list[Block] = [PageBreak(), Heading("Sous-traitants et outils", 1)]
    rows = tuple(_processor_row(each, register) for each in sorted(register.processors.values(), key=_by_name))
    headers = ("Nom", "Usage", "Qualité", "Pays, transfert et garantie", "Contrat", "Fiches")
    if not rows:
        return [*made, Paragraph("Aucun sous-traitant ni outil n’est déclaré.")]
    made.append(table(rows, (0.18, 0.165, 0.165, 0.24, 0.115, 0.135), headers))
    if register.unsure:
        names = french.joined(list(register.unsure))
        said = f"Société, pays ou transferts connus de sources indirectes, à confirmer par le contrat : {names}."
        made.append(Paragraph(french.spaced(said), is_quiet=True))
    return made


def _by_name(processor: Processor) -> str:
    return fold(processor.name)


def _processor_row(processor: Processor, register: Register) -> tuple[str, ...]:
    return (
        register_sheet.entity_words(processor),
        processor.use,
        ROLE_WORDS[processor.role],
        register_sheet.place_words(processor, register.words),
        _contract(processor),
        _used_by(processor, register),
    )


def _contract(processor: Processor) -> str:
    if not processor.needs_contract:
        return "sans objet" if processor.role is ProcessorRole.SOFTWARE else "non requis"
    if not processor.is_signed:
        return "à signer"
    return f"signé le {french.day(processor.signed_on)}" if processor.signed_on else "signé"


def _used_by(processor: Processor, register: Register) -> str:
    kept = (each for role in Role for each in register.kept(role) if processor.id in each.processors)
    return ", ".join(each.reference or each.name for each in kept)


def _measures(register: Register) -> list[Block]:
    made: list[Block] = [Heading("Mesures de sécurité générales", 1)]
    if not register.measures:
        return [*made, Paragraph("Aucune mesure générale n’est déclarée.")]
    groups: dict[str, list[str]] = {}
    for group, sentence in register.measures:
        groups.setdefault(group, []).append(sentence)
    rows = [(register.words.groups.get(group, group), "\n".join(said)) for group, said in groups.items()]
    return [*made, table(rows, (0.3, 0.7), ())]


def _archived(register: Register) -> list[Block]:
    rows = [
        (each.reference, each.name, next((purpose.text for purpose in each.purposes), ""), day_words(each.updated_on))
        for each in register.archived
    ]
    if not rows:
        return []
    note = Paragraph(
        french.spaced("Ces traitements ont pris fin ; leurs fiches sont gardées pour mémoire."), is_quiet=True
    )
    headers = ("Réf.", "Traitement", "Finalité principale", "Archivée le")
    return [Heading("Fiches archivées", 1), note, table(tuple(rows), (0.12, 0.32, 0.4, 0.16), headers)]


def _history(register: Register) -> list[Block]:
    if not register.history:
        return []
    rows = tuple((french.day(line.on), line.version, line.what) for line in register.history)
    return [Heading("Historique des versions", 1), table(rows, (0.16, 0.14, 0.7), ("Date", "Version", "Changements"))]
