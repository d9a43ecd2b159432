"""`sportello serve`: the counter with its networks and its web server, until it is told to stop."""

import asyncio
import contextlib
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import structlog

from bot import garbage
from bot.clock import Clock
from bot.desk import Desk
from bot.errors import StoreUnavailable
from bot.pace import Pace
from channels.sandbox import Sandbox, sandboxes
from handlers import SERVICES
from sportello.announcer import Announced, Announcer
from sportello.counter import Counter, Network
from sportello.crediting import credential_desk, open_domiciles
from sportello.entering import open_entering
from sportello.gate_door import gates
from sportello.identities import Known, open_known
from sportello.listening import listen, with_a_port
from sportello.metrics import Metrics
from sportello.networks import Around, plugged
from sportello.networks.loops import going
from sportello.pagopa_door import make_door, own_port
from sportello.paying import Paying, heard, open_paying
from sportello.payments_watch import PaymentsWatch
from sportello.printing import Printer, paper_creditor
from sportello.rehearsal import rehearse
from sportello.release import release
from sportello.reports import MeteredReport
from sportello.residing import open_residents
from sportello.settings import Settings
from sportello.stores import open_store, wall_clock
from sportello.tracing import Trail
from sportello.trial import load_city
from sportello.vocabulary import build_desk
from sportello.web.alerts import public_alerts
from sportello.web.desk.entrance import desk
from sportello.web.identity.entrance import entrance
from sportello.web.notices import Notices
from sportello.web.people import PEOPLE
from sportello.web.runner import runner_of
from sportello.web.service import Serving, StoreViews, phone_counter
from sportello.web.verify_entrance import verification
from storage.committing import Observe, quiet
from storage.database import Database

if TYPE_CHECKING:
    from sportello.networks.try_pec import TryPec

_LOOK = 1.0  # seconds between two looks whether the store can still be written

log = structlog.get_logger()


