"""The login pages of a counter: what they need of it, and their routes."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from aiohttp import web

from bot.conversation import REFUSED
from bot.message import Inbound
from sportello.counter import Counter
from sportello.entering import Entering
from sportello.identities import Known
from sportello.web import declaration, my_data
from sportello.web.identity import accounts, login, pins
from sportello.web.identity.activations import Activations
from sportello.web.identity.browser import Browsers
from sportello.web.identity.visits import Visits
from sportello.web.pages import Pages
from storage.pins import SqlPins


def entrance(counter: Counter, known: Known, entering: Entering) -> Callable[[Pages], Sequence[web.RouteDef]]:
    """Wire the pages; their routes are made once there is what pages are made of."""
    return partial(_routes, counter, known, entering)


def _routes(counter: Counter, known: Known, entering: Entering, pages: Pages) -> list[web.RouteDef]:
    settings = counter.settings
    address, place = settings.web.address, settings.city.name
    visits = visits_of(counter, known, entering)
    page = login.LoginPage(visits, pages, address, settings.city.zone, counter.title)
    pin_page = pins.PinPage(pins_of(counter, known), pages, address, settings.city.zone, counter.title)
    routes = [*login.routes(page), *entering.routes, *pins.routes(pin_page)]
    if counter.data_desk is not None:
        routes += my_data.routes(counter.data_desk, known.links, pages, address)
    if counter.certificate_desk is not None:
        browsers = Browsers(address, "autocertificazione")
        given = (counter.certificate_desk, counter.press, counter.clock, known.links, pages, browsers)
        routes += declaration.routes(declaration.DeclarationPage(*given))
    if known.rules.local_credentials:
        desk = Activations(known.links, known.logins, known.credentials, place)
        for home in (accounts.ACTIVATE, accounts.RECOVER):
            routes += accounts.routes(accounts.AccountPage(desk, pages, address, home, place), home)
    return routes


def pins_of(counter: Counter, known: Known) -> pins.PinDesk:
    """Wire the PINs."""
    good_for = timedelta(minutes=known.rules.pin_minutes)
    kept = SqlPins(counter.database, known.keyring, known.credentials.passwords, good_for)
    return pins.PinDesk(known.links, kept, counter.ids, counter.lanes.wake)


def visits_of(counter: Counter, known: Known, entering: Entering) -> Visits:
    """Wire the logins."""

    async def refused(lane: str) -> None:
        channel, _, sender = lane.partition(":")
        event = Inbound(channel, f"refused/{counter.ids()}", sender, "", counter.clock(), event=REFUSED)
        await counter.reception.accept(event, counter.ids())

    return Visits(
        counter.database,
        known.links,
        known.logins,
        known.citizens,
        known.credentials,
        known.rules,
        counter.ids,
        f"{counter.settings.web.address}{login.RETURN}",
        counter.lanes.wake,
        refused,
        entering.ways,
        entering.parties,
    )
