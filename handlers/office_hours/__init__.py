"""Where an office is and when it is open: a question that anybody may ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.clock import Clock
from bot.service import Outcome, Service, again, done
from bot.values import Choice, FutureDate
from bot.values.value import Option
from storage.offices import Office, Offices
from storage.opening_hours import Span

_LAST_MINUTE = time(23, 59)
NONE = "none"  # what the words select on where there is nothing to tell


@dataclass(frozen=True)
class OfficeHours:
    """What we ask: which office; the day only if the citizen names one."""

    office: Choice
    on: FutureDate | None = None


async def offices_to_choose(*, offices: Offices) -> Sequence[Option]:
    """Offer every office, by its name and what citizens call it."""
    return await offices.choices()


async def fulfil(form: OfficeHours, *, offices: Offices, clock: Clock) -> Outcome:
    """Tell the address, how to reach the office, and when it is open."""
    office = next((one for one in await offices.all() if one.code == form.office.key), None)
    if office is None:  # it was taken off the list since it was chosen
        return again("no-such-office", blame=("office",))
    now = clock()
    day = form.on.day if form.on else now.date()
    return done(
        "hours" if form.on is None else "hours-on",
        office=office.name,
        address=office.address,
        phone=office.phone or NONE,
        email=office.email or NONE,
        day=day,
        weekday=_weekday(day),
        spans=_spans(office.hours.get(day.weekday(), ())),
        open="open" if office.hours.get(day.weekday()) else "closed",
        now=_state(office, now),
        week=Week(office),
        note=office.note or NONE,
    )


@dataclass(frozen=True, slots=True)
class Week:
    """The opening hours of an office, days with the same hours told together."""

    office: Office

    def show(self, language: str) -> str:
        """Write `lun-ven 8:30-12:30, mar 8:30-12:30 15:00-17:00`, with the language's short days."""
        names = _SHORT[language]
        groups: list[tuple[int, int, tuple[Span, ...]]] = []
        for day, spans in sorted(self.office.hours.items()):
            if groups and groups[-1][1] == day - 1 and groups[-1][2] == spans:
                groups[-1] = (groups[-1][0], day, spans)
            else:
                groups.append((day, day, spans))
        return ", ".join(
            f"{names[first]}{'' if first == last else '-' + names[last]} {_spans(spans)}"
            for first, last, spans in groups
        )


_SHORT = {
    "it": ("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def _weekday(day: date) -> str:
    """Name a weekday in a way that the words can select on."""
    return _SHORT["en"][day.weekday()].lower()


def _spans(spans: Sequence[Span]) -> str:
    return " ".join(f"{opens:%-H:%M}-{_closing(closes)}" for opens, closes in spans) or "-"


def _closing(closes: time) -> str:
    """Write a time of closing; the register keeps midnight as the last minute of the day."""
    return "24:00" if closes == _LAST_MINUTE else f"{closes:%-H:%M}"


def _state(office: Office, now: datetime) -> str:
    """Whether it is open at this moment."""
    spans = office.hours.get(now.weekday(), ())
    return "open" if any(opens <= now.time() < closes for opens, closes in spans) else "closed"


SERVICE = Service("office_hours", OfficeHours, fulfil, options={"office": offices_to_choose}, group="offices")