def new_id() -> str:
    """An id that cannot be guessed: 96 bits, in letters and digits that may stand anywhere."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class Given:
    """What a counter takes from outside in place of its own, each if it is given: for tests."""

    clock: Clock | None = None
    desk: Desk | None = None  # learning it takes seconds; with it nothing is rehearsed either
    pace: Pace | None = None
    observe: Observe = quiet


_NOTHING = Given()


async def serve(
    settings: Settings, *, trying: bool, announce: Callable[[str], None], given: Given = _NOTHING
) -> None:
    """Run until SIGTERM or SIGINT: then finish what is in hand and lose nothing."""
    stopping, lost = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stopping.set)

    def lose() -> None:
        lost.set()
        stopping.set()

    async with running(settings, trying=trying, given=given, on_lost=lose) as address:
        garbage.stand()
        announce(address)
        await stopping.wait()
        log.info("stopping")
    if lost.is_set():
        raise StoreUnavailable("the process that writes to the database is gone: start the counter again")


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    *,
    trying: bool = False,
    given: Given = _NOTHING,
    on_lost: Callable[[], None] = lambda: None,
) -> AsyncIterator[str]:
    """Run a counter and give its address; on leaving, stop in order: web, lanes, senders, store.

    `on_lost` is called when nothing can be written any more: such a counter only keeps a better one away.
    """
    clock = given.clock or wall_clock(settings)
    database = open_store(settings, clock, given.observe, apart=True)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(database.close)
        settings, door = with_a_port(settings)  # after the fork, which would keep the port taken
        stack.callback(asyncio.create_task(_watch(database, on_lost)).cancel)
        learnt = given.desk or await _learnt(settings)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        unkept = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()))
        around = (settings, database, clock, session, learnt, given.pace)
        known = open_known(settings, database, clock, new_id)
        if trying:
            await load_city(settings, database, known.keyring, clock().date())
        counter, serving, announcer = _assemble(*around, known=known, trying=trying)
        if given.desk is None and counter.certification is not None:
            await counter.certification.rehearse()  # alone: the loops that read certified mail begin later
        entering = open_entering(settings, unkept, clock, new_id)
        for network in serving.networks:
            stack.push_async_callback(network.close)
        await counter.start()
        stack.push_async_callback(counter.stop)
        citizens = entrance(counter, known, entering), verification(counter.certification)
        staffs = desk(counter, known, trying=trying), gates(settings, database)
        runner = runner_of(serving, *citizens, *staffs, public_alerts(settings, database))
        stack.push_async_callback(runner.cleanup)
        address = await listen(runner, settings.web, door)
        loops = [loop for way in serving.ways_in for loop in way.loops]
        watch = PaymentsWatch(
            database, clock, new_id, counter.report, serving.metrics.payments_checked, counter.lanes.wake
        )
        await stack.enter_async_context(_own_port(serving))
        await stack.enter_async_context(going([*loops, *serving.paying.loops, watch.run], counter.report))
        stack.callback(_begin_stop, serving, announcer)
        for end in counter.ends:
            stack.callback(end)
        yield address


async def _watch(database: Database, on_lost: Callable[[], None]) -> None:
    while database.writer.alive:  # noqa: ASYNC110 - a thread or a process that dies sets no event
        await asyncio.sleep(_LOOK)
    on_lost()


def _own_port(serving: Serving) -> contextlib.AbstractAsyncContextManager[int]:
    """Open the port that pagoPA calls with certificates, if there is one."""
    settings = heard(serving.settings)
    return own_port(settings.pagopa, settings.web.host, serving.door)


async def _learnt(settings: Settings) -> Desk:
    desk = build_desk(SERVICES, settings)
    await rehearse(desk, settings)
    return desk


def _begin_stop(serving: Serving, announcer: Announcer) -> None:
    serving.stopping = True
    announcer.stop()


def _assemble(
    settings: Settings,
    database: Database,
    clock: Clock,
    session: aiohttp.ClientSession,
    desk: Desk,
    pace: Pace | None,
    *,
    known: Known | None = None,
    trying: bool = False,
) -> tuple[Counter, Serving, Announcer]:
    known = known or open_known(settings, database, clock, new_id)
    metrics, announcer, trail = Metrics(), Announcer(), Trail()
    report = MeteredReport(metrics, trail)

    def paid() -> None:  # nothing comes before the counter is there
        counter.receipt_taken()

    paying = open_paying(settings, database, session, clock, new_id, report, paid)
    tries: dict[str, Sandbox] = dict(sandboxes()) if settings.web.offers_phone else {}
    around = Around(settings, clock, session, desk, metrics, report, database, pace)
    pec = _pec_to_try(around, announcer) if trying and tries and not settings.pec.enabled else None
    networks = [*plugged(around), *([pec.network()] if pec else [])]
    tried = [Network(Announced(sandbox, announcer), pace=pace) for sandbox in tries.values()]
    counter = Counter(
        settings,
        database,
        desk,
        SERVICES,
        [*tried, *networks],
        clock=clock,
        ids=new_id,
        report=report,
        publishing=paying.publishing,
        identity=known.identity,
        keyring=known.citizens.keyring,
        credentials=credential_desk(
            settings, known.credentials, open_domiciles(settings, session, clock, new_id), new_id
        ),
        residents=open_residents(settings, database, known.keyring, session, clock, new_id),
    )
    counter.conversation.trail = trail
    serving = Serving(
        settings,
        release(),
        database,
        metrics,
        StoreViews(database),
        _notices(counter, paying),
        make_door(heard(settings), database, clock, new_id, metrics.node_called, counter.pricing, paid),
        paying,
        tries,
        phone_counter(counter, announcer, pec) if tries else None,
        networks,
        [network.ways_in(counter) for network in networks],
    )
    return counter, serving, announcer


def _notices(counter: Counter, paying: Paying) -> Notices:
    settings, database, clock = counter.settings, counter.database, counter.clock
    printer = Printer(counter.press, database, clock, paper_creditor(settings))
    return Notices(settings, database, counter.creditor, paying.checkout, printer)


def _pec_to_try(around: Around, announcer: Announcer) -> "TryPec":
    """Make the network; what it needs of libraries is loaded here."""
    from sportello.networks.try_pec import NAME, TryPec
    from sportello.networks.try_town import Town

    citizens = [person.senders[NAME] for person in PEOPLE]
    return TryPec(around, announcer, Town(citizens, clock=around.clock, ids=new_id), new_id)
