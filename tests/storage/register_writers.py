"""A process that enters messages in the register, and dies at the commit that it is told."""

import asyncio
import os
import signal
from dataclasses import dataclass, field

from bot.message import File, Inbound
from storage.certified import Certified, SqlCertified
from storage.database import open_database
from storage.register import Direction, Registration, SqlRegister
from tests.clock import ROME, Ticker
from tests.storage.samples import NINE

MESSAGES = 12  # of each writer, half of them coming in
AT_ONCE = 4


@dataclass
class Death:
    """Kills its process at the nth commit, before or after it is made; never for 0."""

    nth: int
    when: str
    seen: int = field(default=0)

    def __call__(self, _: str, when: str) -> None:
        self.seen += when == self.when
        if self.seen == self.nth != 0:
            os.kill(os.getpid(), signal.SIGKILL)


def write(url: str, writer: int, death: Death) -> None:
    """Enter all messages of a writer, from the first: those that stand there already keep their numbers."""
    asyncio.run(_write(url, writer, death))


async def _write(url: str, writer: int, death: Death) -> None:
    database = open_database(url, clock=Ticker(), owner=f"w{writer}", observe=death, visiting=True)
    register, certified = SqlRegister(database), SqlCertified(database)

    async def one(number: int) -> None:
        if number % 2:
            await certified.keep(incoming(f"{writer}-{number}"))
            return
        key = f"pec:{writer}-{number}"
        await register.enter(Registration(key, Direction.OUT, "comune", ("anna",), "Risposta", key))
        await register.seal(key, f"{number:064}")

    for first in range(0, MESSAGES, AT_ONCE):
        await asyncio.gather(*[one(number) for number in range(first, first + AT_ONCE)])
    database.close()


def incoming(name: str) -> Certified:
    """Make a message up that comes in."""
    inbound = Inbound(
        "pec",
        name,
        f"{name}@pec.example.it",
        "Buongiorno",
        NINE.astimezone(ROME),
        original=File("mail.eml", "message/rfc822", name.encode()),
    )
    entered = Registration(
        f"pec:{name}", Direction.IN, inbound.sender, ("comune@pec.example.it",), "Richiesta", f"<{name}>"
    )
    return Certified(inbound, f"c-{name}", entered, None)
