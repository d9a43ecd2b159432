"""How the counter asks pagoPA, as the settings say: its keys, its addresses, or the embedded one's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

import aiohttp

from bot.clock import Clock, Ids
from bot.errors import Misconfigured
from bot.report import Report
from platforms.pagopa.checkout import Checkout
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.publishing import Publishing
from platforms.pagopa.receipts_api import ReceiptsApi
from platforms.pagopa.receipts_polling import ReceiptsPolling
from platforms.pagopa.wire import Wire
from platforms.sandbox.pagopa import SandboxPagoPa
from platforms.sandbox.station import Creditor, over_http
from sportello.counter import Loop
from sportello.pagopa_door import PRETENDED_IBAN
from sportello.settings import Settings
from sportello.settings.groups import Web
from sportello.web.pagopa import PATH
from sportello.web.sandbox_pagopa import ROOT, page_of
from storage.database import Database

_PATIENCE = 10.0  # seconds that the embedded node waits for an answer of ours


@dataclass(frozen=True)
class Paying:
    """What a mode of pagoPA brings; `origin` is where Checkout's forms lead, as a browser writes it.

    `pretended` is the embedded pagoPA of mode sandbox, `publishing` what keeps the positions of mode gpd.
    """

    checkout: Checkout
    origin: str
    publishing: Publishing | None = None
    pretended: SandboxPagoPa | None = None
    loops: Sequence[Loop] = ()


def open_paying(
    settings: Settings,
    database: Database,
    session: aiohttp.ClientSession,
    clock: Clock,
    ids: Ids,
    report: Report,
    paid: Callable[[], None] = lambda: None,
) -> Paying:
    """Put it together; `paid` is called for a receipt that was asked for and has settled something.

    Raises Misconfigured where nobody has said how payments are to reach pagoPA.
    """
    mode = settings.payment_mode
    if mode is None:
        raise Misconfigured(
            "[pagopa] mode is not set, and others than this machine can reach the counter: set it to node or "
            "gpd, or to sandbox for a pagoPA that moves no money"
        )
    if mode == "sandbox":
        return _pretended(settings, session, clock, ids)
    group, payee = settings.pagopa, _payee(settings)
    wire = Wire(session, group.subscription_key.get_secret_value(), group.patience_seconds)
    checkout = Checkout(wire, group.checkout_url, payee, ids)
    if mode == "node":
        return Paying(checkout, _origin(group.checkout_url))
    gpd_wire = Wire(session, group.gpd_key.get_secret_value(), group.patience_seconds)
    gpd = Gpd(gpd_wire, group.gpd_url, settings.city.fiscal_code)
    publishing = Publishing(database, gpd, payee, ids, report, patience=group.patience_seconds)
    polling = _polling(settings, database, gpd_wire, ids, report, paid)
    loops = [publishing.run, polling.run]
    return Paying(checkout, _origin(group.checkout_url), publishing, loops=loops)


def _polling(
    settings: Settings,
    database: Database,
    wire: Wire,
    ids: Ids,
    report: Report,
    paid: Callable[[], None],
) -> ReceiptsPolling:
    group, city = settings.pagopa, settings.city
    segregation = int(settings.fines.segregation_code)
    api = ReceiptsApi(wire, group.receipts_url, city.fiscal_code, segregation, city.zone)
    every = timedelta(minutes=group.receipts_minutes)
    return ReceiptsPolling(database, api, ids, report, every=every, paid=paid)


def _pretended(settings: Settings, session: aiohttp.ClientSession, clock: Clock, ids: Ids) -> Paying:
    """The embedded pagoPA on our own web server, asked by the same clients over HTTP."""
    city, group, address = settings.city, settings.pagopa, settings.web.address
    here = _here(settings.web)
    names = Creditor(
        city.fiscal_code, group.broker or city.fiscal_code, group.station or f"{city.fiscal_code}_01"
    )
    call = over_http(session, f"{here}{PATH}", _PATIENCE)
    pagopa = SandboxPagoPa(names, call, key=ids(), place=partial(page_of, address), clock=clock, ids=ids)
    # A browser is sent to https, or to the very host that was asked: see Checkout.
    asked = here if address.startswith("https://") else address
    wire = Wire(session, pagopa.key, group.patience_seconds)
    checkout = Checkout(wire, f"{asked}{ROOT}/checkout/ec/v1", _payee(settings), ids)
    return Paying(checkout, _origin(address), pretended=pagopa, loops=[pagopa.deliveries.run])


def heard(settings: Settings) -> Settings:
    """The settings of the door that pagoPA calls at: the embedded one calls from here, and plainly."""
    if settings.payment_mode != "sandbox":
        return settings
    plain = settings.pagopa.model_copy(update={"networks": (), "tls_port": 0})
    return settings.model_copy(update={"pagopa": plain})


def _payee(settings: Settings) -> Payee:
    city = settings.city
    return Payee(city.fiscal_code, city.name, settings.pagopa.iban or PRETENDED_IBAN)


def _here(group: Web) -> str:
    """Our own web server, from this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(group.host, group.host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{group.port}" if ":" in host else f"http://{host}:{group.port}"


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
