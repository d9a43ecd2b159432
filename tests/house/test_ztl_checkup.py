"""What the doctor says of permits: no such table, a closed door, a token in the open."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sportello import doctor
from sportello.doctor import Verdict
from sportello.settings import load
from sportello.ztl_checkup import permit_check

TOKEN = {"SPORTELLO_ZTL__GATE_TOKEN": "a-token-of-the-gates-that-nobody-guesses"}
CASES = [
    ("no token", {}, Verdict.MISSING, "set [ztl] gate_token"),
    ("this machine", TOKEN, Verdict.OK, "http://127.0.0.1:8080/gates/whitelist.csv"),
    ("in the open", TOKEN | {"SPORTELLO_WEB__PUBLIC_URL": "http://x.example"}, Verdict.WRONG, "in the open"),
    ("https", TOKEN | {"SPORTELLO_WEB__PUBLIC_URL": "https://x.example"}, Verdict.OK, "https://x.example/"),
    ("no such table", {"SPORTELLO_ZTL__RULES": "nowhere.toml"}, Verdict.WRONG, "cannot be read"),
]


@pytest.mark.parametrize(
    ("environ", "verdict", "says"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
async def test_permits(environ: Mapping[str, str], verdict: Verdict, says: str, tmp_path: Path) -> None:
    (found,) = await doctor.examine([permit_check(load(environ, tmp_path))])
    assert found.verdict is verdict
    assert says in found.sentence
    assert "nobody-guesses" not in found.sentence
