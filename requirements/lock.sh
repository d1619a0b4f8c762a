#!/usr/bin/env bash
# Makes the locks anew: names, versions and hashes for every system, and no address. Needs uv.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet "$@"; }
lock pyproject.toml -o requirements/app.txt
lock pyproject.toml --group test -o requirements/test.txt
lock pyproject.toml --group test --group bench -o requirements/bench.txt
