"""What the doctor says of certificates: without a seal, with one that ends, with one that does not open."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from platforms.certificates.sandbox_authority import sandbox_seal
from sportello import doctor
from sportello.certificates_checkup import certificate_check
from sportello.doctor import Finding, Verdict
from sportello.settings import load
from tests.house.test_payments_checkup import NODE, PUBLIC

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GROUP = "SPORTELLO_CERTIFICATES__"


async def examined(environ: Mapping[str, str], folder: Path, now: datetime = NOW) -> Finding:
    settings = load(environ, folder)
    (found,) = await doctor.examine([certificate_check(settings, lambda: now, folder)])
    return found


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A seal of the municipality's own, valid for ten years."""
    file = tmp_path_factory.mktemp("seal") / "seal.p12"
    file.write_bytes(sandbox_seal("Comune di Prova", NOW))
    return {f"{GROUP}SEAL": str(file)}


CASES = [
    ("this machine alone", {}, Verdict.MISSING, "FACSIMILE stands across each page"),
    ("public, in the sandbox", PUBLIC | {"SPORTELLO_PAGOPA__MODE": "sandbox"}, Verdict.WRONG, "FACSIMILE"),
    ("public, where money moves", PUBLIC | NODE, Verdict.MISSING, "Not offered"),
    ("no such seal", {f"{GROUP}SEAL": "nowhere.p12"}, Verdict.WRONG, "cannot be read"),
    ("no such coat of arms", {f"{GROUP}ARMS": "nowhere.svg"}, Verdict.WRONG, "coat of arms"),
]


@pytest.mark.parametrize(
    ("environ", "verdict", "says"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
async def test_without_a_seal(
    environ: Mapping[str, str], verdict: Verdict, says: str, tmp_path: Path
) -> None:
    found = await examined(environ, tmp_path)
    assert (found.verdict, says in found.sentence) == (verdict, True), found.sentence
    assert not any(os.scandir(tmp_path))  # looking makes no throw-away seal


@pytest.mark.parametrize(
    ("days", "verdict", "says"),
    [
        pytest.param(0, Verdict.OK, "The seal seals", id="long valid"),
        pytest.param(3650 - 31, Verdict.OK, "The seal seals", id="for a month and a day"),
        pytest.param(3650 - 29, Verdict.WRONG, "have it renewed", id="for less than a month"),
        pytest.param(4000, Verdict.WRONG, "and not now", id="no more"),
    ],
)
async def test_a_seal_is_tried(
    days: int, verdict: Verdict, says: str, seal: dict[str, str], tmp_path: Path
) -> None:
    found = await examined(seal, tmp_path, NOW + timedelta(days=days))
    assert (found.verdict, says in found.sentence) == (verdict, True), found.sentence


async def test_a_seal_whose_password_is_another_is_named_without_its_secrets(
    seal: dict[str, str], tmp_path: Path
) -> None:
    found = await examined(seal | {f"{GROUP}SEAL_PASSWORD": "segreta"}, tmp_path)
    assert (found.verdict, "segreta" in found.sentence) == (Verdict.WRONG, False)


async def test_where_money_moves_a_real_seal_needs_the_code_of_what_is_paid(
    seal: dict[str, str], tmp_path: Path
) -> None:
    found = await examined(PUBLIC | NODE | seal, tmp_path)
    assert (found.verdict, found.sentence[:24]) == (Verdict.WRONG, "[certificates] category:")
    coded = PUBLIC | NODE | seal | {f"{GROUP}CATEGORY": "9/0101999TS/"}
    assert (await examined(coded, tmp_path)).verdict is Verdict.OK
