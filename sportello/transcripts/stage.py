"""A counter to play on: a fresh store, a clock that stands still, and networks that only write down."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.channel import Unsettled
from bot.conversation import REFUSED
from bot.desk import Desk
from bot.message import File, Inbound, Part, Traits
from bot.values import VerificationCode
from handlers import SERVICES
from platforms.residents.embedded import EmbeddedResidents
from platforms.residents.resident import Residents
from sportello.counter import Counter, Network
from sportello.imports.fines import import_fines
from sportello.imports.offices import import_offices
from sportello.imports.permits import import_permits
from sportello.imports.zones import import_zones
from sportello.knowing import open_identity
from sportello.needs import permit_terms
from sportello.reports import QuietReport
from sportello.request_desks import open_request_desk
from sportello.settings import Settings
from sportello.transcripts.citizens import KEYRING, StageCitizens, StageIdentity
from sportello.transcripts.credentials import StageCredentials, open_credentials
from sportello.transcripts.fuse import Fuse
from sportello.transcripts.handed import Hands
from sportello.transcripts.pagopa import BACK, StagePagoPa
from sportello.transcripts.requests import StageOffice
from sportello.transcripts.residents import StageResidents
from sportello.transcripts.ways import Said, Way, plain_ways
from storage.certified import Certified, SqlCertified
from storage.citizens import SqlCitizens
from storage.database import open_database
from storage.register_records import Direction, Registration
from storage.schema import create
from storage.veil import Veil

SAMPLES = Path(__file__).parent.parent.parent / "samples"
_OPENING = datetime(2026, 2, 3, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))  # of a scene that sets no clock
IMPORTED = {"fines.csv": import_fines, "offices.csv": import_offices, "zones.geojson": import_zones}
_ALIASES = {"chat": "telegram", "mail": "email", "pec": "email"}


class Recorder:
    """A network that only writes down what it was given."""

    def __init__(self, name: str, way: Way) -> None:
        self._name = name
        self.way = way
        self.parts: list[Part] = []

    @property
    def name(self) -> str:
        """Its name in the store."""
        return self._name

    @property
    def traits(self) -> Traits:
        """Those of the network that it plays."""
        return self.way.traits

    async def send(self, part: Part) -> str:
        """Write it down."""
        self.parts.append(part)
        return part.key

    async def settle(self, part: Part) -> Unsettled:  # noqa: ARG002 - the protocol's
        """Nothing gets lost here."""
        return Unsettled.NOT_SENT


@dataclass
class StageClock:
    """A clock that moves only when it is told to."""

    now: datetime = _OPENING

    def __call__(self) -> datetime:
        """Tell the time on the stage."""
        return self.now

    def tick(self) -> None:
        """Let a second pass: no two messages come at once."""
        self.now += timedelta(seconds=1)


@dataclass
class Stage:
    """A counter and what it has answered."""

    counter: Counter
    clock: StageClock
    networks: dict[str, Recorder]
    report: QuietReport
    fuse: Fuse
    pagopa: StagePagoPa
    citizens: StageCitizens
    credentials: StageCredentials
    residents: StageResidents
    office: StageOffice
    hands: Hands = field(default_factory=Hands)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def real_now(self) -> datetime:
        """The real time, for a stage on which a person plays."""
        return datetime.now(self.counter.settings.city.zone)

    def channel(self, name: str) -> Recorder | None:
        """The network that a scene names; chat and mail are other names of telegram and email.

        On a stage that has no PEC its letters travel as e-mail.
        """
        return self.networks.get(name) or self.networks.get(_ALIASES.get(name, name))

    async def write(
        self, channel: str, sender: str, text: str = "", tap: str = "", files: tuple[File, ...] = ()
    ) -> Sequence[Part]:
        """Bring a message in and return what is answered to it, and to whatever else was due."""
        self.clock.tick()
        said = Said(f"play-{next(self._ids)}", sender, self.clock(), text, tap, files)
        inbound = await self.networks[channel].way.read(said)
        if inbound is not None:
            await self._keep(inbound)
        return await self.answers(channel)

    async def refuse(self, channel: str, sender: str) -> None:
        """Have a conversation told that who opened its link said that it is not theirs."""
        event = f"refused-{next(self._ids)}"
        await self._keep(Inbound(channel, event, sender, "", self.clock(), event=REFUSED))

    async def pay(self, token: str) -> None:
        """Pay what a link leads to, outside the conversation."""
        await self.pagopa.pay(token, self.counter.creditor)

    async def switch(self, *, away: bool) -> None:
        """Let pagoPA be away, or be back and have been told what it lacks."""
        self.pagopa.wire.away = away
        if not away:
            self.clock.now += BACK

    async def permits(self, file: Path) -> None:
        """Take in the permits that another system has issued until now."""
        counter = self.counter
        citizens, terms = SqlCitizens(counter.database, KEYRING, counter.ids), permit_terms(counter.settings)
        await import_permits(
            counter.database, citizens, terms, file, report=lambda _: None, progress=lambda _: None
        )

    async def _keep(self, inbound: Inbound) -> None:
        """Accept a message; one that is certified has a number."""
        if inbound.assurance is None:
            await self.counter.reception.accept(inbound, "play")
            return
        key = f"{inbound.channel}:{inbound.external_id}"
        subject = inbound.context.get("subject", "")
        registration = Registration(key, Direction.IN, inbound.sender, (), subject, inbound.external_id)
        await SqlCertified(self.counter.database).keep(Certified(inbound, "play", registration))

    async def answers(self, channel: str) -> Sequence[Part]:
        """Let the counter do all it can now, and collect what it sends on one channel."""
        await self.pagopa.publish()
        await self.counter.settle_down()
        parts = self.networks[channel].parts
        given = list(parts)
        parts.clear()
        return given


@asynccontextmanager
async def open_stage(
    desk: Desk,
    data: Path | None = None,
    settings: Settings | None = None,
    *,
    now: bool = False,
    ways: Mapping[str, Way] | None = None,
    register: Residents | None = None,
) -> AsyncIterator[Stage]:
    """Set a stage up in a folder of its own, with the CSV files of a folder, and take it down again.

    The clock stands at a fixed morning; `now` sets it to the real time. The networks are those of the phone
    unless other `ways` are given, and the register of residents is the stage's unless another is.
    """
    settings = settings or Settings()
    folder = Path(tempfile.mkdtemp(prefix="sportello-play-"))
    clock, report = StageClock(), QuietReport()
    if now:
        clock.now = datetime.now(settings.city.zone)
    url = f"sqlite:///{folder / 'play.db'}"
    create(url)
    database = open_database(url, clock=clock, owner="play", veil=Veil(KEYRING))
    networks = {name: Recorder(name, way) for name, way in (ways or plain_ways()).items()}
    numbers, fuse = count(1), Fuse()

    def ids() -> str:
        return f"play{next(numbers):04}"

    pagopa = StagePagoPa(settings, database, clock=clock, ids=ids, report=report)
    identity = open_identity(settings, database, KEYRING, clock)
    shown = StageIdentity(identity, ids)
    credentials = open_credentials(settings, identity, ids, shown.offer)
    residents = StageResidents(EmbeddedResidents(database, KEYRING))
    counter = Counter(
        settings,
        database,
        desk,
        [fuse.guard(service) for service in SERVICES],
        [Network(recorder) for recorder in networks.values()],
        clock=clock,
        ids=ids,
        report=report,
        publishing=pagopa.publishing,
        identity=shown,
        credentials=credentials.desk,
        keyring=KEYRING,
        residents=register or residents,
    )
    if counter.data_desk is not None:
        counter.data_desk.draw = ids  # a transcript reads the same each time
    if counter.certification is not None:
        counter.certification.office.draw = partial(VerificationCode.draw, Random(1).choice)  # noqa: S311 - as above
    citizens = StageCitizens(identity, ids)
    try:
        await _fill(counter, data or SAMPLES)
        office = StageOffice(open_request_desk(settings, database, clock, ids))
        yield Stage(counter, clock, networks, report, fuse, pagopa, citizens, credentials, residents, office)
    finally:
        await counter.stop()
        database.close()
        shutil.rmtree(folder, ignore_errors=True)


async def _fill(counter: Counter, data: Path) -> None:
    for name, importing in IMPORTED.items():
        if (data / name).exists():
            await importing(counter.database, data / name, report=lambda _: None, progress=lambda _: None)
