"""A whole import (read, map, normalise, match, write, index) beside what a user would take instead, in one run.

    python benchmarks/import_list.py [--rows 100000] [--skip-pandas]

The same workbook of 20 columns is read by pandas (openpyxl) and by calamine alone, each in a process of its own, then imported through
ImportProcess; then once more by the program's own window off-screen, driven through its wizard, whose 5 ms timer tells the longest
stall. Prints times, ratios and memory.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services.import_plan import ImportOrder, ImportReport, SheetOrder
from rgpd_desktop.services.import_process import ImportProcess

TODAY = date(2026, 1, 15)
HEADERS = (
    "Civilité", "Nom", "Prénom", "Société", "Fonction", "E-mail", "Téléphone", "Mobile", "Adresse", "Code postal", "Ville", "Pays",
    "Site web", "SIREN", "Type", "Date du dernier contact", "Date de collecte", "Origine", "Commentaires", "Désabonné",
)  # fmt: skip
LAST = (
    "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel",
    "Lefèvre", "Leroy", "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Dupuis", "Lambert", "Fontaine",
)  # fmt: skip
FIRST = (
    "Jean", "Marie", "Élodie", "Karim", "Anne", "Hélène", "Paul", "Julien", "Chloé", "Zoé", "Hugo", "Léa", "Inès", "Noé", "Aïcha",
    "Loïc", "Gaëlle", "Thierry",
)  # fmt: skip
ENDINGS = (
    "",
    "eau",
    "ard",
    "in",
    "ier",
    "et",
    "ot",
    "on",
    "aud",
    "elle",
    "ès",
    "oux",
)  # as many names as a real list has
CITIES = (
    ("75011", "Paris"),
    ("69003", "Lyon"),
    ("13001", "Marseille"),
    ("01000", "Bourg-en-Bresse"),
    ("67000", "Strasbourg"),
)


def plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def siren(chance: random.Random) -> str:
    """Nine figures with the right key (Luhn)."""
    figures = [chance.randrange(10) for _ in range(8)]
    total = sum(figures[::2]) + sum(sum(divmod(2 * figure, 10)) for figure in figures[1::2])
    return "".join(map(str, figures)) + str(-total % 10)


def a_row(number: int, chance: random.Random) -> list[object]:
    last = chance.choice(LAST) + chance.choice(ENDINGS) + chance.choice(("", "-" + chance.choice(LAST)))
    first = chance.choice(FIRST)
    code, city = chance.choice(CITIES)
    phone = f"06{chance.randrange(10**8):08d}"
    contact = date(2022, 1, 1) + timedelta(days=chance.randrange(1400))
    collected = date(2019, 1, 1) + timedelta(days=chance.randrange(1000))
    return [
        chance.choice(("M.", "Mme", "")),
        last.upper() if number % 3 == 0 else last,
        first,
        f"Atelier {chance.randrange(20_000)} SARL",
        "Gérant",
        f"{plain(first)}.{plain(last)}{number}@exemple.example",
        int(f"1{chance.randrange(10**8):08d}") if number % 4 == 0 else "",
        " ".join(phone[at : at + 2] for at in range(0, 10, 2)) if number % 2 else float(phone),
        f"{chance.randrange(200)} rue des Lilas",
        int(code) if number % 5 == 0 else code,
        city,
        "France",
        "www.exemple.example",
        siren(chance),
        chance.choice(("Prospect", "Client", "P")),
        (contact, contact.strftime("%d/%m/%Y"), contact.isoformat())[number % 3],
        collected,
        "Salon",
        f"Rencontré au stand {number % 400}",
        "oui" if number % 100 == 0 else "",
    ]


def workbook(rows: int) -> Path:
    """The list, made once."""
    path = Path(tempfile.gettempdir()) / f"rgpd-desktop-benchmark-{rows}.xlsx"
    if path.exists():
        return path
    import openpyxl

    chance = random.Random(7)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Prospects")
    sheet.append(HEADERS)
    known: list[list[object]] = []
    for number in range(rows):
        row = a_row(number, chance)
        if known and chance.random() < 0.08:
            row = chance.choice(known)
        elif len(known) < 20_000:
            known.append(row)
        sheet.append(row)
    book.save(path.with_suffix(".partial"))
    path.with_suffix(".partial").rename(path)
    return path


def alone(code: str, path: Path) -> float:
    """Seconds that `code` takes in a process of its own, imports left out."""
    script = f"import sys, time\n{code}"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout.strip().splitlines()[-1])


PANDAS = """
import pandas
start = time.perf_counter()
pandas.read_excel(sys.argv[1], engine="openpyxl")
print(time.perf_counter() - start)
"""
CALAMINE = """
import python_calamine
start = time.perf_counter()
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
book.get_sheet_by_index(0).to_python(skip_empty_area=False)
print(time.perf_counter() - start)
"""


class Memory(threading.Thread):
    """The highest sum of the memory of this process and its children, in MB: a page that several hold is counted once (Linux)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self.is_over = False

    def run(self) -> None:
        if not Path("/proc").exists():
            return
        while not self.is_over:
            self.peak = max(self.peak, self._now())
            time.sleep(0.2)

    def _now(self) -> float:
        own, kilobytes = str(os.getpid()), 0
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has just ended
                _, _, rest = (process / "stat").read_text().rpartition(")")  # state, parent, …
                if own in (process.name, rest.split()[1]):
                    shares = dict(line.split(":") for line in (process / "smaps_rollup").read_text().splitlines()[1:])
                    kilobytes += int(shares["Pss"].split()[0])
        return kilobytes * 1024 / 1e6


