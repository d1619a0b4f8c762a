"""The catalogue of usual tools, from resources/legal/processors/*.toml, one file a family. Read by services.

Says what is usual and how sure it is; what the person really signed is theirs to say.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.toml_file import Table
from rgpd_desktop.rules.processor import ProcessorRole, Tool
from rgpd_desktop.rules.retention import Confidence


@cache
def load_tools() -> tuple[Tool, ...]:
    """The tools shipped with the program, family after family, read once. Raises ValueError when a file is malformed."""
    return read_tools(legal_folder() / "processors")


def read_tools(folder: Path) -> tuple[Tool, ...]:
    """The tools of the files of `folder`. Raises ValueError when one is malformed, or when an id or an order is there twice."""
    families: list[tuple[int, list[Tool]]] = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        table = toml_file.read(path)
        order, family = table.whole("order"), table.text("family")
        tools = [_tool(row, family) for row in table.tables("tools")]
        table.close()
        for tool in tools:
            if tool.id in seen:
                raise ValueError(f"{path.name}: {tool.id} is there twice")
            seen.add(tool.id)
        families.append((order, tools))
    if len({order for order, _ in families}) != len(families):
        raise ValueError("processors: two families have the same order")
    return tuple(tool for _, tools in sorted(families, key=lambda pair: pair[0]) for tool in tools)


def _tool(row: Table, family: str) -> Tool:
    made = Tool(
        id=row.plain("id"),
        name=row.text("name"),
        use=row.text("use"),
        role=row.choice("role", ProcessorRole),
        entity=row.text("entity") if row.has("entity") else "",
        country=row.text("country") if row.has("country") else "",
        transfer=row.text("transfer") if row.has("transfer") else "",
        safeguards=row.texts("safeguards") if row.has("safeguards") else (),
        confidence=row.choice("confidence", Confidence),
        checked_on=row.day("checked_on"),
        check=row.text("check"),
        words=row.texts("words") if row.has("words") else (),
        personal_account=row.text("personal_account") if row.has("personal_account") else "",
        family=family,
        source=row.plain("source") if row.has("source") else "",
        read=row.text("read") if row.has("read") else "",
    )
    row.close()
    return made
