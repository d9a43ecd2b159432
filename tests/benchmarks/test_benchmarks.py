"""The benchmarks run, on a few citizens, and end with one JSON line; no figure is judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIGURES = {
    "turns": {"ratio", "alone_p99_ms"},
    "edge": {"ratio", "counter_p99_ms"},
    "channels": {"telegram_ratio", "smtp_ratio", "imap_ratio", "mails_answered_per_s", "mailbox"},
    "pec": {"ratio", "proof_ratio", "envelopes_per_s", "large_memory_multiple"},
    "payments": {"sqlite", "positions"},
    "certificates": {"certificates_per_s", "alone", "every_100_ms", "others_alone"},
    "desk": {"sqlite", "engine", "requests"},
    "broadcast": {"all", "bare_ratio", "twilio_ratio", "replies_alone", "replies_during"},
    "uniform": {"login_ratio", "link_ratio", "credentials_ratio"},
}


@pytest.mark.parametrize("module", FIGURES)
def test_a_benchmark_runs(module: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{module}", "--quick"]
    root = Path(__file__).parents[2]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert FIGURES[module] <= told.keys()


def test_no_old_mail_is_asked_for() -> None:
    command = [sys.executable, "-m", "benchmarks.mailbox", "300", "7"]
    root = Path(__file__).parents[2]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["old_mails_asked_for"] == 0
