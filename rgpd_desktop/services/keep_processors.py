"""Who else handles the data: the tools of the catalogue and one's own, their contracts, which sheets use them, what is to be mended.

Called by the Sous-traitants page, the wizard and the inspector. Each act is one transaction; a contract's file is copied beside the data.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem, Refusal
from rgpd_desktop.content import catalogue as catalogue_file
from rgpd_desktop.content import processors as content
from rgpd_desktop.content import transfers as transfer_file
from rgpd_desktop.rules import processor_alerts
from rgpd_desktop.rules.activity import Activity, Progress, Recipient, Role
from rgpd_desktop.rules.processor import Processor, Tool
from rgpd_desktop.rules.processor_alerts import Alert
from rgpd_desktop.rules.retention import Confidence
from rgpd_desktop.rules.transfers import TransferLists
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contracts, processors, register

_SURE: Final = {
    Confidence.CONFIRMED: "Confirmé",
    Confidence.SECOND_HAND: "Cité par des sources secondaires",
    Confidence.UNCONFIRMED: "Non confirmé : à vérifier par vous",
}
_CLIENT_KINDS: Final = frozenset({"client", "former_client"})
_CLIENT_PEOPLE: Final = frozenset({"clients", "former_clients", "client_people", "patients", "trainees"})
_LONGEST: Final = {"name": 120, "entity": 200, "use": 300, "country": 80, "transfer": 300, "notes": 2000}


@dataclass(frozen=True, slots=True)
class ProcessorSheet:
    """A processor with all that is shown of it. `tool` is what the catalogue says of it; `used_by` are (id, name) of the live sheets."""

    processor: Processor
    tool: Tool | None
    used_by: tuple[tuple[str, str], ...]
    alerts: tuple[Alert, ...]
    has_document: bool = True


def catalogue() -> tuple[Tool, ...]:
    """The usual tools, family after family."""
    return content.load_tools()


def transfers() -> TransferLists:
    """Countries, safeguards and what to know of transfers."""
    return transfer_file.load_transfers()


def origin_words(tool: Tool) -> str:
    """Where what is said of the tool comes from and how sure it is: one sentence for the screen, never more certain than its source."""
    words = _SURE[Confidence(tool.confidence)]
    source = catalogue_file.load_catalogue().sources.get(tool.source)
    read = f" ({tool.read})" if tool.read else ""
    from_where = f", d’après {french.quoted(source.title)}, {source.publisher}" if source is not None else ""
    return french.spaced(f"{words}{from_where}{read}. Relevé le {french.day(tool.checked_on)}.")


def sheets(desk: Desk) -> tuple[ProcessorSheet, ...]:
    """Every processor, in the order they were added."""
    live = [each for each in register.activities(desk.database) if each.progress is not Progress.ARCHIVED]
    tools = {tool.id: tool for tool in catalogue()}
    made = []
    for each in processors.processors(desk.database):
        users = [sheet for sheet in live if each.id in sheet.processors]
        tool = tools.get(each.tool)
        told = processor_alerts.alerts(each, tool, transfers(), desk.today, any(map(_serves_clients, users)))
        named = tuple((sheet.id, sheet.name or "Sans nom") for sheet in users)
        made.append(
            ProcessorSheet(each, tool, named, told, not each.document or contract_file_of(desk, each) is not None)
        )
    return tuple(made)


def one(desk: Desk, id: str) -> Processor:
    """The processor of that id. Raises Refusal when it is not there any more."""
    found = next((each for each in processors.processors(desk.database) if each.id == id), None)
    if found is None:
        raise Refusal("Ce sous-traitant n’est plus dans votre liste.", "Rien n’a été modifié. Choisissez-en un autre.")
    return found


def add_tool(desk: Desk, tool_id: str) -> Processor:
    """Adds a tool of the catalogue, with what is known of it; the one already there when it is. Raises Refusal for an unknown one."""
    there = next((each for each in processors.processors(desk.database) if each.tool == tool_id), None)
    if there is not None:
        return there
    tool = next((each for each in catalogue() if each.id == tool_id), None)
    if tool is None:
        raise Refusal("Cet outil n’est pas dans le catalogue.", "Rien n’a été ajouté. Choisissez-en un autre.")
    made = Processor(
        id="", name=tool.name, tool=tool.id, use=tool.use, role=tool.role, entity=tool.entity, country=tool.country,
        transfer=tool.transfer, safeguard=tool.safeguards[0] if tool.safeguards else "",
    )  # fmt: skip
    return add_own(desk, made)


def add_own(desk: Desk, processor: Processor) -> Processor:
    """Adds a provider of one's own, under a new id. Raises Refusal when it has no name."""
    return _keep(desk, None, replace(processor, id=uuid.uuid4().hex, document="", document_digest=""))


