"""What `sportello doctor` says of pagoPA: how the counter is paid, and whether both can reach each other.

Nothing is changed there: Checkout is sent an empty cart, which it refuses if the key is right, and the debt
positions are asked for one that nobody has made.
"""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp
from cryptography import x509

from bot.clock import Clock
from sportello.doctor import Check, Finding, Verdict
from sportello.pagopa_door import mutual_tls
from sportello.settings import Settings
from sportello.settings.groups import LOOPBACK
from sportello.settings.pagopa import PagoPa

_KEY = "Ocp-Apim-Subscription-Key"
_SOON = timedelta(days=30)
_NOBODY = "no-such-position"  # an IUPD that the counter never makes: its own are longer
_DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def payment_checks(settings: Settings, session: aiohttp.ClientSession, clock: Clock) -> Sequence[Check]:
    """Look at what the mode needs: where no money moves there is little to look at."""
    checks = [Check("pagopa", lambda: _mode(settings))]
    if settings.payment_mode in {"node", "gpd"}:
        checks.append(_asking("pagopa checkout", _checkout(settings.pagopa, session)))
    if settings.payment_mode == "gpd":
        checks.append(_asking("pagopa gpd", _gpd(settings, session)))
    if settings.pagopa.tls_port:
        checks.append(
            Check("pagopa tls", lambda: asyncio.to_thread(examine_certificate, settings.pagopa, clock))
        )
    return checks


async def _mode(settings: Settings) -> Finding:
    mode = settings.payment_mode
    if mode is None:
        text = "The counter does not start: set [pagopa] mode to node, gpd, or sandbox, which moves no money."
        return Finding("pagopa", Verdict.WRONG, text)
    if mode == "sandbox":
        return Finding("pagopa", *_sandbox(settings))
    return Finding("pagopa", *_way_in(settings))


def _sandbox(settings: Settings) -> tuple[Verdict, str]:
    web = settings.web
    if not (web.host in LOOPBACK and urlsplit(web.address).hostname in LOOPBACK):
        return (
            Verdict.WRONG,
            "Citizens are given receipts and no money moves: set [pagopa] mode to node or gpd.",
        )
    return Verdict.MISSING, "The embedded pagoPA, which moves no money: set [pagopa] mode to node or gpd."


def _way_in(settings: Settings) -> tuple[Verdict, str]:
    """Who may bring receipts, and by which door."""
    group = settings.pagopa
    wide = [each for each in group.networks if ipaddress.ip_network(each).prefixlen == 0]
    if wide and not group.tls_port:
        return (
            Verdict.WRONG,
            "Anybody could bring receipts: [pagopa] networks must be pagoPA's own addresses.",
        )
    if not group.tls_port and not settings.web.address.startswith("https://"):
        return Verdict.WRONG, "Receipts would travel in the open: [web] public_url must begin with https://."
    if not group.station:
        text = "Mode gpd, without a [pagopa] station: receipts come by the API alone, minutes late."
        return Verdict.OK, text
    door = f"port {group.tls_port}, with certificates" if group.tls_port else settings.web.address
    allowed = f", for {', '.join(group.networks)} alone" if group.networks else ""
    return Verdict.OK, f"Mode {group.mode}: station {group.station} answers /pagopa/node at {door}{allowed}."


@dataclass(frozen=True, slots=True)
class _Api:
    """An API of pagoPA: what it answers to a question that changes nothing, if our key is right."""

    setting: str
    key: str
    well: HTTPStatus
    ask: Callable[[], Awaitable[int]]


def _checkout(group: PagoPa, session: aiohttp.ClientSession) -> _Api:
    async def ask() -> int:
        headers = {_KEY: group.subscription_key.get_secret_value()}
        url = f"{group.checkout_url}/carts"
        async with session.post(url, json={}, headers=headers, allow_redirects=False) as response:
            return response.status

    return _Api("checkout_url", "subscription_key", HTTPStatus.BAD_REQUEST, ask)


def _gpd(settings: Settings, session: aiohttp.ClientSession) -> _Api:
    async def ask() -> int:
        group, body = settings.pagopa, settings.city.fiscal_code
        headers = {_KEY: group.gpd_key.get_secret_value()}
        url = f"{group.gpd_url}/organizations/{body}/debtpositions/{_NOBODY}"
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            return response.status

    return _Api("gpd_url", "gpd_key", HTTPStatus.NOT_FOUND, ask)


def _asking(name: str, api: _Api) -> Check:
    async def look() -> Finding:
        try:
            status = await api.ask()
        except aiohttp.ClientError:
            text = f"Nobody answers: look at [pagopa] {api.setting}. May this machine call out?"
            return Finding(name, Verdict.WRONG, text)
        return Finding(name, *_said(api, status))

    return Check(name, look)


def _said(api: _Api, status: int) -> tuple[Verdict, str]:
    if status in _DENIED:
        return (
            Verdict.WRONG,
            f"Our key is refused: check [pagopa] {api.key}, and that it is for this municipality.",
        )
    if status != api.well:
        return (
            Verdict.WRONG,
            f"An odd answer ({status}): look at [pagopa] {api.setting}, and at pagoPA's status page.",
        )
    return Verdict.OK, "It answers, and takes our key."


def examine_certificate(group: PagoPa, clock: Clock) -> Finding:
    """Open the files of the port for pagoPA's calls; blocks, raises Misconfigured."""
    if group.tls_certificate is None:  # the settings let no such port be
        return Finding("pagopa tls", Verdict.MISSING, "Still missing: [pagopa] tls_certificate.")
    mutual_tls(group)
    until = x509.load_pem_x509_certificates(group.tls_certificate.read_bytes())[0].not_valid_after_utc
    if until - clock() < _SOON:
        text = f"The certificate is valid until {until:%d/%m/%Y}: have it renewed, in time."
        return Finding("pagopa tls", Verdict.WRONG, text)
    return Finding("pagopa tls", Verdict.OK, f"The certificate is valid until {until:%d/%m/%Y}.")
