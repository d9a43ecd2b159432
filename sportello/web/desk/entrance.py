"""The desk of a counter: what its pages need of it, and their routes, a line for each group of pages."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from aiohttp import web

from sportello.counter import Counter
from sportello.identities import Known
from sportello.request_desks import open_request_desk
from sportello.settings.groups import LOOPBACK
from sportello.statistics import Statistics
from sportello.web.desk import (
    activating,
    audited,
    broadcast_desk,
    broadcast_live,
    colleagues,
    persons,
    profile,
    requests,
    search,
    signing,
    statistics,
    subscribers,
)
from sportello.web.desk.canned import ready_answers
from sportello.web.desk.frame import Frame
from sportello.web.desk.look import Look
from sportello.web.desk.looking_up import LookUp
from sportello.web.desk.try_out import TryStaff
from sportello.web.desk.worktop import Naming
from sportello.web.pages import Pages
from storage.audit import SqlAudit
from storage.offices import SqlOffices
from storage.permits import SqlPermits
from storage.search import SqlSearch
from storage.staff import SqlStaff
from storage.staff_lanes import SqlOfficers
from storage.staff_sessions import SqlStaffSessions


def desk(counter: Counter, known: Known, *, trying: bool) -> Callable[[Pages], Sequence[web.RouteDef]]:
    """Wire the pages; their routes are made once there is what pages are made of."""
    return partial(_routes, counter, known, trying)


def _routes(counter: Counter, known: Known, trying: bool, pages: Pages) -> list[web.RouteDef]:  # noqa: FBT001 - as `desk` says it
    settings = counter.settings
    sandbox = trying and settings.web.offers_phone and settings.web.host in LOOPBACK
    frame = open_frame(counter, known, pages, sandbox=sandbox)
    try_out = TryStaff(staff_of(counter, known), known.links) if sandbox else None
    return desk_routes(frame, counter, known, try_out)


def desk_routes(
    frame: Frame, counter: Counter, known: Known, try_out: TryStaff | None = None
) -> list[web.RouteDef]:
    """List the routes of every page."""
    return [
        *signing.routes(frame, signing.Signing(frame, try_out)),
        *_staff_routes(frame, counter, known),
        *_request_routes(frame, counter, known),
        *search.routes(frame, _search(frame, counter, known)),
        *statistics.routes(frame, _statistics(frame, counter)),
        *_broadcast_routes(frame, counter, known),
        *subscribers.routes(frame, _subscribers(frame, counter)),
        *persons.routes(
            frame, counter, known, Naming(staff_of(counter, known), SqlOffices(counter.database))
        ),
    ]


def _staff_routes(frame: Frame, counter: Counter, known: Known) -> list[web.RouteDef]:
    """List the routes of the pages about staff themselves."""
    settings, staff = counter.settings, staff_of(counter, known)
    good_for = timedelta(minutes=settings.desk.code_minutes)
    opens_for = timedelta(hours=settings.desk.activation_hours)
    own = profile.Profile(frame, SqlOfficers(counter.database), good_for)
    people = colleagues.Colleagues(frame, staff, settings.web.address, opens_for)
    return [
        *activating.routes(frame, activating.Activating(frame, staff, known, settings.city.name)),
        *profile.routes(frame, own),
        *colleagues.routes(frame, people),
        *audited.routes(frame, audited.AuditPage(frame, frame.audit, settings.city.zone)),
    ]


def _search(frame: Frame, counter: Counter, known: Known) -> search.SearchPage:
    look_up = LookUp(SqlSearch(counter.database), SqlPermits(counter.database), known.citizens)
    return search.SearchPage(frame, look_up, counter.clock)


def _statistics(frame: Frame, counter: Counter) -> statistics.StatisticsPage:
    figures = Statistics(counter.database, counter.clock, counter.settings)
    place = counter.settings.city.name
    return statistics.StatisticsPage(frame, counter.desk, figures, counter.clock, place)


def _request_routes(frame: Frame, counter: Counter, known: Known) -> Sequence[web.RouteDef]:
    answers = ready_answers(counter.settings.desk.answers)
    return requests.routes(_worktop(frame, counter, known), counter.database, answers)


def _broadcast_routes(frame: Frame, counter: Counter, known: Known) -> Sequence[web.RouteDef]:
    settings, database = counter.settings, counter.database
    naming = Naming(staff_of(counter, known), SqlOffices(database))
    studio = broadcast_desk.open_studio(frame, settings, counter.broadcasting.deeds, naming, counter.ids)
    watch = broadcast_live.Watch(studio)
    counter.ends.append(watch.stop)
    lists = broadcast_desk.open_lists(settings, database)
    counter.ends.append(lists.stop)
    return broadcast_desk.routes(studio, watch, lists)


def _subscribers(frame: Frame, counter: Counter) -> subscribers.SubscribersPage:
    return subscribers.SubscribersPage(frame, counter.settings, counter.database, counter.clock)


def _worktop(frame: Frame, counter: Counter, known: Known) -> requests.Worktop:
    database = counter.database
    desk = open_request_desk(counter.settings, database, counter.clock, counter.ids)
    staff, offices = staff_of(counter, known), SqlOffices(database)
    worktop = requests.open_worktop(frame, desk, database, known.citizens, staff, offices)
    counter.ends.append(worktop.live.stop)
    return worktop


def staff_of(counter: Counter, known: Known) -> SqlStaff:
    """Wire the staff."""
    return SqlStaff(counter.database, known.keyring, known.credentials.passwords, counter.clock)


def open_frame(counter: Counter, known: Known, pages: Pages, *, sandbox: bool = False) -> Frame:
    """Wire the frame that every page of the desk is served through."""
    settings = counter.settings
    sessions = SqlStaffSessions(
        counter.database,
        known.keyring,
        known.credentials.passwords,
        counter.clock,
        timedelta(minutes=settings.desk.idle_minutes),
        timedelta(hours=settings.desk.longest_hours),
        sandbox,
    )
    look = Look(pages, settings.city.zone, sandbox=sandbox)
    return Frame(sessions, SqlAudit(counter.database), look, settings.web.address)
