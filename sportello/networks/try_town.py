"""A PEC network to try the counter with: citizens, their provider and the counter's own, all in memory.

Nothing of it outlives the process. Where the counter is killed, what was on its way on this side is lost:
a receipt that had not been read yet never comes, and the counter tells staff that it is overdue, as it would
of a provider that has gone silent. Letters and states that were read are in the store, as ever.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock, Ids, Stopwatch
from channels.sandbox import Posting
from platforms.pec.authority import Authority, Keys, new_key
from platforms.pec.draft import Draft
from platforms.pec.mailbox import Filed
from platforms.pec.network import Network
from platforms.pec.trouble import FINE, Trouble
from sportello.networks.try_letter import name_of, write_letter

COUNTER = "protocollo@pec.comune.example"
_OURS, _THEIRS = "gestore.example", "pec.example.org"
_LETTERS = frozenset({"posta-certificata", "errore"})  # an envelope of either kind
_REFERENCE = "X-Riferimento-Message-ID"
_MOMENT = 0.6  # seconds from a mail to its acceptance, and from that to its delivery; real ones take longer
_REMEMBERED = 1_000  # letters of citizens whose receipts are shown

LATE, FULL, FORGED, ORDINARY = "late", "full", "forged", "ordinary"
TROUBLES = ("", LATE, FULL, FORGED, ORDINARY)
_LATE = Trouble(late=frozenset({"avvenuta-consegna"}))
_FORGED = Trouble(forged=frozenset({"posta-certificata"}))


@dataclass(frozen=True, slots=True)
class Told:
    """What a citizen's provider told them of a letter: the norm's word (`tipo`), and when."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears what happens: `letter` and `receipt` take a mail to the counter, `told` names a citizen."""

    letter: Callable[[Filed], Awaitable[None]]
    receipt: Callable[[Filed], Awaitable[None]]
    told: Callable[[str], None]


@dataclass(slots=True)
class _Memory:
    """What citizens know of their letters, by every name that a letter has."""

    receipts: dict[str, list[Told]] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)

    def begin(self, name: str, other: str = "") -> None:
        """Remember a letter; `other` is one more name of it."""
        told = self.receipts.setdefault(name, [])
        if other:
            self.receipts[other] = told
        while len(self.receipts) > 2 * _REMEMBERED:
            del self.receipts[next(iter(self.receipts))]


class Town:
    """The made-up side; `citizens` are their addresses. Its authority and keys are made when first needed."""

    def __init__(
        self,
        citizens: Sequence[str],
        *,
        clock: Clock,
        ids: Ids,
        stopwatch: Stopwatch | None = None,
        keys: Keys = new_key,
    ) -> None:
        self.citizens = tuple(citizens)
        self.ears: Ears | None = None
        self._clock = clock
        self._ids = ids
        self._stopwatch = stopwatch or Stopwatch()
        self._keys = keys
        self._memory = _Memory()
        self._late: asyncio.Queue[tuple[float, Filed]] = asyncio.Queue()
        self._opening = asyncio.Lock()
        self._network: Network | None = None

    async def network(self) -> Network:
        """The network, opened at the first call: three keys are drawn, of a tenth of a second each."""
        async with self._opening:
            if self._network is None:
                self._network = await asyncio.to_thread(self._open)
        return self._network

    def _open(self) -> Network:
        network = Network(Authority(self._clock, keys=self._keys), clock=self._clock, ids=self._ids)
        network.join(_OURS, domains=[COUNTER.rpartition("@")[2]])
        network.join(_THEIRS)
        network.open(COUNTER, on_mail=self._to_the_counter)
        for citizen in self.citizens:
            network.open(citizen, on_mail=self._to_a_citizen)
        return network

    async def write(self, posting: Posting) -> None:
        """Hand a citizen's letter to their provider; on return it is in the counter's mailbox, and read."""
        network, trouble = await self.network(), self.trouble_of(posting.sender)
        raw = write_letter(posting, COUNTER, self._clock())
        if trouble == ORDINARY:  # from a mailbox that is not certified, whatever its From says
            await network.ordinary(posting.sender, [COUNTER], raw)
            return
        self._memory.begin(name_of(posting))
        dispatch = await network.submit(
            posting.sender, [COUNTER], raw, _FORGED if trouble == FORGED else FINE
        )
        if dispatch is not None:
            self._memory.begin(name_of(posting), f"<{dispatch.identifier}>")

    async def hand_over(self, sender: str, recipient: str, mail: bytes) -> None:
        """Take a mail of the counter: implements channels.pec.pec.Carrier."""
        late = self.trouble_of(recipient) == LATE
        await (await self.network()).submit(sender, [recipient], mail, _LATE if late else FINE)

    def knows(self, name: str) -> bool:
        """Whether the counter's mailbox has a receipt of a mail; of an earlier process nothing is known."""
        box = self._network.mailbox(COUNTER) if self._network else None
        return box is not None and any(_reference(filed) == name for filed in list(box.mails))

    def receipts(self, name: str) -> Sequence[Told] | None:
        """What was told of a letter, by its Message-ID or identificativo; None if it is not remembered."""
        return self._memory.receipts.get(name)

    def trouble_of(self, citizen: str) -> str:
        """The trouble that a citizen has chosen."""
        return self._memory.troubles.get(citizen, "")

    async def choose(self, citizen: str, trouble: str) -> None:
        """Change it, one of TROUBLES; who no longer wants receipts late lets all that are held back come."""
        before, network = self.trouble_of(citizen), await self.network()
        self._memory.troubles[citizen] = trouble
        box = network.mailbox(citizen)
        if box is not None:
            box.full = trouble == FULL
        if before == LATE and trouble != LATE:
            await network.release()

    async def carry(self) -> None:
        """Bring receipts, each in its time, until cancelled."""
        while True:
            due, filed = await self._late.get()
            await self._stopwatch.sleep(max(0.0, due - self._stopwatch.seconds()))
            await self._bring(filed)

    async def _to_the_counter(self, filed: Filed) -> None:
        """Letters are read at once, lest the page miss them; receipts take their time."""
        if filed.kind in _LETTERS:
            await self._listening.letter(filed)
        else:
            self._delay(filed)

    async def _to_a_citizen(self, filed: Filed) -> None:
        if filed.kind not in _LETTERS:
            self._delay(filed)

    def _delay(self, filed: Filed) -> None:
        moments = 1 if filed.kind == "accettazione" else 2
        self._late.put_nowait((self._stopwatch.seconds() + moments * _MOMENT, filed))

    async def _bring(self, filed: Filed) -> None:
        if filed.address == COUNTER:
            await self._listening.receipt(filed)
            return
        told = self._memory.receipts.get(_reference(filed))
        if told is not None:
            told.append(Told(filed.kind, filed.at))
        self._listening.told(filed.address)

    @property
    def _listening(self) -> Ears:
        if self.ears is None:
            raise LookupError("nobody listens yet")
        return self.ears


def _reference(filed: Filed) -> str:
    head = filed.raw.partition(b"\r\n\r\n")[0]
    return Draft.of(filed.sender, [filed.address], head).text(_REFERENCE).strip()
