"""The plug pulled, many times: `python benchmarks/faults.py [--kills 40] [--seed N] [--only NAME]`.

Each act is killed (kill -9) at moments spread over its length, then made on a disk that fills; the next start must find all or nothing.
Prints the counts. Exit 1 when one is bad.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults import kills


def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--kills", type=int, default=40, help="of each act")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only", choices=sorted(kills.SCENES), action="append")
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        names = options.only or list(kills.SCENES)
        tally = kills.run(Path(folder) / "kills", names, options.kills, options.seed, print)
        full = kills.run_full(Path(folder) / "full", names, max(1, options.kills // 2), print)
    for line in (*tally.bad, *full.bad):
        print(line)
    print(f"{tally.fell.total()} kills, {len(tally.bad)} bad; {full.fell.total()} full disks, {len(full.bad)} bad")
    return 1 if tally.bad or full.bad else 0


if __name__ == "__main__":
    sys.exit(main())
