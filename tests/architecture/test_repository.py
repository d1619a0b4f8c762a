"""The promises the repository makes about itself: locks without addresses, honest files, nothing of a machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower().replace("_", "-") for line in requirements}


def pinned(lock: Path) -> set[str]:
    lines = lock.read_text(encoding="utf-8").splitlines()
    return names([line for line in lines if line and not line.startswith((" ", "#"))])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_hold_names_versions_and_hashes_but_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    for line in text.splitlines():
        assert re.match(r"[A-Za-z0-9._-]+==[^ ]+( ; .+)? \\$|    --hash=sha256:[0-9a-f]{64}( \\)?$", line), line


def test_every_declared_dependency_is_locked_and_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = names(project["project"]["dependencies"])
    assert declared <= pinned(ROOT / "requirements/app.txt")
    groups = project["dependency-groups"]
    assert declared | names(groups["test"]) <= pinned(ROOT / "requirements/test.txt")
    assert declared | names(groups["bench"]) <= pinned(ROOT / "requirements/bench.txt")
    explained = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    for name in declared | names(groups["test"]) | names(groups["bench"]):
        assert name in explained, f"{name} has no line in docs/dependencies.md"


def test_files_are_short_enough_to_be_read() -> None:
    too_long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / "rgpd_desktop").rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 330
    }
    assert too_long == {}


def test_every_package_has_a_sign_at_its_door() -> None:
    for door in (ROOT / "rgpd_desktop").rglob("__init__.py"):
        assert door.read_text(encoding="utf-8").startswith('"""'), door


def test_no_unfinished_work_is_left_in_the_code() -> None:
    left = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "rgpd_desktop").rglob("*.py")
        if re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8"))
    ]
    assert left == []


def test_opening_the_window_imports_nothing_heavy() -> None:
    """sqlite_utils, openpyxl and calamine wait until they are needed: the start stays short."""
    code = (
        "import sys, rgpd_desktop.app, rgpd_desktop.services.desk, rgpd_desktop.ui.main_window, rgpd_desktop.ui.home.home_page;"
        "print([m for m in ('sqlite_utils', 'openpyxl', 'python_calamine', 'click', 'phonenumbers') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_command_line_imports_no_qt() -> None:
    code = "import sys, rgpd_desktop.cli; print(any(m.startswith('PySide6') for m in sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
