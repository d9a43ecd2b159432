"""The pages of broadcasts, wired: the list, where one writes, one of them, what is done with it."""

from collections.abc import Sequence

from aiohttp import web

from bot.clock import Ids
from sportello.broadcast_setting import channels_of, open_estimates, open_previews, open_tryouts
from sportello.broadcasting import quiet
from sportello.cap_taking import cap_desk
from sportello.settings import Settings
from sportello.web.desk import (
    broadcast_cap,
    broadcast_compose,
    broadcast_deeds,
    broadcast_live,
    broadcast_page,
    broadcast_report,
    broadcasts,
)
from sportello.web.desk.broadcast_lists import PATIENCE, Lists
from sportello.web.desk.events import STILL
from sportello.web.desk.frame import Frame
from sportello.web.desk.studio import Studio
from sportello.web.desk.worktop import Naming
from storage.broadcasts import Broadcasts
from storage.database import Database
from storage.recipient_lists import RecipientLists
from storage.zones import Zones

__all__ = ["open_lists", "open_studio", "routes"]


def open_studio(frame: Frame, settings: Settings, broadcasts: Broadcasts, naming: Naming, ids: Ids) -> Studio:
    """Put together what these pages share."""
    database = broadcasts.database
    return Studio(
        frame,
        broadcasts,
        RecipientLists(database),
        Zones(database),
        open_estimates(settings, database),
        open_previews(settings, database),
        open_tryouts(settings, database, ids),
        cap_desk(settings, database),
        settings.broadcasts,
        quiet(settings),
        naming,
        database.clock,
        settings.city.zone,
    )


def open_lists(settings: Settings, database: Database, patience: float = PATIENCE) -> Lists:
    """Open where files are taken in; `patience` as of Lists."""
    return Lists(database, channels_of(settings), settings.city.languages[0], patience)


def routes(
    studio: Studio, watch: broadcast_live.Watch, lists: Lists, *, still: float = STILL
) -> Sequence[web.RouteDef]:
    """List the routes; a fixed word stands before the code of a broadcast."""
    page = broadcast_page.BroadcastPage(studio, watch)
    return [
        *broadcasts.routes(broadcasts.BroadcastsPage(studio), studio),
        *broadcast_cap.routes(broadcast_cap.CapPage(studio, studio.cap), studio),
        *broadcast_compose.routes(broadcast_compose.ComposePage(studio, lists), studio),
        *broadcast_live.routes(broadcast_live.Stream(studio, watch, still=still), studio),
        *broadcast_report.routes(broadcast_report.ReportPage(studio, page), studio),
        *broadcast_deeds.routes(broadcast_deeds.Deeds(studio, page), studio),
        *broadcast_page.routes(page, studio),
    ]
