"""What the doctor says of alerts to many: no network, somebody else's prices, a table that cannot be read."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sportello import doctor
from sportello.broadcast_checkup import broadcast_check
from sportello.doctor import Verdict
from sportello.settings import load
from tests.clock import Ticker

SMS = {
    "SPORTELLO_SMS__ACCOUNT_SID": f"AC{'0' * 32}",
    "SPORTELLO_SMS__AUTH_TOKEN": "0" * 32,
    "SPORTELLO_SMS__NUMBER": "+393399900000",
}
TELEGRAM = {"SPORTELLO_TELEGRAM__TOKEN": f"123456:{'a' * 35}"}
PRICES = {"SPORTELLO_BROADCASTS__PRICES": "prices.toml"}
TABLE = "".join(
    f"[[price]]\nnetwork = '{network}'\nsince = 2026-01-01\nmicros = {micros}\nsource = 'a contract'\n"
    for network, micros in (("sms", 51_000), ("telegram", 0), ("email", 0))
)
CASES = [
    ("nothing to send by", {}, Verdict.MISSING, "No network carries alerts"),
    ("another city's prices", SMS, Verdict.MISSING, "[broadcasts] prices"),
    ("free of charge", TELEGRAM, Verdict.OK, "Alerts leave by telegram"),
    ("the city's prices", SMS | PRICES, Verdict.OK, "by sms; an SMS costs 0.06 EUR"),
    (
        "no such table",
        SMS | {"SPORTELLO_BROADCASTS__PRICES": "nowhere.toml"},
        Verdict.WRONG,
        "cannot be read",
    ),
]


@pytest.mark.parametrize(
    ("environ", "verdict", "says"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
async def test_alerts(
    environ: Mapping[str, str], verdict: Verdict, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prices.toml").write_text(TABLE, "utf-8")
    (found,) = await doctor.examine([broadcast_check(load(environ, tmp_path), Ticker())])
    assert found.verdict is verdict
    assert says in found.sentence
