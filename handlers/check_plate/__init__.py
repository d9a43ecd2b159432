"""Which permits a plate has, for the local police: those that count now, where, and until when.

Nobody else learns that this exists; each check stands in the audit with its answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.service import Outcome, Service, done
from bot.values import Plate
from bot.values.date import Date
from storage.permits import Permit, Permits
from storage.staff_lanes import Officers
from storage.staff_rows import Role

_SHOWN: Final = 3  # permits of one answer: it stays one SMS


@dataclass(frozen=True)
class CheckPlate:
    """What we ask."""

    plate: Plate


async def fulfil(
    form: CheckPlate, *, permits: Permits, officers: Officers, clock: Clock, lane: str
) -> Outcome:
    """Answer with what counts at this moment, or that nothing does."""
    officer = await officers.of(lane)
    if officer is None or Role.POLICE not in officer.roles:  # their right ended while they were writing
        return done("not-here")
    today = clock().date()
    found = await permits.by_plate(form.plate.text)
    valid = [each for each in found if each.counts(today)]
    told = f"{form.plate.text}: {len(valid)}"
    record = officers.did(officer, "plate-checked", " ".join(each.number for each in valid[:_SHOWN]), told)
    if not valid:
        past = max((each.valid_until for each in found if each.valid_until), default=None)
        return done(
            "none",
            plate=form.plate.text,
            past=Date(past) if past else "never",
            was=_word(past),
            records=[record],
        )
    more = len(valid) - _SHOWN
    return done(
        "valid",
        plate=form.plate.text,
        permits=Valid(valid[:_SHOWN]),
        more=more if more > 0 else "no",
        records=[record],
    )


def _word(given: object) -> str:
    """Write yes or no, as texts choose by it."""
    return "yes" if given else "no"


@dataclass(frozen=True, slots=True)
class Valid:
    """Permits that count: zone, end and number of each."""

    permits: Sequence[Permit]

    def show(self, language: str) -> str:
        """Write `A 31/12/2026 n. 2026/000012; B ...`."""
        return "; ".join(_one(each, language) for each in self.permits)


def _one(permit: Permit, language: str) -> str:
    until = {"it": "fino al", "en": "until"}.get(language, "-")
    endless = {"it": "senza scadenza", "en": "no end"}.get(language, "-")
    end = f"{until} {Date(permit.valid_until).show(language)}" if permit.valid_until else endless
    return f"ZTL {permit.zone} {end} (n. {permit.number})"


SERVICE = Service("check_plate", CheckPlate, fulfil, group="access", staff=Role.POLICE.value)
