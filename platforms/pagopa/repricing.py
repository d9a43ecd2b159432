"""Amounts as of now (attualizzazione) where pagoPA does not ask us: published notices past their day.

The node asks a station what a notice costs; GPD answers for us with what it was told. So whatever rises when
a term ends has to be told to it.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial

from platforms.payments import Pricing, Refused
from storage.database import Database
from storage.notice_terms import outdated
from storage.quotes import QUOTE, Quoted


async def reprice(database: Database, pricing: Mapping[str, Pricing], today: date) -> None:
    """Bring what is published up to what it costs on a day; what is changed will be published anew.

    `pricing` by the name of the service: the notices of others cost what stands on them. One that can be
    paid no more is left: its days end it, or whoever ends its debt.
    """
    for notice in await database.reader.fetch(partial(outdated, today=today)):
        price = pricing.get(notice.service)
        quote = await price(notice, today) if price else Refused.UNKNOWN
        if not isinstance(quote, Refused) and quote.amount_cents > 0:
            told = Quoted(notice.nav, quote.amount_cents, quote.due_on, quote.payable_until)
            await database.writer.submit(QUOTE, told)
