"""The pages of requests, wired: the queue, one request, what is done with it, its documents, what happens."""

import asyncio
from collections.abc import Sequence

from aiohttp import web

from platforms.paper.preview import Previews
from sportello.web.desk import case, decide, documents, queue, stream
from sportello.web.desk.asked import KINDS
from sportello.web.desk.canned import Canned
from sportello.web.desk.events import STILL
from sportello.web.desk.frame import Frame
from sportello.web.desk.live import Live, Pause
from sportello.web.desk.worktop import Citizens, Naming, Staff, Worktop
from storage.database import Database
from storage.offices import Offices
from storage.request_changes import SqlChanges
from storage.request_desk import RequestDesk
from storage.request_queue import RequestQueue
from storage.request_sent import SentAnswers

__all__ = ["Worktop", "open_worktop", "routes"]


def open_worktop(
    frame: Frame,
    desk: RequestDesk,
    database: Database,
    citizens: Citizens,
    staff: Staff,
    offices: Offices,
    *,
    pause: Pause = asyncio.sleep,
    names_last: float = 5.0,
) -> Worktop:
    """Put together what these pages share; `pause` is between two looks of the watcher.

    For `names_last` seconds the names of staff are not read again.
    """
    naming = Naming(staff, offices, names_last)
    live = Live(SqlChanges(database), stream.Telling(naming), lambda: database.clock().date(), pause=pause)
    return Worktop(frame, desk, live, citizens, naming, database.clock)


def routes(
    worktop: Worktop, database: Database, canned: Canned | None = None, *, still: float = STILL
) -> Sequence[web.RouteDef]:
    """List the routes; their pages draw documents one at a time, in processes of their own."""
    page = case.RequestPage(worktop, SentAnswers(database), canned or Canned())
    return [
        *queue.routes(queue.QueuePage(worktop, RequestQueue(database), KINDS), worktop),
        *stream.routes(stream.Stream(worktop, still=still), worktop),
        *case.routes(page, worktop),
        *decide.routes(decide.Decisions(worktop, page), worktop),
        *documents.routes(documents.Documents(worktop, Previews()), worktop),
    ]