def imported(path: Path, data: Path) -> tuple[dict[str, float], ImportReport]:
    """Imports the list as the window and the command line do: seconds by step, and the report."""
    seconds: dict[str, float] = {}
    start = time.perf_counter()
    with ImportProcess(data, path, TODAY) as process:
        preview = process.preview(Ticket())
        seconds["preview"] = time.perf_counter() - start
        sheets = tuple(SheetOrder(sheet.name, sheet.choices, sheet.kind) for sheet in preview.sheets)
        process.rehearse(ImportOrder(sheets), Ticket())
        seconds["rehearse"] = time.perf_counter() - start - seconds["preview"]
        report = process.run(Ticket())
        seconds["total"] = time.perf_counter() - start
        seconds["run"] = seconds["total"] - seconds["preview"] - seconds["rehearse"]
    seconds["closing"] = time.perf_counter() - start - seconds["total"]
    return seconds, report


def _told(stalls: dict[str, float]) -> str:
    return ", ".join(f"{step} {gap:.0f}" for step, gap in stalls.items())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--skip-pandas", action="store_true")
    options = parser.parse_args()
    path = workbook(options.rows)
    print(f"{options.rows} rows x {len(HEADERS)} columns, {path.stat().st_size / 1e6:.1f} MB")
    raws = [alone(CALAMINE, path), alone(CALAMINE, path)]
    pandas = 0.0 if options.skip_pandas else alone(PANDAS, path)
    from window_stall import longest_stalls  # Qt, which the other process must not load

    data = Path(tempfile.mkdtemp(prefix="rgpd-benchmark-"))
    memory = Memory()  # not while the import is timed: looking at the pages of a process makes it wait
    try:
        seconds, report = imported(path, data / "alone")
        memory.start()
        stalls = longest_stalls(path, data / "window", TODAY)
    finally:
        memory.is_over = True
        shutil.rmtree(data)
    raw = sorted([*raws, alone(CALAMINE, path)])[1]
    print(f"calamine, raw read        {raw:6.2f} s")
    if pandas:
        print(f"pandas, openpyxl          {pandas:6.2f} s")
    print("whole import              " + "  ".join(f"{name} {value:.2f} s" for name, value in seconds.items()))
    print(f"  to calamine             {seconds['total'] / raw:6.2f}   (at most 4)")
    if pandas:
        print(f"  to pandas               {seconds['total'] / pandas:6.2f}   (at most 0.35)")
    print(f"peak memory, all processes {memory.peak:5.0f} MB (under 900 MB for 300 000 rows)")
    print(f"longest stall of the window {max(stalls.values()):4.0f} ms (under 60 ms): " + _told(stalls))
    print(f"new {report.new}, merged {report.merged}, expired {report.expired}, opposed {report.opposed}")


if __name__ == "__main__":
    main()
