"""A mail provider on local ports, of Debian's own servers: Postfix takes mail, Dovecot keeps it."""

import asyncio
import imaplib
import os
import re
import shutil
import signal
import smtplib
import ssl
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from string import Template

from interop.peer import free_port
from tests.certificates import AUTHORITY

PASSWORD = "a-made-up-password"
PATIENCE = 15.0  # seconds until something that must happen has happened
_HERE = Path(__file__).parent
_CERTIFICATE = AUTHORITY.parent / "server.pem"
_DOVECOT = Path("/usr/lib/dovecot")
_DELIVERED = re.compile(r"[0-9]+")  # second, microsecond and more, of the name of a file
_PORTS = ("imap", "smtp", "mx", "lmtp", "auth")


def lacking() -> str:
    """Tell why the servers cannot run here; empty if they can."""
    if os.geteuid() != 0:
        return "Postfix runs only as root"
    there = shutil.which("postfix") and all((_DOVECOT / name).exists() for name in ("imap", "lmtp"))
    if not there:
        return "apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd postfix"
    version = subprocess.run(["dovecot", "--version"], capture_output=True, check=True, text=True).stdout
    return "" if version.startswith("2.3.") else f"dovecot.conf is written for Dovecot 2.3, this is {version}"


class Provider:
    """Both servers, in one folder. What people do who are not the counter is done past our own code."""

    def __init__(self, folder: Path, users: Sequence[str]) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in _PORTS}
        self._users = users
        self._settings = folder / "dovecot/dovecot.conf"
        self._dovecot: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        folder = self.folder
        for name in ("dovecot", "postfix/queue", "postfix/data", "boxes"):
            (folder / name).mkdir(parents=True)
        shutil.chown(folder / "boxes", "nobody")
        shutil.chown(folder / "postfix/data", "postfix")
        (folder / "users").write_text("".join(map(_line, self._users)))
        for name, place in (("dovecot.conf", "dovecot"), ("main.cf", "postfix"), ("master.cf", "postfix")):
            template = Template((_HERE / name).read_text())
            filled = template.substitute(self.ports, folder=folder, certificate=_CERTIFICATE)
            (folder / place / name).write_text(filled)
        await asyncio.gather(self.open_boxes(), self.open_doors())

    async def stop(self) -> None:
        await asyncio.gather(self.shut_boxes(), self.shut_doors())

    async def open_boxes(self) -> None:
        self._dovecot = await _begun("dovecot", "-F", "-c", str(self._settings))
        await _listening(self.ports["imap"], self.ports["lmtp"], self.ports["auth"])

    async def shut_boxes(self) -> None:
        """Kill Dovecot with all its processes, as a cut of the current does."""
        if self._dovecot is not None:
            os.killpg(self._dovecot.pid, signal.SIGKILL)  # a group of its own
            await self._dovecot.wait()

    async def open_doors(self) -> None:
        await self._postfix("start")
        await _listening(self.ports["mx"], self.ports["smtp"])

    async def shut_doors(self) -> None:
        await self._postfix("abort")

    async def cut(self, user: str) -> None:
        """Cut the connections of a user."""
        await _run("doveadm", "-c", str(self._settings), "kick", user)

    async def renumber(self, user: str) -> None:
        """Lose what Dovecot knows of a mailbox: every mail is numbered anew, under another UIDVALIDITY."""
        await self.shut_boxes()
        for lost in (self.folder / "boxes" / user / "Maildir").glob("dovecot*"):
            lost.unlink()
        await self.open_boxes()

    async def post(self, raw: bytes, to: str, sender: str = "ada@example.org") -> None:
        """Let a mail come in from outside; an empty sender is the null one."""
        await asyncio.to_thread(self._post, raw, to, sender)

    def _post(self, raw: bytes, to: str, sender: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.ports["mx"], timeout=PATIENCE) as line:
            line.sendmail(sender, [to], raw, ["BODY=8BITMIME"])

    @contextmanager
    def opened(self, user: str):
        """A user's own mail program, with the inbox open for writing."""
        secure = ssl.create_default_context(cafile=str(AUTHORITY))
        with imaplib.IMAP4_SSL("127.0.0.1", self.ports["imap"], ssl_context=secure, timeout=PATIENCE) as box:
            box.login(user, PASSWORD)
            box.select("INBOX")
            yield box

    def lying(self, user: str) -> list[EmailMessage]:
        """The mails of a user, oldest first, as the files that they are."""
        return [_read(file) for file in delivered(self.folder / "boxes" / user / "Maildir")]

    async def until(self, user: str, count: int) -> list[EmailMessage]:
        """Wait until so many mails lie in a user's mailbox."""
        async with asyncio.timeout(PATIENCE):
            while len(found := self.lying(user)) < count:  # noqa: ASYNC110 - it happens in another program
                await asyncio.sleep(0.05)
        return found

    async def _postfix(self, what: str) -> None:
        await _run("postfix", "-c", str(self.folder / "postfix"), what)


def _line(user: str) -> str:
    """A line of Dovecot's own passwd-file; a name that begins with "small" has room for little."""
    more = "userdb_quota_rule=*:storage=20K" if user.startswith("small") else ""
    return f"{user}:{{PLAIN}}{PASSWORD}::::::{more}\n"


def delivered(maildir: Path) -> list[Path]:
    """The files of a Maildir in the order of their delivery.

    A name begins with second and microsecond, and Dovecot writes the latter without zeros before it: as
    letters, the later of two mails of one second often comes first.
    """
    files = [*maildir.glob("new/*"), *maildir.glob("cur/*")]
    return sorted(files, key=lambda file: tuple(map(int, _DELIVERED.findall(file.name)[:2])))


def _read(file: Path) -> EmailMessage:
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


async def _run(*command: str) -> None:
    assert await (await _begun(*command)).wait() == 0, command


async def _begun(*command: str) -> asyncio.subprocess.Process:
    nowhere = asyncio.subprocess.DEVNULL  # a pipe would stay open with the servers that are started
    return await asyncio.create_subprocess_exec(
        *command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    )


async def _listening(*ports: int) -> None:
    async with asyncio.timeout(PATIENCE):
        for port in ports:
            while not await _answers(port):  # noqa: ASYNC110 - it happens in another program
                await asyncio.sleep(0.02)


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@asynccontextmanager
async def providing(folder: Path, users: Sequence[str]) -> AsyncIterator[Provider]:
    provider = Provider(folder, users)
    await provider.start()
    try:
        yield provider
    finally:
        await provider.stop()
