"""What an application is worth by the way it comes: the table of CAD art. 65, row by row."""

import pytest

from bot.filing import WAYS, Worth, worth_of
from bot.level import NOBODY, Level, Standing

CASES = [
    pytest.param("spid-1", Worth.DRAFT, id="SPID by a password alone"),
    pytest.param("spid-2", Worth.APPLICATION, id="SPID 2: letter b"),
    pytest.param("spid-3", Worth.APPLICATION, id="SPID 3: letter b"),
    pytest.param("cie-1", Worth.DRAFT, id="CIE by a password alone"),
    pytest.param("cie-2", Worth.APPLICATION, id="CIE 2: letter b"),
    pytest.param("cie-3", Worth.APPLICATION, id="CIE 3: letter b"),
    pytest.param("cns", Worth.APPLICATION, id="CNS: letter b"),
    pytest.param("pec", Worth.APPLICATION, id="one's own PEC: letter c-bis"),
    pytest.param("credentials", Worth.DRAFT, id="the municipality's credentials: no letter"),
    pytest.param("contact", Worth.DRAFT, id="a contact: no letter"),
    pytest.param("desk", Worth.DRAFT, id="seen at the desk: signed there"),
    pytest.param("", Worth.DRAFT, id="nobody"),
    pytest.param("spid-", Worth.DRAFT, id="a level that is none"),
    pytest.param("passport-9", Worth.DRAFT, id="what no row names"),
]


@pytest.mark.parametrize(("proof", "worth"), CASES)
def test_what_it_is_worth(proof: str, worth: Worth) -> None:
    assert worth_of(Standing(Level.IDENTIFIED, "ada", proof)) is worth


def test_nobody_files_anything() -> None:
    assert worth_of(NOBODY) is Worth.DRAFT


def test_each_proof_of_the_table_is_tried() -> None:
    tried = {str(case.values[0]).partition("-")[0] for case in CASES}
    assert {way.proof for way in WAYS} <= tried
