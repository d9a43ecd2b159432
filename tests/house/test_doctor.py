"""The doctor: what is broken is named with its remedy, what is not configured is no illness."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console

from bot.errors import Misconfigured
from sportello import doctor
from sportello.doctor import Check, Finding, Reply, Verdict
from sportello.settings.groups import Web
from sportello.settings.networks import Sms

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)
SMS = Sms(
    account_sid="AC" + "0123456789abcdef" * 2,
    auth_token=SecretStr("a-very-secret-word"),
    number="+393399900000",
)
OUTSIDE = Web(public_url="https://sportello.example.org")


@dataclass
class Store:
    current: bool = True
    running: int = 1
    shared: bool = False

    async def schema_current(self) -> bool:
        return self.current

    async def processes(self) -> int:
        return self.running


class Twilio:
    """Twilio's API, answering with one status."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.asked = 0

    async def __call__(self) -> Reply:
        self.asked += 1
        return Reply(self.status)


async def only(check: Check) -> Finding:
    (finding,) = await doctor.examine([check])
    return finding


async def test_settings() -> None:
    assert (await only(doctor.settings(None))).verdict is Verdict.OK
    finding = await only(doctor.settings(Misconfigured("SPORTELLO_WEB__PORT: must be a number")))
    assert finding == Finding("settings", Verdict.WRONG, "SPORTELLO_WEB__PORT: must be a number")


@pytest.mark.parametrize(
    ("store", "verdict", "told"),
    [
        (Store(), Verdict.OK, "current"),
        (Store(current=False), Verdict.WRONG, "sportello db upgrade"),
        (Store(running=2), Verdict.WRONG, "stop all but one"),
        (Store(running=2, shared=True), Verdict.OK, "current"),
    ],
)
async def test_database(store: Store, verdict: Verdict, told: str) -> None:
    finding = await only(doctor.database(store))
    assert finding.verdict is verdict
    assert told in finding.sentence


async def test_sms_not_configured_is_no_illness_and_asks_nobody() -> None:
    twilio = Twilio()
    finding = await only(doctor.sms(Sms(), Web(), "/twilio/sms", twilio))
    assert finding.verdict is Verdict.MISSING
    assert "[sms] account_sid, [sms] auth_token, [sms] number" in finding.sentence
    assert twilio.asked == 0


@pytest.mark.parametrize(
    ("web", "status", "verdict", "told"),
    [
        (OUTSIDE, 200, Verdict.OK, "https://sportello.example.org/twilio/sms"),
        (OUTSIDE, 401, Verdict.WRONG, "auth_token"),
        (OUTSIDE, 404, Verdict.WRONG, "account_sid"),
        (OUTSIDE, 503, Verdict.WRONG, "503"),
        (Web(), 200, Verdict.WRONG, "public_url"),
        (Web(public_url="http://sportello.example.org"), 200, Verdict.WRONG, "https://"),
    ],
)
async def test_sms(web: Web, status: int, verdict: Verdict, told: str) -> None:
    finding = await only(doctor.sms(SMS, web, "/twilio/sms", Twilio(status)))
    assert finding.verdict is verdict
    assert told in finding.sentence
    assert "secret-word" not in finding.sentence


@pytest.mark.parametrize(
    ("holes", "told"),
    [((), "Every text"), (("a.en", "b.en"), "a.en, b.en."), (tuple("abcdefg"), "e and 2 more")],
)
async def test_words(holes: Sequence[str], told: str) -> None:
    finding = await only(doctor.words(lambda: holes))
    assert told in finding.sentence
    assert finding.verdict is (Verdict.WRONG if holes else Verdict.OK)


async def test_disk() -> None:
    assert (await only(doctor.disk(Path(), lambda _: 5_000_000_000))).sentence == "5.0 GB free."
    finding = await only(doctor.disk(Path(), lambda _: 5_000_000))
    assert finding.verdict is Verdict.WRONG
    assert "5 MB" in finding.sentence


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [
        (None, Verdict.MISSING),
        (NOW + timedelta(seconds=119), Verdict.OK),
        (NOW - timedelta(minutes=3), Verdict.WRONG),
        (NOW + timedelta(minutes=3), Verdict.WRONG),
    ],
)
async def test_clock(theirs: datetime | None, verdict: Verdict) -> None:
    async def elsewhere() -> datetime | None:
        return theirs

    assert (await only(doctor.time(lambda: NOW, elsewhere))).verdict is verdict


async def test_a_check_that_fails_or_hangs_costs_its_own_line_and_tells_no_secret() -> None:
    async def failing() -> Finding:
        raise OSError("postgresql://sportello:hidden@db is away")

    async def hanging() -> Finding:
        raise TimeoutError

    first, second, third = await doctor.examine(
        [Check("one", failing), Check("two", hanging), doctor.settings(None)]
    )
    assert first == Finding("one", Verdict.WRONG, "Cannot be checked (OSError).")
    assert second.sentence == "No answer within 10 s."
    assert third.verdict is Verdict.OK


@pytest.mark.parametrize(("verdict", "code"), [(Verdict.OK, 0), (Verdict.MISSING, 0), (Verdict.WRONG, 1)])
def test_the_table_and_the_exit_code(verdict: Verdict, code: int) -> None:
    stream = io.StringIO()
    findings = [Finding("sms", verdict, "Set [sms] number.")]
    assert doctor.show(findings, Console(file=stream, width=100)) == code
    assert "Set [sms] number." in stream.getvalue()
