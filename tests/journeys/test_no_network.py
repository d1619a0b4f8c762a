"""Nothing leaves this machine: a whole journey, and the commands, open no internet socket and write only where they should.

Heard from inside (audit events, always, and without any network where the system allows it) and from outside (strace, where it works).
What the program may write: its data folder, the files the person named, the null device, and the local ear of its window (a Unix socket).
"""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path

import pytest

from tests.journeys import watched
from tests.journeys.watched import ROOT, Watched

JOURNEY = Path(__file__).with_name("quiet_journey.py")
LIST = "Nom;Prénom;E-mail;Dernier contact\n" + "".join(
    f"Nom{number};Anne;a{number}@example.org;12/03/2026\n" for number in range(30)
)
SOCKET_MODULES = {
    "socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "imaplib", "poplib",
    "telnetlib", "xmlrpc", "socketserver", "asyncio", "webbrowser",
}  # fmt: skip
LOCAL_ONLY = {"QLocalServer", "QLocalSocket"}
# Qt makes the window's ear under a passing name in the temporary folder, then gives it its own.
EAR = re.compile(r"(\.\w{6}(/s)?|rgpd-desktop-[0-9a-f]{20})")

needs_unix = pytest.mark.skipif(os.name == "nt", reason="written with Unix paths and processes")
needs_trace = pytest.mark.skipif(not watched.can_trace(), reason="strace is not there, or not allowed here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("données", "sorties"):
        (tmp_path / name).mkdir()
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def journey(folder: Path) -> list[str]:
    return [str(JOURNEY), str(folder / "données"), str(folder / "liste.csv"), str(folder / "sorties")]


def commands(folder: Path) -> list[list[str]]:
    out = folder / "sorties"
    said = (
        ["preview", str(folder / "liste.csv")],
        ["import", str(folder / "liste.csv"), "--collected-on", "2026-01-05"],
        ["contacts"],
        ["due", "--on", "2030-01-01"],
        ["oppose", "a1@example.org"],
        ["opposed", "a1@example.org"],
        ["opposed", "--check", str(folder / "liste.csv"), "--to", str(out / "envoi.csv")],
        ["oppose", "--file", str(folder / "liste.csv"), "--origin", "essai"],
        ["register", "--json", str(out / "registre.json"), "--xlsx", str(out / "registre.xlsx")],
        ["inspect"],
        ["undo", "1"],
        ["journal", "--verify"],
        ["check"],
    )
    return [["-m", "rgpd_desktop.cli", "--data", str(folder / "données"), *words] for words in said]


def elsewhere(folder: Path, done: Watched) -> list[str]:
    """What was written where the program has no business."""
    tmp = folder / "tmp"
    own = (folder / "données", folder / "sorties")
    return sorted(
        str(path)
        for path in done.written
        if not any(path.is_relative_to(place) for place in own)
        and path != Path(os.devnull)
        and not (path.is_relative_to(tmp) and EAR.fullmatch(str(path.relative_to(tmp))))
    )


def left(folder: Path) -> list[str]:
    """What is still in the home and temporary folders at the end."""
    return sorted(str(path) for place in ("home", "tmp") for path in (folder / place).rglob("*"))


def check(folder: Path, done: Watched) -> None:
    assert done.network == []
    assert elsewhere(folder, done) == []
    assert left(folder) == []


@needs_unix
def test_a_whole_journey_opens_no_internet_socket_and_writes_at_home(folder: Path) -> None:
    done = watched.audited(folder, journey(folder), alone=watched.can_be_alone())
    assert done.code == 0, done.said
    assert done.processes >= 2  # the one that reads the list was heard too
    assert {path.name for path in (folder / "sorties").iterdir()} == {"registre.pdf", "contacts.xlsx"}
    check(folder, done)


@needs_unix
@needs_trace
def test_the_same_seen_from_the_system(folder: Path) -> None:
    done = watched.straced(folder, journey(folder))
    assert done.code == 0, done.said
    assert done.processes >= 2
    assert folder / "données" / "rgpd.sqlite" in done.written
    check(folder, done)


@needs_unix
def test_nor_do_the_commands(folder: Path) -> None:
    for words in commands(folder):
        done = watched.audited(folder, words, alone=watched.can_be_alone())
        assert done.code == 0, (words, done.said)
        check(folder, done)
        if watched.can_trace() and words[4] in ("import", "register"):
            done = watched.straced(folder, [*words[:3], str(folder / "données"), *words[4:]])
            check(folder, done)
    assert {path.name for path in (folder / "sorties").iterdir()} == {"envoi.csv", "registre.json", "registre.xlsx"}


LEAK = """
import os, pathlib, socket, subprocess, sys
pathlib.Path(os.environ["TMPDIR"], "fuite.txt").write_text("x")
if len(sys.argv) == 1:
    subprocess.run([sys.executable, __file__, "child"])
else:
    with socket.socket() as line:
        line.settimeout(0.2)
        try:
            line.connect(("192.0.2.1", 9))
        except OSError:
            pass
"""


@needs_unix
@pytest.mark.parametrize("watch", [watched.audited, pytest.param(watched.straced, marks=needs_trace)])
def test_a_leak_would_be_seen_also_from_a_child(folder: Path, watch) -> None:
    leaking = folder / "fuite.py"
    leaking.write_text(LEAK, encoding="utf-8")
    done = watch(folder, [str(leaking)])
    assert done.network
    assert elsewhere(folder, done) == [str(folder / "tmp" / "fuite.txt")]
    assert left(folder) == [str(folder / "tmp" / "fuite.txt")]


@pytest.mark.skipif(not (os.environ.get("CI") and sys.platform.startswith("linux")), reason="only promised to the CI")
def test_the_ci_watches_from_outside_too() -> None:
    assert watched.can_trace() or watched.can_be_alone()


def imported(path: Path) -> set[str]:
    """The modules a file imports, and `PySide6.QtNetwork.X` for each class taken from there."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "urllib.request":
            # A name of a file out of its address is no request.
            found |= {f"urllib.request.{name.name}" for name in node.names if name.name != "url2pathname"}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_no_file_of_the_program_imports_what_speaks_to_a_network() -> None:
    for path in (ROOT / "rgpd_desktop").rglob("*.py"):
        names = imported(path)
        reaching = {
            name for name in names if any(name == each or name.startswith(f"{each}.") for each in SOCKET_MODULES)
        }
        assert not reaching, f"{path.name}: {reaching}"
        network = {name for name in names if name.startswith("PySide6.QtNetwork.")}
        assert network <= {f"PySide6.QtNetwork.{name}" for name in LOCAL_ONLY}, f"{path.name}: {network}"
        assert not any(name.startswith(("PySide6.QtWebEngine", "PySide6.QtWebSockets")) for name in names), path.name
