"""The benchmarks run, on a few citizens, and end with one JSON line; no figure is judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("module", "figure"), [("turns", "alone_p99_ms"), ("edge", "counter_p99_ms")])
def test_a_benchmark_runs(module: str, figure: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{module}", "--quick"]
    root = Path(__file__).parents[2]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert {"ratio", figure} <= told.keys()
