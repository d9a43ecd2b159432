"""`sportello serve`: the counter with its networks and its web server, until it is told to stop."""

import asyncio
import contextlib
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import aiohttp
import structlog
from aiohttp import web

from bot.channel import Channel
from bot.clock import Clock
from bot.desk import Desk
from bot.pace import Pace
from bot.rates import Limits
from channels.sandbox import Sandbox, sandboxes
from channels.sms import Account, Sms, Wire
from handlers import SERVICES
from sportello.announcer import Announced, Announcer
from sportello.counter import Counter, Network
from sportello.metrics import Metrics
from sportello.reports import MeteredReport
from sportello.settings import Settings
from sportello.stores import open_store, wall_clock
from sportello.trial import load_samples
from sportello.vocabulary import build_desk
from sportello.web.app import build
from sportello.web.service import Notices, Serving, StoreViews, phone_counter
from sportello.web.twilio import Hooks
from storage.database import Database
from storage.writer import Observe, quiet

log = structlog.get_logger()


def new_id() -> str:
    """An id that cannot be guessed: 96 bits, in letters and digits that may stand anywhere."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class Given:
    """What a counter takes from outside in place of its own, each if it is given: for tests."""

    clock: Clock | None = None
    desk: Desk | None = None  # learning it takes seconds
    pace: Pace | None = None
    observe: Observe = quiet


_NOTHING = Given()


async def serve(
    settings: Settings, *, trying: bool, announce: Callable[[str], None], given: Given = _NOTHING
) -> None:
    """Run until SIGTERM or SIGINT: then finish what is in hand and lose nothing."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stopping.set)
    async with running(settings, trying=trying, given=given) as address:
        announce(address)
        await stopping.wait()
        log.info("stopping")


@contextlib.asynccontextmanager
async def running(settings: Settings, *, trying: bool = False, given: Given = _NOTHING) -> AsyncIterator[str]:
    """Run a counter and give its address; on leaving, stop in order: web, lanes, senders, store."""
    clock = given.clock or wall_clock(settings)
    database = open_store(settings, clock, given.observe)
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(database.close)
        if trying:
            await load_samples(database, clock().date())
        session = await stack.enter_async_context(aiohttp.ClientSession())
        counter, serving, announcer = _assemble(settings, database, clock, session, given)
        await counter.start()
        stack.push_async_callback(counter.stop)
        runner = web.AppRunner(build(serving), access_log=None, shutdown_timeout=5.0)
        stack.push_async_callback(runner.cleanup)
        stack.callback(_begin_stop, serving, announcer)
        await runner.setup()
        site = web.TCPSite(runner, settings.web.host, settings.web.port, backlog=1024)
        await site.start()
        yield f"http://{settings.web.host}:{runner.addresses[0][1]}"


def _begin_stop(serving: Serving, announcer: Announcer) -> None:
    serving.stopping = True
    announcer.stop()


def _assemble(
    settings: Settings, database: Database, clock: Clock, session: aiohttp.ClientSession, given: Given
) -> tuple[Counter, Serving, Announcer]:
    metrics, announcer = Metrics(), Announcer()
    sms, tries = _sms(settings, clock, session), _sandboxes(settings)
    networks = list(_networks(sms, tries, announcer, given.pace))
    counter = Counter(
        settings,
        database,
        given.desk or build_desk(SERVICES, settings),
        SERVICES,
        networks,
        clock=clock,
        ids=new_id,
        report=MeteredReport(metrics),
    )
    serving = Serving(
        settings,
        _version(),
        database,
        metrics,
        StoreViews(database),
        Notices(counter.payments, counter, settings.city.name),
        tries,
        _hooks(settings, counter, sms, metrics),
        phone_counter(counter, announcer) if tries else None,
    )
    return counter, serving, announcer


def _sandboxes(settings: Settings) -> dict[str, Sandbox]:
    return dict(sandboxes()) if settings.web.offers_phone else {}


def sms_account(settings: Settings) -> Account:
    """The account at Twilio that the settings describe."""
    group = settings.sms
    account = Account(
        group.account_sid,
        group.auth_token.get_secret_value(),
        group.messaging_service_sid or group.number,
        settings.web.address,
    )
    return Account(
        account.sid, account.token, account.sender, account.public_url, group.api_url or account.api_url
    )


def _sms(settings: Settings, clock: Clock, session: aiohttp.ClientSession) -> Sms | None:
    group = settings.sms
    if not group.enabled:
        return None
    limits = Limits(group.rate, group.burst, group.hourly)
    return Sms(sms_account(settings), Wire(session), clock, limits=limits)


def _networks(
    sms: Sms | None, tries: dict[str, Sandbox], announcer: Announcer, pace: Pace | None
) -> Iterator[Network]:
    for sandbox in tries.values():
        announced: Channel = Announced(sandbox, announcer)
        yield Network(announced, pace=pace)
    if sms is not None:
        yield Network(sms, sms.limits, pace)


def _hooks(settings: Settings, counter: Counter, sms: Sms | None, metrics: Metrics) -> Hooks | None:
    if sms is None:
        return None
    return Hooks(
        counter.reception,
        counter.outbox,
        sms,
        sms_account(settings),
        new_id,
        lambda outcome: metrics.called("sms", outcome.value),
    )


def _version() -> str:
    try:
        return version("sportello")
    except PackageNotFoundError:  # run from the source tree
        return "0.1.0"
