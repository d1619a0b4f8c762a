"""Mutated files over every reader, the long run: `python benchmarks/fuzz.py [--cases 5000] [--seed N] [--only CASE]`.

Prints how many were read, refused with a sentence, ended their process, and every bad one. Exit 1 when there is a bad one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rgpd_desktop.services.desk import open_desk
from tests.faults import mutated, trials


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--cases", type=int, default=5_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only", type=int, help="write this case to a file, to look at it")
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.only is not None:
            with open_desk(Path(folder) / "seeds", trials.TODAY) as desk:
                files = mutated.seeds(desk, Path(folder))
            reader, ending, content = trials.case(files, options.seed, options.only)
            path = Path(tempfile.gettempdir()) / f"{reader}-{options.only}{ending}"
            path.write_bytes(content)
            print(path)
            return 0
        start = time.monotonic()
        outcome = trials.run(Path(folder), options.cases, options.seed)
    for number, reader, ending, what in outcome.bad:
        print(f"case {number}: {reader} {ending}: {what}")
    ends = ", ".join(f"{many} {end}" for end, many in sorted(outcome.ends.items()))
    print(f"{options.cases} cases in {time.monotonic() - start:.0f} s: {ends}; {len(outcome.bad)} bad")
    print(f"slowest {outcome.slowest:.1f} s; most memory {outcome.peak / 1e6:.0f} MB")
    return 1 if outcome.bad else 0


if __name__ == "__main__":
    sys.exit(main())
