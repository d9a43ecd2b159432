"""A counter on a PEC mailbox of its own, and what a test sees of it from outside."""

import asyncio
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.desk import Desk
from channels.pec.envelope import Envelope, Kind
from channels.pec.reading import read_envelope
from channels.pec.trust import read_trust
from interop.mail.mails import mail
from interop.mail.provider import PASSWORD, PATIENCE
from interop.mail.site import PACE, Site
from interop.pec.office import PecOffice
from platforms.pec.trouble import Trouble
from sportello.serve import Given, running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.settings.pec import Pec
from storage.database import open_database
from storage.register import SqlRegister
from storage.register_checking import Checked
from tests.certificates import AUTHORITY
from tests.veiled_rows import veil_beside


class PecSite(Site):
    """Ada and Bea are citizens with a PEC mailbox at another provider than the municipality's."""

    def __init__(self, folder: Path, office: PecOffice, desk: Desk, number: int) -> None:
        super().__init__(folder, office, desk, number)
        self.office = office
        self.address = f"comune{number}@legal.example.it"
        self._trust = read_trust([office.trust])
        self.ada, self.bea = f"ada{number}@pec.example.it", f"bea{number}@pec.example.it"
        self.groups: dict[str, object] = {}  # of the settings, beside those of the mailbox

    @asynccontextmanager
    async def open(self, **changed):
        """Run it; `changed` are settings of the mailbox."""
        usual = {
            "address": self.address,
            "password": PASSWORD,
            "imap_host": "127.0.0.1",
            "imap_port": self.office.ports["imap"],
            "smtp_host": "127.0.0.1",
            "smtp_port": self.office.ports["pec"],
            "ca_file": AUTHORITY,
            "trust": (self.office.trust,),
            "poll_seconds": 5,
            "rate": 100,
            "burst": 100,
        }
        settings = Settings().model_copy(
            update={
                "database": Database(url=f"sqlite:///{self._file}"),
                "web": Web(port=0),
                "pec": Pec(**{**usual, **changed}),
                **self.groups,
            }
        )
        async with running(settings, trying=True, given=Given(desk=self._desk, pace=PACE)) as self._url:
            yield self

    @asynccontextmanager
    async def reading(self, **changed):
        """Run it, and wait until it has reached its mailbox."""
        async with self.open(**changed):
            await self.until_told('sportello_network_reachable{channel="pec"} 1.0')
            yield self

    def troubled(self, sender: str = "", **how) -> None:
        """Let something befall what a sender sends from now on, the counter unless told."""
        self.office.troubles[sender or self.address] = Trouble(**how)

    async def write(self, make=mail, sender: str = "", **fields: str) -> None:
        """Let a citizen write to the counter by PEC, Ada unless told."""
        sender = sender or self.ada
        await self.office.submit(sender, self.address, make(sender, **{"To": self.address, **fields}))

    def lying(self, user: str) -> list[Envelope]:
        """The envelopes in a mailbox, oldest first, read from the bytes that Dovecot wrote."""
        return [read_envelope(raw, self._trust) for raw in self.office.raws(user)]

    async def answer(self, count: int = 1, user: str = "", patience: float = PATIENCE) -> Envelope:
        """Wait for a message in a citizen's mailbox, Ada's unless told: the last of so many."""
        found: list[Envelope] = []
        async with asyncio.timeout(patience):
            while len(found) < count:
                await asyncio.sleep(0.05)
                found = [each for each in self.lying(user or self.ada) if each.kind is Kind.TRANSPORT]
        return found[-1]

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"sqlite:///{self._file}"

    @contextmanager
    def store(self):
        """The counter's own store, beside it."""
        url, veil = f"sqlite:///{self._file}", veil_beside(self._file)
        database = open_database(url, clock=self.office.now, owner="test", visiting=True, veil=veil)
        try:
            yield database
        finally:
            database.close()

    @property
    def web(self) -> str:
        """The address of its web server, while it runs."""
        return self._url

    async def checked(self) -> Checked:
        """Check the register, after the counter has ended."""
        with self.store() as database:
            return await SqlRegister(database).verify()
