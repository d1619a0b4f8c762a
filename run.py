#!/usr/bin/env python3
"""One command from a fresh machine: makes the environment beside this file, then opens the program or passes its tests.

    python3 run.py                     open the program
    python3 run.py rgpd preview X.xlsx the command line (docs/cli.md)
    python3 run.py test                style, types, floors and tests (further words go to pytest)
    python3 run.py bench import_list   a script of benchmarks/ (further words go to it)

Standard library only. On Debian and Ubuntu the system libraries Qt needs are installed (as root) or named.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
MINIMUM, LIMIT = (3, 11), (3, 14)

# Library file -> Debian and Ubuntu package. The first table is what importing Qt needs, the second what an X11 window adds.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What WeasyPrint, beside which benchmarks/register_pdf.py runs, needs to be imported.
PANGO_LIBRARIES = {"libpangoft2-1.0.so.0": "libpangoft2-1.0-0", "libharfbuzz-subset.so.0": "libharfbuzz-subset0"}
# What tests/journeys/test_no_network.py watches the program with: used when it is there, never demanded from who cannot install it.
WATCHER = "strace"
NO_DISPLAY = """\
Aucun écran n’est disponible ici : la fenêtre de RGPD Desktop ne peut pas s’ouvrir.
La ligne de commande fait le même travail :

    python3 run.py rgpd --help
"""


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """The packages to install before the environment can be made and Qt imported."""
    missing = []
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        missing.append("python3-venv")
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_watcher() -> None:
    """As root on Debian and Ubuntu, installs the watcher of the network tests when it is missing (1 MB); elsewhere does nothing."""
    if shutil.which(WATCHER) or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    install = ["apt-get", "install", "-y", "--no-install-recommends", WATCHER]
    if subprocess.run(install, **quiet).returncode:
        subprocess.run(["apt-get", "update", "-q"], **quiet)
        subprocess.run(install, **quiet)


def install_system_packages(libraries: dict[str, str]) -> None:
    """As root on Debian and Ubuntu, installs what is missing; elsewhere on Linux, names it and stops."""
    missing = missing_packages(libraries if sys.platform.startswith("linux") else {})
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not shutil.which("apt-get"):
        sys.exit("Bibliothèques système manquantes (noms Debian) : " + " ".join(missing))
    if os.geteuid() != 0:
        sys.exit(
            "Il manque des paquets système. Lancez une fois la commande suivante, puis recommencez :\n\n"
            "    sudo apt-get update && sudo " + " ".join(command) + "\n"
        )
    print("Installation des paquets système :", *missing, flush=True)
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    subprocess.run(command, **quiet)


def python() -> Path:
    """The interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment(lock_name: str) -> None:
    """Brings the environment to the hash-pinned lock; does nothing when it is already there."""
    lock = ROOT / "requirements" / lock_name
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode() + str(ROOT).encode()).hexdigest()
    stamp = VENV / f".{lock.stem}.ok"
    if python().exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not python().exists() or not any(VENV.glob(".*.ok")):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    print("Préparation de l’environnement (une seule fois)…", flush=True)
    install = [
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    subprocess.run([str(python()), *install, "-r", str(lock)], check=True)
    site = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([str(python()), "-c", site], check=True, capture_output=True, text=True).stdout.strip()
    (Path(packages) / "_rgpd_desktop.pth").write_text(str(ROOT) + "\n", encoding="utf-8")
    for other in VENV.glob(".*.ok"):
        other.unlink()
    stamp.write_text(wanted)


def has_display() -> bool:
    """Whether a window can open: always on Windows and macOS; elsewhere when an X11 or Wayland server answers, not only has a name."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if not sys.platform.startswith("linux") or (platform and not platform.startswith(("xcb", "wayland"))):
        return True
    return x11_answers(os.environ.get("DISPLAY", "")) or wayland_answers(os.environ.get("WAYLAND_DISPLAY", ""))


def x11_answers(display: str) -> bool:
    """Whether the X server named `:1`, `unix:1`, `host:10.0` or `/path/of/socket` can be reached."""
    if display.startswith("/"):
        return connects(display.split(":")[0]) or connects(display)
    host, _, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    if host not in ("", "unix") and "/" not in host:
        return connects((host, 6000 + int(number)))
    path = f"/tmp/.X11-unix/X{number}"
    return connects(path) or connects("\0" + path)


def wayland_answers(display: str) -> bool:
    """Whether the Wayland compositor of that name can be reached."""
    return bool(display) and connects(str(Path(os.environ.get("XDG_RUNTIME_DIR", "")) / display))


def connects(address: str | tuple[str, int]) -> bool:
    """Whether something listens on that socket of this machine, or of that host."""
    try:
        if isinstance(address, tuple):
            socket.create_connection(address, timeout=3).close()
        else:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(3)
                line.connect(address)
    except (OSError, ValueError):
        return False
    return True


def run(*words: str, **settings: str) -> int:
    """Runs the environment's Python with these words and returns its exit code."""
    return subprocess.run([str(python()), *words], env={**os.environ, **settings}).returncode


def run_tests(words: list[str]) -> int:
    """Style, types and floors first, then pytest off-screen. With further words, only pytest."""
    os.chdir(ROOT)
    checks = [
        ("style", ["-m", "ruff", "check", "--no-cache", "."]),
        ("mise en forme", ["-m", "ruff", "format", "--no-cache", "--check", "."]),
        ("types", ["-m", "mypy"]),
        ("étages", ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"]),
    ]
    for name, command in [] if words else checks:
        print(f"== {name}", flush=True)
        if code := run(*command):
            return code
    print("== tests", flush=True)
    return run("-m", "pytest", "-p", "no:cacheprovider", *words, QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")


def main(words: list[str]) -> int:
    """See the module. Returns the exit code of what was run."""
    if not MINIMUM <= sys.version_info[:2] < LIMIT:
        sys.exit("Il faut Python 3.11, 3.12 ou 3.13 ; celui-ci est " + sys.version.split()[0])
    task, rest = (words[0], words[1:]) if words else ("", [])
    if task == "rgpd":
        install_system_packages({})
        make_environment("app.txt")
        return run("-m", "rgpd_desktop.cli", *rest)
    if task == "test":
        install_system_packages(QT_LIBRARIES)
        install_watcher()
        make_environment("test.txt")
        return run_tests(rest)
    if task == "bench":
        install_system_packages({**QT_LIBRARIES, **PANGO_LIBRARIES})
        make_environment("bench.txt")
        return run(str(ROOT / "benchmarks" / f"{rest[0]}.py"), *rest[1:], QT_QPA_PLATFORM="offscreen")
    if not has_display():
        sys.exit(NO_DISPLAY)
    install_system_packages({**QT_LIBRARIES, **X11_LIBRARIES})
    make_environment("app.txt")
    return run("-m", "rgpd_desktop", *words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
