"""Hours as clerks write them."""

from datetime import time

import pytest

from storage.opening_hours import parse_hours

MORNING = (time(8, 30), time(12, 30))
AFTERNOON = (time(15), time(17))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        pytest.param("", {}, id="never"),
        pytest.param("lun 8:30-12:30", {0: (MORNING,)}, id="one day"),
        pytest.param(
            "lun 8:30-12:30 15:00-17:00; mar 8:30-12:30", {0: (MORNING, AFTERNOON), 1: (MORNING,)}, id="two"
        ),
        pytest.param(
            "Monday 8.30 - 12.30, 15-17", {0: (MORNING, AFTERNOON)}, id="English, points, bare hours"
        ),
        pytest.param("mar-gio 15-17", dict.fromkeys((1, 2, 3), (AFTERNOON,)), id="from-to"),
        pytest.param("tue – thu 15–17", dict.fromkeys((1, 2, 3), (AFTERNOON,)), id="dashes"),
        pytest.param(
            "giovedi 15-17; gio. 8:30-12:30;", {3: (MORNING, AFTERNOON)}, id="a day twice, put in order"
        ),
        pytest.param("DOM 0:00-24:00", {6: ((time(0), time(23, 59)),)}, id="around the clock"),
    ],
)
def test_hours_are_read(text, hours):
    assert parse_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("lun", "no hours in 'lun'", id="no hours"),
        pytest.param("lu 8-12", "'lu' is no day of the week", id="two letters"),
        pytest.param("foo 8-12", "'foo' is no day of the week", id="another word"),
        pytest.param("8-12", "no day in '8-12'", id="no day"),
        pytest.param("ven-lun 8-12", "days out of order in 'ven-lun 8-12'", id="backwards"),
        pytest.param("lun 12-8", "closes before it opens in 'lun 12-8'", id="hours backwards"),
        pytest.param("lun 8:30-12:30pm", "hours not readable in 'lun 8:30-12:30pm'", id="pm"),
        pytest.param("lun 8:75-12", "no such time: 8:75", id="minutes"),
        pytest.param("lun 8-25", "no such time: 25:00", id="hour"),
        pytest.param("lun 8-12 11-13", "hours overlap", id="overlap"),
        pytest.param("lun 8-12; lun 11-13", "hours overlap", id="overlap of two pieces"),
    ],
)
def test_what_is_wrong_is_said(text, reason):
    with pytest.raises(ValueError, match=r"day|hours|time|opens") as refused:
        parse_hours(text)
    assert str(refused.value) == reason
