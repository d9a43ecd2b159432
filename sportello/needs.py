"""What services may ask for, by the name of a keyword-only parameter."""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

from bot.clock import Clock, Ids
from handlers import PRICING
from handlers.links import Links
from handlers.papers import Papers
from handlers.pay_fine.rules import FineRules
from handlers.pay_instalments.rules import InstalmentRules
from platforms.pagopa.creditor import Creditor
from platforms.pagopa.payee import Payee
from platforms.paper.press import Press
from platforms.payments import Payments, Pricing, Quote, Refused
from platforms.permits.table import OURS, rule_table
from platforms.permits.terms import PermitTerms
from sportello.broadcast_setting import budget, open_estimates
from sportello.pagopa_door import PRETENDED_IBAN
from sportello.printing import paper_creditor
from sportello.settings import Settings
from storage.asked import SqlAsked
from storage.audience import RANKS
from storage.broadcasts import Broadcasts
from storage.contacts import SqlContacts
from storage.database import Database
from storage.fines import SqlFines
from storage.offices import SqlOffices
from storage.permits import SqlPermits
from storage.request_book import SqlRequestBook
from storage.requests import SqlRequests
from storage.staff_lanes import SqlOfficers
from storage.subscribers import SqlSubscribers
from storage.theirs import SqlTheirs
from storage.zones import Zones


def store_needs(settings: Settings, database: Database, clock: Clock, ids: Ids) -> dict[str, object]:
    """What comes from the store and the settings alone."""
    city, fines = settings.city, settings.fines
    return {
        "alert_topics": settings.broadcasts.topics,
        "asked": SqlAsked(database),
        "clock": clock,
        "contacts": SqlContacts(database),
        "fine_rules": fine_rules(settings),
        "fines": SqlFines(database),
        "ids": ids,
        "instalment_rules": InstalmentRules(
            int(fines.instalment_income * 100), int(fines.instalment_relative * 100)
        ),
        "links": Links(settings.web.address),
        "officers": SqlOfficers(database),
        "offices": SqlOffices(database),
        "payee": Payee(city.fiscal_code, city.name, settings.pagopa.iban or PRETENDED_IBAN),
        "payment_category": fines.category,
        "permit_terms": permit_terms(settings),
        "permits": SqlPermits(database),
        "requests": SqlRequests(
            database, ids, clock, settings.register.answer_days, settings.requests.by_kind
        ),
        "request_book": SqlRequestBook(database, clock),
        "subscribers": SqlSubscribers(database),
        "theirs": SqlTheirs(database),
        "zones": Zones(database),
    }


def broadcast_needs(settings: Settings, database: Database, channels: Iterable[str]) -> dict[str, object]:
    """What broadcasts bring, over those of the channels that carry them."""
    carriers = tuple(sorted(set(channels) & RANKS.keys(), key=lambda name: (RANKS[name], name)))
    return {
        "broadcasts": Broadcasts(database, carriers, budget(settings)),
        "reckoning": replace(open_estimates(settings, database), channels=carriers),
    }


def payment_needs(
    settings: Settings, payments: Payments, creditor: Creditor, press: Press
) -> dict[str, object]:
    """What payments bring."""
    return {
        "papers": Papers(press, paper_creditor(settings)),
        "payments": payments,
        "press": press,
        "till": creditor,
    }


def pricing(needs: Mapping[str, object]) -> dict[str, Pricing]:
    """Give each service's price function what its keyword-only parameters name."""
    return {name: _given(price, needs) for name, price in PRICING.items()}


def _given(price: Callable[..., Awaitable[Quote | Refused]], needs: Mapping[str, object]) -> Pricing:
    parameters = inspect.signature(price).parameters.values()
    wanted = [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]
    return partial(price, **{name: needs[name] for name in wanted})


def permit_terms(settings: Settings) -> PermitTerms:
    """The rules of permits as this city has set them; Misconfigured where its table cannot be read."""
    ztl = settings.ztl
    return PermitTerms(
        rule_table(ztl.rules or OURS), ztl.zones, ztl.days_to_pay, ztl.before_payment == "valid", ztl.category
    )


def fine_rules(settings: Settings) -> FineRules:
    """The rules of fines as this city has set them."""
    fines = settings.fines
    return FineRules(
        patron=settings.city.patron_day,
        preavviso_days=fines.preavviso_days,
        late_days=fines.late_days,
        surcharge_cap=Fraction(fines.surcharge_cap),
    )
