"""The register as a JSON file, in the format of docs/register-json.md. Called by services; read back by imports.register_file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from rgpd_desktop.documents.beside import beside
from rgpd_desktop.rules import register_document
from rgpd_desktop.rules.register_document import RegisterDocument


def write(document: RegisterDocument, path: Path) -> None:
    """Writes the document at `path`, in UTF-8; the file is whole or as it was before. Raises Refusal for the world's faults."""
    text = json.dumps(register_document.to_json(document), ensure_ascii=False, indent=1)
    with beside(path) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
