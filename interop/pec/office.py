"""A PEC office on local ports: Postfix takes what users submit, our provider certifies it, Dovecot keeps it.

What a user submits goes through a content filter to the provider, whose envelopes and receipts come in at the
door for the world; so every mail passes two SMTP servers and one LMTP server of others.
"""

import asyncio
import smtplib
import ssl
import uuid
from collections.abc import Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aiosmtpd.smtp import SMTP

from interop.mail.provider import PASSWORD, PATIENCE, Provider, _listening, _run, delivered
from interop.peer import free_port
from platforms.pec.authority import Authority
from platforms.pec.mailbox import Filed
from platforms.pec.network import Network
from platforms.pec.trouble import FINE, Trouble
from tests.certificates import AUTHORITY

_ROME = ZoneInfo("Europe/Rome")
_LARGEST = 64_000_000  # bytes of a mail, as in Postfix's main.cf
_FIRST, _SECOND = "pec.example.it", "legal.example.it"  # the providers: of citizens, and of the municipality
_DOOR = """
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_sender_restrictions=reject_sender_login_mismatch -o smtpd_sender_login_maps=regexp:{folder}/owners
  -o content_filter=smtp:[127.0.0.1]:{gestore}
"""


class PecOffice(Provider):
    """Two PEC providers behind one Postfix; `troubles` befall what a sender sends, by their address.

    `shift` moves the providers' clock, so that hours pass for them and for nobody else.
    """

    def __init__(self, folder: Path, users: Sequence[str]) -> None:
        super().__init__(folder, users)
        self.troubles: dict[str, Trouble] = {}
        self.shift = timedelta()
        self.authority = Authority(self.now)
        self.trust = folder / "authority.pem"
        self.network = Network(self.authority, clock=self.now, ids=lambda: uuid.uuid4().hex)
        for domain in (_FIRST, _SECOND):
            self.network.join(domain)
        for user in users:
            self.network.open(user, on_mail=self._deliver)
        self._server: asyncio.Server | None = None

    def now(self) -> datetime:
        return datetime.now(_ROME) + self.shift

    async def start(self) -> None:
        await super().start()
        self.trust.write_bytes(self.authority.pem)
        self.ports |= {"pec": free_port(), "gestore": free_port()}
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, "127.0.0.1", self.ports["gestore"])
        await self._open_pec_door()

    async def stop(self) -> None:
        await super().stop()
        if self._server is not None:
            self._server.close()

    def _session(self) -> SMTP:
        return SMTP(self, data_size_limit=_LARGEST, enable_SMTPUTF8=True, hostname="gestore.example.it")

    async def _open_pec_door(self) -> None:
        """Add the door for those who log in, and its content filter, to the Postfix that runs."""
        place = self.folder / "postfix"
        (self.folder / "owners").write_text(
            "/^(.+)$/ $1\n"
        )  # every address belongs to the account of its name
        door = f"127.0.0.1:{self.ports['pec']} inet n - n - - smtpd" + " ".join(
            _DOOR.format(folder=self.folder, gestore=self.ports["gestore"]).split()
        ).replace("-o", " -o")
        domains = f"virtual_mailbox_domains=comune.example.it, example.org, {_FIRST}, {_SECOND}"
        with (place / "master.cf").open("a") as services:
            services.write(f"{door}\nsmtp unix - - n - - smtp\n")
        await _run("postconf", "-c", str(place), "-e", domains, "smtp_tls_security_level=none")
        await _run("postfix", "-c", str(place), "reload")
        await _listening(self.ports["pec"])

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        """Certify what a user has submitted; the answer waits until all that follows is on its way."""
        sender, trouble = envelope.mail_from, self.troubles.get(envelope.mail_from, FINE)
        await self.network.submit(sender, envelope.rcpt_tos, envelope.content, trouble)
        return "250 accettato"

    async def _deliver(self, filed: Filed) -> None:
        await self.post(filed.raw, filed.address, filed.sender)

    def raws(self, user: str) -> list[bytes]:
        """The mails of a user, oldest first, byte for byte."""
        return [file.read_bytes() for file in delivered(self.folder / "boxes" / user / "Maildir")]

    async def submit(self, sender: str, to: str, raw: bytes, account: str = "") -> None:
        """Write from a citizen's own program, over TLS and with a password."""
        await asyncio.to_thread(self._submit, sender, to.split(", "), raw, account or sender)

    def _submit(self, sender: str, to: list[str], raw: bytes, account: str) -> None:
        secure = ssl.create_default_context(cafile=str(AUTHORITY))
        with smtplib.SMTP_SSL("127.0.0.1", self.ports["pec"], timeout=PATIENCE, context=secure) as line:
            line.login(account, PASSWORD)
            line.sendmail(sender, to, raw)


@asynccontextmanager
async def certifying(folder: Path, users: Sequence[str]):
    office = PecOffice(folder, users)
    await office.start()
    try:
        yield office
    finally:
        await office.stop()
