"""Who drove: when it must be said, and by when."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.pay_fine.driver import DriverData, driver_data, driver_words
from storage.fines import Document
from tests.fines.test_fine_rules import PREAVVISO, VERBALE

D = date
POINTS = replace(VERBALE, points=6)  # the violation of 12 January, served on 3 February 2026


@pytest.mark.parametrize(
    ("fine", "due"),
    [
        pytest.param(POINTS, DriverData(6, D(2026, 4, 4)), id="sixty days from the notification"),
        pytest.param(
            replace(POINTS, notified_on=D(2026, 2, 4)), DriverData(6, D(2026, 4, 5)), id="Easter: as it is"
        ),
        pytest.param(VERBALE, None, id="no points"),
        pytest.param(replace(PREAVVISO, points=6), None, id="a windscreen ticket: not served yet"),
        pytest.param(replace(POINTS, document=Document.PREAVVISO), None, id="a ticket, whatever its days"),
        pytest.param(replace(POINTS, notified_on=D(2026, 1, 12)), None, id="stopped on the spot"),
        pytest.param(replace(POINTS, notified_on=None), None, id="handed over on the spot"),
    ],
)
def test_cds_126_bis_who_drove(fine, due):
    assert driver_data(fine) == due


@pytest.mark.parametrize(
    ("today", "said"),
    [
        pytest.param(D(2026, 2, 3), "due", id="first day"),
        pytest.param(D(2026, 4, 4), "due", id="last day"),
        pytest.param(D(2026, 4, 5), "over", id="a day late"),
    ],
)
def test_what_is_said_of_it_changes_with_the_day(today, said):
    assert driver_words(POINTS, today) == {"driver": said, "points": "6", "driver_by": D(2026, 4, 4)}


@pytest.mark.parametrize("fine", [None, VERBALE])
def test_nothing_is_said_where_nothing_is_due(fine):
    assert driver_words(fine, D(2026, 2, 3))["driver"] == "none"
