"""PEC to try the counter with: all of the real network but its wires, on providers in this process.

A letter of the page is wrapped and sealed by the citizen's provider, believed by the authority's certificate,
registered and answered by the real PecDesk and the real channel, and each receipt goes the same way.
It has the register's numbers, so it is offered only where there is no other PEC: with `--try`.
"""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.clock import Ids
from bot.errors import BadRequest
from channels.mail.arrived import Arrived, Desk
from channels.mail.mailbox import Bounds, Mailbox
from channels.pec.pec import Pec, Ways
from channels.pec.trust import Trust, read_trust
from channels.pec.writing import Posting as Leaving
from channels.sandbox import Posting, sandboxes
from platforms.pec.mailbox import Filed
from sportello.announcer import Announced, Announcer
from sportello.counter import Counter, Network, WaysIn
from sportello.networks.around import Around
from sportello.networks.overdue import OverdueWatch
from sportello.networks.pec import party_of
from sportello.networks.pec_registrar import PecRegistrar
from sportello.networks.pec_sheet import PecRead, Terms
from sportello.networks.try_town import COUNTER, TROUBLES, Ears, Told, Town
from storage.overdue import SqlOverdue
from storage.register import SqlRegister

NAME = "try-pec"
_HOURLY = 200  # letters of one citizen that are answered: whoever tries much is no machine
_SUBMITS = 500  # of which a repeat is known
_PAGE = sandboxes()["try-mail"]  # what a page may post is the same for both kinds of mail


class TryPec:
    """Implements sportello.web.phone_lines.Postal over a town."""

    def __init__(self, around: Around, announcer: Announcer, town: Town, ids: Ids) -> None:
        self._around = around
        self._announcer = announcer
        self._ids = ids
        self._town = town
        self._me = Mailbox(COUNTER, around.settings.city.name)
        self._desk: Desk[PecRead] | None = None
        self._counter: Counter | None = None
        self._submits: dict[str, asyncio.Task[None]] = {}

    @property
    def name(self) -> str:
        """The network's name in the store."""
        return NAME

    @property
    def address(self) -> str:
        """The counter's own address on it."""
        return COUNTER

    def network(self) -> Network:
        """Plug it in."""
        around = self._around
        register = SqlRegister(around.database)
        # No Segnatura.xml: the municipality's seal is not for letters to people who do not exist.
        registrar = PecRegistrar(register, self._me, None, around.settings.city.zone)
        channel = Pec(
            self._me, Ways(self._town, registrar, self._town, Leaving("breve")), around.clock, name=NAME
        )
        return Network(Announced(channel, self._announcer), None, around.pace, self._ways_in)

    def _ways_in(self, counter: Counter) -> WaysIn:
        around = self._around
        self._counter = counter
        self._town.ears = Ears(self._take, self._fold, self._tell)
        overdue = OverdueWatch(NAME, SqlOverdue(around.database), around.clock, around.report)
        return WaysIn(loops=[self._town.carry, overdue.run])

    async def post(self, posting: Posting) -> None:
        """Have a citizen's letter carried: kept on return, once for each id. Raises BadRequest.

        Of an id that an earlier process has seen nothing is known here.
        """
        _PAGE.decode(posting, self._around.clock())
        key = f"{posting.sender} {posting.id}"
        if key not in self._submits:
            self._submits[key] = asyncio.create_task(self._town.write(posting))
        try:
            await asyncio.shield(self._submits[key])
        except Exception:
            self._submits.pop(key, None)  # the page tries again
            raise
        while len(self._submits) > _SUBMITS:
            del self._submits[next(iter(self._submits))]

    def receipts(self, name: str) -> Sequence[Told] | None:
        """What a citizen was told of a letter; None of one that an earlier process sent."""
        return self._town.receipts(name)

    def trouble_of(self, citizen: str) -> str:
        """The trouble that a citizen has chosen."""
        return self._town.trouble_of(citizen)

    async def choose(self, citizen: str, trouble: str) -> None:
        """Change it. Raises BadRequest for what is none."""
        if citizen not in self._town.citizens or trouble not in TROUBLES:
            raise BadRequest("There is no such trouble.")
        await self._town.choose(citizen, trouble)

    async def _take(self, filed: Filed) -> None:
        """Read and keep one mail of the counter's mailbox, as channels.mail.watch does."""
        raw = filed.lying
        mail = Arrived(f"{NAME} {self._ids()}", raw, len(raw), filed.at)
        desk = self._desk = self._desk or self._open((await self._town.network()).authority.pem)
        read = await asyncio.to_thread(desk.read, mail)
        await desk.keep([read])
        self._tell(read.inbound.sender)

    async def _fold(self, filed: Filed) -> None:
        """Take a receipt; whom it concerns, only the store knows."""
        try:
            await self._take(filed)
        except Exception as error:  # noqa: BLE001 - the loop goes on; the mail is lost with the trial
            self._around.report.trouble(NAME, error)
        for citizen in self._town.citizens:
            self._tell(citizen)

    def _tell(self, citizen: str) -> None:
        self._announcer.announce(f"{NAME}:{citizen}")

    def _open(self, pem: bytes) -> Desk[PecRead]:
        if self._counter is None:
            raise LookupError("there is no counter yet")
        terms = Terms(NAME, self._me, Bounds(), self._around.settings.register.answer_days)
        return party_of(self._around, self._counter, _trust(pem), terms, _HOURLY).desk


def _trust(pem: bytes) -> Trust:
    """Believe one authority and nobody else, by the file of its certificate as `[pec] trust` names one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "authority.pem"
        path.write_bytes(pem)
        return read_trust([path])
