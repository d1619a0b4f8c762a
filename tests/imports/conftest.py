"""What the tests of imports share: a file written from bytes, the sentence of a refusal, the lists of other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.spreadsheet import open_book

sys.path.insert(0, str(Path(__file__).parent))  # test modules import file_makers by its name


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    def write_file(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def refusal_of() -> Callable[[Path], str]:
    """The sentence said for a file that must be refused, be it on opening or on reading; checks that a remedy follows."""

    def refuse(path: Path) -> str:
        with pytest.raises(Refusal) as caught:
            list(open_book(path).lines())
        assert caught.value.remedy.startswith("Rien n’a été importé. ")
        assert len(caught.value.remedy) > len("Rien n’a été importé. ") + 10
        return caught.value.sentence

    return refuse


@pytest.fixture
def samples() -> Path:
    """The folder of lists that other programs wrote; it is not part of the project and may be missing."""
    found = Path(os.environ.get("RGPD_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples")
    if not found.is_dir():
        pytest.skip("the sample lists are not at hand")
    return found
