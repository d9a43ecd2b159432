"""A counter on a PEC mailbox of its own, and what a test sees of it from outside."""

from contextlib import asynccontextmanager
from pathlib import Path

from bot.desk import Desk
from interop.mail.mails import mail
from interop.mail.provider import PASSWORD
from interop.mail.site import PACE, Site
from interop.pec.office import PecOffice
from platforms.pec.trouble import Trouble
from sportello.serve import Given, running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.settings.pec import Pec
from tests.certificates import AUTHORITY


class PecSite(Site):
    """Ada and Bea are citizens with a PEC mailbox at another provider than the municipality's."""

    def __init__(self, folder: Path, office: PecOffice, desk: Desk, number: int) -> None:
        super().__init__(folder, office, desk, number)
        self.office = office
        self.address = f"comune{number}@legal.example.it"
        self.ada, self.bea = f"ada{number}@pec.example.it", f"bea{number}@pec.example.it"

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

    def troubled(self, **how) -> None:
        """Let something befall what the counter sends from now on."""
        self.office.troubles[self.address] = Trouble(**how)

    async def write(self, make=None, sender: str = "", **fields: str) -> None:
        """Let a citizen write to the counter by PEC, Ada unless told."""
        sender = sender or self.ada
        raw = (make or mail)(sender, **{"To": self.address, **fields})
        await self.office.submit(sender, self.address, raw)
