"""What we hold of a citizen, for that citizen: a copy, who looked, what to correct, what to erase.

GDPR art. 15 (access), 16 (correction), 17 (erasure) and 20 (a copy that programs read). Shown to nobody who
has not proven who they are just now, and never on behalf of another.
"""

from dataclasses import dataclass
from enum import Enum

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, again, confirm, done
from bot.values import FreeText
from handlers.my_data.desk import DataDesk
from handlers.my_data.looks import Looks
from storage.access_log import CITIZEN, Access, noted
from storage.requests import Requests

KIND = "data-correction"  # of the request that goes to staff
_LOOKS = 8  # the latest: the copy has them all


class Wish(Enum):
    """What a citizen may want of what we hold."""

    COPY = "copy"
    LOOKS = "looks"
    CORRECT = "correct"
    ERASE = "erase"


@dataclass(frozen=True)
class MyData:
    """What is wished, and for a correction what is wrong."""

    wish: Wish
    wrong: FreeText | None = None


async def review(form: MyData, *, standing: Standing, lane: str, data_desk: DataDesk | None) -> Outcome:
    """Show or hand over what changes nothing; say what a correction or an erasure would do."""
    if data_desk is None:
        return done("nowhere")
    if form.wish is Wish.COPY:
        return _copied(standing.citizen, lane, data_desk)
    if form.wish is Wish.LOOKS:
        found = await data_desk.seen(standing.citizen, _LOOKS)
        return done("looks", looks=Looks(found) if found else "none")
    if form.wish is Wish.ERASE:
        return confirm("erase")
    if form.wrong is None:
        return again("what-is-wrong", blame=("wrong",))
    return confirm("correct", wrong=form.wrong)


def _copied(citizen: str, lane: str, desk: DataDesk) -> Outcome:
    handed = desk.hand(citizen, lane)
    return done(
        "copy",
        files=desk.files(citizen, lane),
        records=handed.records,
        url=handed.url,
        until=f"{handed.until:%H:%M}",
    )


async def fulfil(
    form: MyData, *, standing: Standing, lane: str, data_desk: DataDesk, requests: Requests, clock: Clock
) -> Outcome:
    """Erase, or leave a correction to a person."""
    citizen = standing.citizen
    if form.wish is Wish.ERASE:
        return done("erased", records=await data_desk.erase(citizen, lane))
    details = {"wrong": str(form.wrong), "citizen": citizen, "proof": standing.proof}
    opened = requests.open(KIND, "", details, citizen=citizen)
    records = [*opened.records, noted(Access(citizen, CITIZEN, "correction-asked"), clock())]
    return done("correction", records=records, reference=opened.reference, by=opened.answer_by)


SERVICE = Service(
    "my_data", MyData, fulfil, review=review, level=Level.IDENTIFIED, confirms=True, group="data"
)
