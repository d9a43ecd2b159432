"""When nobody is disturbed: across midnight, over Sundays, and where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiet import Night, never, quiet_until, read_night
from tests.clock import ROME

NIGHT = "21:00-08:00"
SUNDAY = 6
EASTER_MONDAY = date(2026, 4, 6)


def rests(day: date) -> bool:
    return day.weekday() == SUNDAY or day == EASTER_MONDAY


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ROME, fold=fold)


# 2026-02-03 is a Tuesday.
@pytest.mark.parametrize(
    ("now", "hours", "until"),
    [
        pytest.param("2026-02-03 20:59", NIGHT, None, id="before the night"),
        pytest.param("2026-02-03 21:00", NIGHT, "2026-02-04 08:00", id="the night begins"),
        pytest.param("2026-02-03 23:59", NIGHT, "2026-02-04 08:00", id="before midnight"),
        pytest.param("2026-02-04 00:00", NIGHT, "2026-02-04 08:00", id="midnight"),
        pytest.param("2026-02-04 07:59:59", NIGHT, "2026-02-04 08:00", id="after midnight"),
        pytest.param("2026-02-04 08:00", NIGHT, None, id="the night is over"),
        pytest.param("2026-02-03 14:00", "13:00-15:30", "2026-02-03 15:30", id="hours of one day"),
        pytest.param("2026-02-03 15:30", "13:00-15:30", None, id="after the hours of one day"),
        pytest.param("2026-02-03 03:00", "08:00-08:00", None, id="equal hours are no night"),
        pytest.param("2026-02-03 03:00", "", None, id="no hours"),
        pytest.param(
            "2026-02-07 22:00", NIGHT, "2026-02-09 08:00", id="Saturday night: until Monday morning"
        ),
        pytest.param("2026-02-07 20:00", NIGHT, None, id="Saturday evening"),
        pytest.param("2026-02-08 12:00", NIGHT, "2026-02-09 08:00", id="Sunday noon"),
        pytest.param("2026-02-08 12:00", "", "2026-02-09 00:00", id="a Sunday alone ends at midnight"),
        pytest.param(
            "2026-02-08 23:00", "01:00-06:00", "2026-02-09 00:00", id="a night that does not touch it"
        ),
        pytest.param("2026-04-04 21:30", NIGHT, "2026-04-07 08:00", id="Easter and the day after"),
        # On 2026-03-29 clocks go from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00.
        pytest.param("2026-03-28 23:00", "22:00-02:30", "2026-03-30 02:30", id="the next night too"),
        pytest.param(
            "2026-10-24 23:00", "22:00-08:00", "2026-10-26 08:00", id="the longer night, then Sunday"
        ),
    ],
)
def test_quiet(now: str, hours: str, until: str | None) -> None:
    assert quiet_until(at(now), read_night(hours), rests) == (None if until is None else at(until))


@pytest.mark.parametrize(
    ("now", "night", "lasts"),
    [
        pytest.param(at("2026-03-28 23:00"), "23:00-08:00", 8, id="spring: an hour less"),
        pytest.param(at("2026-10-24 23:00"), "23:00-08:00", 10, id="autumn: an hour more"),
        pytest.param(at("2026-10-25 02:40"), "22:00-02:30", 5 / 6, id="autumn: 02:30 comes again"),
        pytest.param(at("2026-10-25 01:00"), "22:00-02:30", 2.5, id="autumn: it lasts to the second 02:30"),
        pytest.param(at("2026-10-25 02:10", fold=1), "22:00-02:30", 1 / 3, id="autumn: the second 02:10"),
        pytest.param(at("2026-03-29 01:00"), "22:00-02:30", 1.5, id="spring: 02:30 is 03:30"),
        pytest.param(
            at("2026-10-25 02:40"), "02:30-08:00", 6 + 1 / 3, id="autumn: it begins at the first 02:30"
        ),
        pytest.param(at("2026-03-29 03:05"), "02:30-08:00", 4 + 11 / 12, id="spring: it begins all the same"),
    ],
)
def test_quiet_where_clocks_change(now: datetime, night: str, lasts: float | None) -> None:
    until = quiet_until(now, read_night(night))
    found = None if until is None else until.astimezone(UTC) - now.astimezone(UTC)
    assert found == (None if lasts is None else timedelta(hours=lasts))


def test_hours_that_are_none() -> None:
    with pytest.raises(ValueError, match="hour"):
        read_night("21-99")


_hours = st.times().map(lambda found: found.replace(second=0, microsecond=0))


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ROME)),  # noqa: DTZ001 - the zone comes beside
    night=st.builds(Night, _hours, _hours),
    sundays=st.booleans(),
)
def test_when_it_is_over_it_is_over(now: datetime, night: Night, *, sundays: bool) -> None:
    until = quiet_until(now, night, rests if sundays else never)
    if until is not None:
        assert until.astimezone(UTC) > now.astimezone(UTC)
        assert quiet_until(until, night, rests if sundays else never) is None
    else:
        assert not (sundays and rests(now.date()))
        assert not (night.begins <= now.time() < night.ends)


def test_an_hour_is_read() -> None:
    assert read_night(NIGHT) == Night(time(21), time(8))
