"""Opens the door to pagoPA's node as the settings say: on the web server, or on a port with mutual TLS."""

import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from ipaddress import ip_network

from aiohttp import web

from bot.clock import Clock, Ids
from bot.errors import Misconfigured
from platforms.pagopa.creditor import Creditor
from platforms.pagopa.soap import answers
from platforms.pagopa.soap.envelope import LARGEST
from platforms.pagopa.station import Station
from platforms.payments import Pricing
from sportello.settings import Settings
from sportello.settings.pagopa import PagoPa
from sportello.web.pagopa import Door, Networks, routes
from storage.database import Database

# Where no money moves, the node is the embedded one of this machine.
_THIS_MACHINE = ("127.0.0.0/8", "::1/128")
PRETENDED_IBAN = "IT60X0542811101000000123456"  # the example of the register of IBANs
_GRACE = 5.0  # seconds that a call in hand has when the door is closed


def make_door(
    settings: Settings,
    database: Database,
    clock: Clock,
    ids: Ids,
    count: Callable[[str, str], None],
    pricing: Mapping[str, Pricing],
    paid: Callable[[], None] = lambda: None,
) -> Door:
    """Wire a station; `paid` is called when somebody has a receipt to hear of (bot.lanes.Lanes.wake)."""
    group, city = settings.pagopa, settings.city
    identity = answers.Creditor(city.fiscal_code, city.name, group.iban or PRETENDED_IBAN)
    station = Station(
        Creditor(database, clock, pricing, paid),
        identity,
        broker=group.broker or city.fiscal_code,
        name=group.station,
        clock=clock,
    )
    return Door(station, _heard(group), count, ids, direct=not group.networks)


def _heard(group: PagoPa) -> Networks:
    """Tell whose calls are heard: everybody's only where certificates are asked for."""
    named = group.networks or (() if group.tls_port else _THIS_MACHINE)
    return tuple(ip_network(each) for each in named)


def public_routes(group: PagoPa, door: Door) -> list[web.RouteDef]:
    """Give the routes of the web server: none where the door has a port of its own."""
    return [] if group.tls_port else routes(door)


@asynccontextmanager
async def own_port(group: PagoPa, host: str, door: Door) -> AsyncIterator[int]:
    """Listen with mutual TLS while the block runs, and give the port; 0, and no listener, where none is set.

    Raises Misconfigured if a certificate cannot be used or the port is taken.
    """
    if not group.tls_port:
        yield 0
        return
    context = mutual_tls(group)
    app = web.Application(client_max_size=LARGEST)
    app.add_routes(routes(door))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE)
    await runner.setup()
    try:
        await _listen(runner, host, group.tls_port, context)
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int, context: ssl.SSLContext) -> None:
    try:
        await web.TCPSite(runner, host, port, ssl_context=context).start()
    except OSError:
        raise Misconfigured(f"cannot listen on {host}:{port}: look at [pagopa] tls_port") from None


def mutual_tls(group: PagoPa) -> ssl.SSLContext:
    """Ask callers for a certificate; TLS 1.2 at least (SANP, "Connettività").

    An authority may be the certificate that pagoPA itself shows, which it publishes: then nobody else's
    will do. An authority of the public gives certificates to everybody. Raises Misconfigured.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    try:
        # A key that is locked would ask at the terminal for its password: nobody sits there.
        context.load_cert_chain(str(group.tls_certificate), password=lambda: "")
    except (ssl.SSLError, OSError):
        raise Misconfigured("[pagopa] tls_certificate is no file with a certificate and its key") from None
    try:
        context.load_verify_locations(cafile=str(group.tls_authorities))
    except (ssl.SSLError, OSError):
        raise Misconfigured("[pagopa] tls_authorities is no file with certificates") from None
    return context
