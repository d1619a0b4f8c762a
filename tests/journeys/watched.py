"""How test_no_network watches a program: Python's own audit events in every one of its processes, and the system's calls under strace.

`audited` always works: a sitecustomize, first on PYTHONPATH, notes what each interpreter opens, so that children are heard too.
`straced` also hears what Qt, SQLite and other libraries do themselves; it needs strace and the right to use it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300

HOOK = """
import os, sys
_log = os.open(os.environ["WATCHED_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_write, _INTERNET = os.write, {2, 10, 23, 30}
_NETWORK = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
_NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "http.client.connect", "smtplib.connect"}
_PLACES = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "os.truncate": 0}
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def _note(kind, what):
    _write(_log, (kind + " " + os.path.abspath(os.fsdecode(what)) if kind == "write" else kind + " " + str(what)).encode() + b"\\n")

def _hook(event, args):
    if event in _NETWORK:
        if int(args[0].family) in _INTERNET:
            _note("network", event)
    elif event in _NAMES:
        _note("network", event)
    elif event == "open":
        path, _mode, flags = args
        if flags & _CHANGES and isinstance(path, (str, bytes)):
            _note("write", path)
    elif event in _PLACES and isinstance(args[_PLACES[event]], (str, bytes)):
        _note("write", args[_PLACES[event]])

sys.addaudithook(_hook)
_note("heard", os.getpid())
"""

_CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
_INTERNET = re.compile(r"AF_(INET6?|NETLINK|PACKET)\b")
_CHANGING = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_TRACED = (
    "socket,connect,bind,sendto,sendmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
    "truncate"
)


@dataclass(frozen=True)
class Watched:
    """What a program did: its exit code, each act on an internet socket, each place it wrote to or made, how many processes were heard."""

    code: int
    said: str
    network: list[str]
    written: set[Path]
    processes: int


def audited(folder: Path, words: Sequence[str], *, alone: bool = False) -> Watched:
    """Runs Python with these words, heard from inside; `alone` in a network namespace where not even the loopback is up."""
    hook, log = folder / "hook", folder / "audit.log"
    hook.mkdir(exist_ok=True)
    (hook / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    log.unlink(missing_ok=True)
    around = ["unshare", "-rn"] if alone else []
    done = _run(folder, [*around, sys.executable, *words], PYTHONPATH=f"{hook}{os.pathsep}{ROOT}", WATCHED_LOG=str(log))
    lines = [line.split(" ", 1) for line in log.read_text(encoding="utf-8").splitlines()]
    return Watched(
        done.returncode,
        done.stderr,
        [what for kind, what in lines if kind == "network"],
        {Path(what) for kind, what in lines if kind == "write"} - {log},
        len({what for kind, what in lines if kind == "heard"}),
    )


def straced(folder: Path, words: Sequence[str]) -> Watched:
    """Runs Python with these words, heard from the system."""
    log = folder / "strace.log"
    command = [
        "strace",
        "-f",
        "-qq",
        "-y",
        "-s",
        "4096",
        "-o",
        str(log),
        "-e",
        f"trace={_TRACED}",
        sys.executable,
        *words,
    ]
    done = _run(folder, command, PYTHONPATH=str(ROOT))
    network, written, processes = [], set(), set()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        call, rest = found.groups()
        processes.add(line.split(" ", 1)[0])
        if call in ("socket", "connect", "bind", "sendto", "sendmsg"):
            if _INTERNET.search(rest):
                network.append(line)
        elif names := _written_by(call, rest):
            written.add(folder / _plain(names[-1]))
    return Watched(done.returncode, done.stderr, network, written, len(processes))


def _written_by(call: str, rest: str) -> list[str]:
    """The names in a call that succeeded and makes or changes something; none for the others."""
    is_change = call not in ("open", "openat") or _CHANGING.search(rest)
    return _TEXT.findall(rest) if is_change and " = -1 " not in rest else []


def _plain(name: str) -> str:
    """A name as strace escapes it, whole."""
    return name.encode("latin-1").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


@cache
def can_trace() -> bool:
    """Whether strace is there and allowed."""
    return _works(["strace", "-f", "-qq", "-o", os.devnull, "true"])


@cache
def can_be_alone() -> bool:
    """Whether a process may be put in a network namespace of its own."""
    return _works(["unshare", "-rn", "true"])


def _works(command: Sequence[str]) -> bool:
    return shutil.which(command[0]) is not None and subprocess.run(command, capture_output=True).returncode == 0


def _run(folder: Path, command: Sequence[str], **more: str) -> subprocess.CompletedProcess[str]:
    """With nothing of the machine but the way to programs: a home and a temporary folder that are watched too."""
    home, temporary = folder / "home", folder / "tmp"
    for each in (home, temporary):
        each.mkdir(exist_ok=True)
    plain = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "TMPDIR": str(temporary), "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    return subprocess.run(
        command, env={**plain, **more}, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
