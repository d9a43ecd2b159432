"""A process that opens payment notices, and dies at the commit that it is told."""

import asyncio

from storage.database import open_database
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from tests.clock import Ticker
from tests.storage.register_writers import Death

DEBTS = 12  # of each writer; every third is also wanted by all the others
AT_ONCE = 4
BOTH = (Payable("discounted", 4258, None, None), Payable("reduced", 5488, None, None))


def write(url: str, writer: int, death: Death) -> None:
    """Open all debts of a writer, from the first: those that are open already keep their numbers."""
    asyncio.run(_write(url, writer, death))


async def _write(url: str, writer: int, death: Death) -> None:
    database = open_database(url, clock=Ticker(), owner=f"w{writer}", observe=death, visiting=True)

    async def one(number: int) -> None:
        reference = f"all-{number}" if number % 3 == 0 else f"{writer}-{number}"
        tokens = (f"{writer}-{number}-d", f"{writer}-{number}-r")
        wanted = Wanted("pay_fine", reference, "Verbale", "9/0102100SA/", BOTH, 1, tokens)
        await database.writer.submit(OPEN_NOTICES, wanted)

    for first in range(0, DEBTS, AT_ONCE):
        await asyncio.gather(*[one(number) for number in range(first, first + AT_ONCE)])
    database.close()
