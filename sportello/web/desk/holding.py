"""The zero-left check: what came in on each day, where it is, and what waits for a person, by reason."""

from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.clock import Clock
from sportello.web.desk.frame import Frame
from sportello.web.desk.look import language_of
from sportello.web.desk.parked import HOME as PARKED
from sportello.web.desk.parked import reason
from sportello.web.desk.wording import DeskWords
from storage.holding import Holding
from storage.staff_rows import Officer, Role

HOME: Final = "/desk/holding"
DAYS: Final = 7
READERS: Final = (Role.OPERATOR, Role.APPROVER, Role.AUDITOR)  # figures alone: nothing that anybody wrote


class HoldingPage:
    """The handler."""

    def __init__(self, frame: Frame, holding: Holding, clock: Clock) -> None:
        self.frame = frame
        self._holding = holding
        self._clock = clock

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Count the last days, today first."""
        words, today = DeskWords(language_of(request), ""), self._clock().date()
        days = await self._holding.days(today, DAYS)
        held = await self._holding.held()
        return self.frame.render(
            request,
            officer,
            "desk_holding.html",
            days=days,
            left=sum(abs(day.left) for day in days),
            certified=await self._holding.certified(today - timedelta(days=DAYS - 1)),
            held=[(reason(each.reason, words), each) for each in held],
            span=DAYS,
            parked=PARKED if officer.may(Role.OPERATOR, Role.APPROVER) else "",
        )


def routes(page: HoldingPage) -> list[web.RouteDef]:
    """List the route."""
    return [page.frame.get(HOME, page.show, *READERS)]
