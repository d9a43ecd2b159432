"""The composition root: a counter on a store, with its services, its networks and its loops."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.channel import Channel
from bot.clock import Clock, Ids
from bot.desk import Desk
from bot.lanes import Lanes
from bot.level import Identity, NoIdentity
from bot.pace import Pace
from bot.rates import Limits
from bot.reception import Reception
from bot.report import Report
from bot.sending import Sender
from bot.service import Service, bind
from bot.upkeep import Upkeep
from handlers.get_credentials import CredentialDesk
from platforms.behalf import Behalf
from platforms.certificates.drawn_code import also_linked, certificate_code, known_code
from platforms.pagopa.creditor import Creditor
from platforms.pagopa.payments import PagoPaPayments
from platforms.pagopa.publishing import Publishing
from platforms.paper.press import Press
from platforms.paper.reading import CodeReader
from platforms.residents.resident import Residents
from sportello.broadcasting import Broadcasting, Line
from sportello.chores import usual_chores
from sportello.data_desks import open_data_desk
from sportello.needs import broadcast_needs, payment_needs, pricing, store_needs
from sportello.paper_desks import open_paper_desks
from sportello.persons import open_persons
from sportello.settings import Settings
from sportello.tracing import TracedConversation
from storage.behalf import SqlMandates
from storage.database import Database
from storage.erasing import erase
from storage.inbox import SqlInbox
from storage.outbox import SqlOutbox
from storage.sealing import Keyring
from storage.staff_lanes import SqlOfficers
from storage.statistics_rows import used
from storage.stopping import take_all_back

if TYPE_CHECKING:
    from aiohttp import web

Loop = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How a network reaches a counter: addresses that it calls, and loops that ask it.

    The loops begin once the counter works and its web server listens; they are cancelled, and have ended,
    before anything else stops.
    """

    routes: "Sequence[web.RouteDef]" = ()
    loops: Sequence[Loop] = ()


def _no_ways_in(_: "Counter") -> WaysIn:
    return WaysIn()


async def _nothing_to_close() -> None:
    pass


@dataclass(frozen=True)
class Network:
    """A channel, how fast its network lets us send, how patient its sender is, and how it comes in.

    `close` is awaited after the last part has left.
    """

    channel: Channel
    limits: Limits | None = None
    pace: Pace | None = None
    ways_in: Callable[["Counter"], WaysIn] = _no_ways_in
    close: Callable[[], Awaitable[None]] = _nothing_to_close