def save(desk: Desk, processor: Processor) -> Processor:
    """Keeps what was typed of a processor that is there. Its contract's file only changes by attach and detach. Raises Refusal."""
    before = one(desk, processor.id)
    made = replace(processor, document=before.document, document_digest=before.document_digest, tool=before.tool)
    return _keep(desk, before, made)


def problems_in(processor: Processor) -> tuple[Problem, ...]:
    """What keeps it from being kept, for the form: a name, and texts that fit on paper."""
    found = [] if processor.name.strip() else [Problem("name", "Donnez son nom.")]
    for field, longest in _LONGEST.items():
        if len(getattr(processor, field)) > longest:
            found.append(Problem(field, f"Résumez en {longest} caractères au plus."))
    return tuple(found)


def remove(desk: Desk, id: str) -> None:
    """Takes it out, with its contract's file. Raises Refusal while a live sheet names it; an archived one keeps its name."""
    gone = one(desk, id)
    citing = [each for each in register.activities(desk.database) if id in each.processors]
    users = [each for each in citing if each.progress is not Progress.ARCHIVED]
    if users:
        many = french.counted(len(users), "fiche")
        raise Refusal(
            f"{many} de votre registre {french.plural(len(users), 'utilise', 'utilisent')} ce sous-traitant.",
            "Il n’a pas été retiré. Retirez-le d’abord des destinataires de ces fiches.",
        )
    with desk.database.writing("processors", "activities"):
        for each in citing:
            named = Recipient("other", f"{gone.name} (sous-traitant)")
            left = tuple(other for other in each.processors if other != id)
            register.keep_activity(desk.database, replace(each, processors=left, recipients=(*each.recipients, named)))
        processors.remove_processor(desk.database, id)
        _date_register(desk)
        contracts.remove(desk.data, id)  # last: when the system keeps a file, nothing is removed


def attach(desk: Desk, id: str, path: Path) -> Processor:
    """Keeps a copy of the contract beside the data, in place of the former one. Raises Refusal, see store.contracts.keep."""
    processor = one(desk, id)
    name, digest = contracts.keep(desk.data, id, path)
    try:
        made = _keep(desk, processor, replace(processor, document=name, document_digest=digest))
    except BaseException:
        contracts.keep_only(desk.data, id, processor.document)
        raise
    contracts.keep_only(desk.data, id, name)
    return made


def detach(desk: Desk, id: str) -> Processor:
    """Forgets the contract's file and removes the copy."""
    processor = one(desk, id)
    with desk.database.writing("processors"):
        made = _keep(desk, processor, replace(processor, document="", document_digest=""))
        contracts.remove(desk.data, id)
    return made


def contract_file(desk: Desk, id: str) -> Path | None:
    """Where the copy of the contract is; None when there is none, or when it was moved away."""
    return contract_file_of(desk, one(desk, id))


def contract_file_of(desk: Desk, processor: Processor) -> Path | None:
    """The same, of a processor at hand."""
    return contracts.path_of(desk.data, processor.id, processor.document)


def contract_is_intact(desk: Desk, id: str) -> bool:
    """Whether the copy is there and is still, byte for byte, the file that was attached."""
    processor = one(desk, id)
    path = contract_file_of(desk, processor)
    return path is not None and contracts.digest_of(path) == processor.document_digest


def _keep(desk: Desk, before: Processor | None, processor: Processor) -> Processor:
    """Keeps `processor` in place of `before`, None for a new one; writes nothing when nothing changed."""
    if processor == before:
        return processor
    if problems := problems_in(processor):
        raise Refusal(problems[0].sentence, "Rien n’a été modifié.")
    with desk.database.writing("processors"):
        processors.keep_processor(desk.database, processor)
        if before is None or _printed(processor) != _printed(before):
            _date_register(desk)
    return processor


def _printed(processor: Processor) -> Processor:
    """What the papers show of it: not its file, its notes, or which account it is."""
    return replace(processor, tool="", document="", document_digest="", is_personal_account=False, notes="")


def _date_register(desk: Desk) -> None:
    """The register prints the whole list, used or not: changing it makes another version, once there is one."""
    if register.version(desk.database) is not None:
        register.new_version(desk.database, desk.today)


def _serves_clients(sheet: Activity) -> bool:
    """Whether the data of clients, or of the clients' own people, pass through that sheet."""
    kinds = {*sheet.kinds, *(each.keeping.kind for each in sheet.all_data)}
    people = {each.category for each in sheet.people}
    return sheet.role is Role.PROCESSOR or bool(kinds & _CLIENT_KINDS) or bool(people & _CLIENT_PEOPLE)