class Counter:
    """Everything that works on messages, wired; `start` sets the loops going, `stop` ends them in order."""

    def __init__(  # noqa: PLR0913 - its collaborators, one by one
        self,
        settings: Settings,
        database: Database,
        desk: Desk,
        services: Iterable[Service],
        networks: Iterable[Network],
        *,
        clock: Clock,
        ids: Ids,
        report: Report,
        publishing: Publishing | None = None,
        identity: Identity | None = None,
        credentials: CredentialDesk | None = None,
        keyring: Keyring | None = None,
        residents: Residents | None = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self.inbox = SqlInbox(database)
        self.outbox = SqlOutbox(database)
        self.press = Press()
        self.ends: list[Callable[[], None]] = []  # what lets open pages go when all stops
        self._publishing = publishing
        self.payments = PagoPaPayments(
            database,
            segregation=int(settings.fines.segregation_code),
            address=settings.web.address,
            ids=ids,
            publishing=publishing,
        )
        self.clock = clock
        self.desk = desk
        self.ids = ids
        self.report = report
        networks = tuple(networks)
        needs = store_needs(settings, database, clock, ids)
        self.pricing = pricing(needs)
        self.creditor = Creditor(database, clock, self.pricing, paid=self.receipt_taken)
        needs |= payment_needs(settings, self.payments, self.creditor, self.press)
        needs["credential_desk"] = credentials
        self.data_desk = (
            None if keyring is None else open_data_desk(settings, database, keyring, self.press, clock, ids)
        )
        needs["data_desk"] = self.data_desk
        needs["residents"] = residents
        traits = {network.channel.name: network.channel.traits for network in networks}
        needs |= broadcast_needs(settings, database, traits)
        given = (settings, database, keyring, residents, self.payments)
        papers = open_paper_desks(*given, channels=traits.items(), clock=clock, ids=ids)
        self.certification, self.certificate_desk = papers.certification, papers.certificates
        needs |= papers.needs()
        mandates = SqlMandates(database)
        acts_for = timedelta(minutes=settings.identity.acting_minutes)
        needs["behalf"] = (
            Behalf(credentials.citizens, mandates, residents, ids, acts_for) if credentials else None
        )
        bound = {service.name: bind(service, needs) for service in services}
        keep = timedelta(days=settings.session.keep_days)
        self.conversation = TracedConversation(
            desk,
            bound,
            traits,
            clock,
            keep=keep,
            read_codes=also_linked(CodeReader(known=known_code).codes_in),
            keeps=lambda code: certificate_code(code) is not None,
            identity=identity or NoIdentity(),
            erase=erase,
            on_stop=take_all_back(),
            persons=open_persons(settings, database),
            tally=used,
            staff=SqlOfficers(database),
        )
        self.senders = {network.channel.name: self._sender(network, report) for network in networks}
        self.lanes = Lanes(
            self.inbox,
            self.conversation,
            report,
            in_hand=settings.engine.lanes,
            on_parts=self._parts_ready,
            crowded=lambda: self.reception.crowded,
        )
        lines = [Line(each.channel, self.senders[each.channel.name], each.pace) for each in networks]
        self.broadcasting = Broadcasting(settings, database, lines, clock, report, busy=self.lanes.busy)
        self.receipts = self.broadcasting.receipts(self.outbox)
        self._chores = (
            self.broadcasting.sweep,
            *usual_chores(
                settings,
                database,
                clock,
                ids,
                pricing=self.pricing,
                citizens=credentials.citizens if credentials else None,
                reminds="renew_permit" in bound,
            ),
        )
        self.upkeep = Upkeep(self.inbox, self.outbox, clock, report, self.lanes.wake, self._chores)
        self.reception = Reception(self.inbox, report, self.lanes.wake)
        self._loops: list[asyncio.Task[None]] = []

    def title(self, service: str, language: str) -> str:
        """Name a service as citizens know it; as it is called here if its words are gone."""
        voice = self.desk.words.voice(language, "chat")
        return voice.say(service, "title") if service in self.desk.services else service

    def receipt_taken(self) -> None:
        """Tell at once of a receipt that has settled something: those who asked, and pagoPA's register."""
        self.lanes.wake()
        if self._publishing is not None:
            self._publishing.wake()

    def _sender(self, network: Network, report: Report) -> Sender:
        return Sender(
            network.channel,
            self.outbox,
            self.clock,
            report,
            limits=network.limits,
            in_flight=self.settings.engine.sends,
            pace=network.pace,
        )

    def _parts_ready(self, channel: str) -> None:
        self.senders[channel].wake()

    async def start(self) -> None:
        """Look for what the last run left half-way, then set every loop going."""
        await self.upkeep.sweep_once()
        works = [self.lanes.run(), self.lanes.renew(), self.upkeep.ring(), self.upkeep.sweep()]
        for sender in self.senders.values():
            works += [sender.run(), sender.settle()]
        works += [loop() for loop in self.broadcasting.loops()]
        self._loops = [asyncio.create_task(work) for work in works]

    async def stop(self) -> None:
        """Finish what is in hand, give the rest back, then let the store go; nothing is lost."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        grace = self.settings.engine.grace_seconds
        await self.lanes.stop(grace)
        stops = [sender.stop(grace) for sender in self.senders.values()]
        await asyncio.gather(self.broadcasting.stop(grace), *stops)
        self.press.close()
        if self.certification is not None:
            self.certification.close()

    async def settle_down(self) -> None:
        """Ring what is due, answer what waits and send what is ready: for who drives the clock himself."""
        for chore in self._chores:
            await chore()
        while await self.inbox.ring():
            await self.lanes.drain()
        await self.lanes.drain()
        for sender in self.senders.values():
            await sender.drain()
        await self.broadcasting.settle_down()
