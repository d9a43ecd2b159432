"""A mail provider on local ports, of servers that others wrote: pymap to read from, aiosmtpd to hand to.

Both run in the loop of the test. The mailbox can be renumbered, its connections cut, its doors shut; what is
handed over lands in `taken`.
"""

import asyncio
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext

from aiosmtpd.smtp import SMTP, AuthResult
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, DictBackend, Login
from pymap.backend.dict.mailbox import MailboxData, Message
from pymap.concurrent import Event
from pymap.config import BackendCapability
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag
from pymap.selected import SelectedMailbox
from pysasl.hashing import BuiltinHash

USER, PASSWORD = "sportello@comune.example.it", "a-made-up-password"


@dataclass
class Taken:
    """A mail that was handed over."""

    sender: str
    recipient: str
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        found = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def words(self) -> str:
        """What its reader sees."""
        body = self.mail.get_body(("plain",))
        assert body is not None
        return str(body.get_content()).strip()


@dataclass
class Submission:
    """Takes mails; `answers` are given in place of the usual, by the verb that they answer.

    An answer of "" hangs up; after DATA the mail is taken all the same.
    """

    taken: list[Taken] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0

    def _answer(self, verb: str, server: SMTP) -> str | None:
        waiting = self.answers.get(verb)
        if not waiting:
            return None
        answer = waiting.pop(0)
        if not answer:
            assert server.transport is not None
            server.transport.abort()
        return answer

    async def handle_MAIL(self, server, _session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        answer = self._answer("MAIL", server)
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or "250 OK"

    async def handle_RCPT(self, server, _session, envelope, address, _options):  # noqa: N802 - as above
        answer = self._answer("RCPT", server)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802 - as above
        answer = self._answer("DATA", server)
        if not answer:  # also where it hangs up afterwards
            self.taken.append(Taken(envelope.mail_from or "", envelope.rcpt_tos[0], envelope.content))
            self.told.set()
        return answer or "250 taken"

    async def until(self, count: int) -> list[Taken]:
        """Wait until so many mails were taken."""
        async with asyncio.timeout(60):
            while len(self.taken) < count:
                self.told.clear()
                await self.told.wait()
        return self.taken


class _Config(Config):
    """As pymap has it, but for IDLE, which not every server offers."""

    idles = True

    @property
    def backend_capability(self) -> BackendCapability:
        return BackendCapability(idle=self.idles, object_id=True, multi_append=True)


class _Folder(MailboxData):
    """As pymap has it, but whoever begins to wait is told at once of what came since they last heard."""

    async def update_selected(
        self, selected: SelectedMailbox, *, wait_on: Event | None = None
    ) -> SelectedMailbox:
        heard = selected.mod_sequence
        missed = heard is not None and heard < self._mod_sequences.highest
        return await super().update_selected(selected, wait_on=None if missed else wait_on)


class MailPeer:
    """The provider; its ports stay its own when it restarts."""

    def __init__(self, *, idles: bool = True, secure: SSLContext | None = None) -> None:
        self.submission = Submission()
        self.imap_port = self.smtp_port = 0
        self._idles = idles
        self._secure = secure
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []

    async def start(self) -> None:
        args = Namespace(
            debug=False, host="127.0.0.1", port=0, cert=None, key=None, tls=False, proxy_protocol=None,
            passlib_cfg=None, inherited_sockets=None, demo_data=False, demo_user=USER, demo_password=PASSWORD,
        )  # fmt: skip
        config = _Config.from_args(args, invalid_user_sleep=0, hash_context=BuiltinHash(rounds=1))
        config.idles = self._idles
        config.apply_context()
        login = Login(config)
        await DictBackend._add_demo_user(config, login)
        async with login.demo_user_identity.new_session():
            self._folders, _ = config.set_cache[USER]
        self._folders._inbox = self._new_folder()
        self._serve = IMAPServer(login, config)
        await self.open()

    async def open(self) -> None:
        """Open the doors, where they were before."""
        loop = asyncio.get_running_loop()
        imap = await asyncio.start_server(self._connected, "127.0.0.1", self.imap_port, ssl=self._secure)
        smtp = await loop.create_server(self._make_smtp, "127.0.0.1", self.smtp_port, ssl=self._secure)
        self.imap_port, self.smtp_port = (each.sockets[0].getsockname()[1] for each in (imap, smtp))
        self._servers = [imap, smtp]

    async def shut(self) -> None:
        """Shut the doors and hang up."""
        for server in self._servers:
            server.close()
        self.cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Cut every connection to the mailbox, without a word."""
        for writer in self._writers:
            writer.transport.abort()

    @property
    def inbox(self) -> MailboxData:
        return self._folders._inbox

    async def folder(self, name: str = "INBOX") -> MailboxData:
        if name != "INBOX" and name not in self._folders._set:
            self._folders._set[name] = self._new_folder()
        return await self._folders.get_mailbox(name)

    def _new_folder(self) -> _Folder:
        return _Folder(self._folders._content_cache, self._folders._thread_cache)

    async def deliver(
        self, raw: bytes, at: datetime | None = None, *flags: Flag, folder: str = "INBOX"
    ) -> int:
        """Let a mail arrive; its UID."""
        box = await self.folder(folder)
        kept = await box.append(AppendMessage(raw, at or datetime.now(UTC), frozenset(flags)), recent=True)
        return kept.uid

    async def delete(self, *uids: int) -> None:
        await (await self.folder()).delete(uids)

    async def renumber(self) -> None:
        """Give every mail another UID under another UIDVALIDITY, as after a restore; hang up."""
        box = await self.folder()
        mails = [box._messages[uid] for uid in sorted(box._messages)]
        box._uid_validity += 1
        box._max_uid = 0
        box._messages.clear()
        box._mod_sequences = type(box._mod_sequences)()
        for mail in mails:
            box._max_uid += 1
            box._messages[box._max_uid] = Message.copy(mail, uid=box._max_uid)
            box._mod_sequences.update([box._max_uid])
        self.cut()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._writers.add(writer)
        self._tasks.add(task)
        try:
            await self._serve(reader, writer, SocketInfo.get(writer, None))
        except ConnectionError:
            pass
        finally:
            self._writers.discard(writer)
            self._tasks.discard(task)

    def _make_smtp(self) -> SMTP:
        self.submission.connections += 1
        return SMTP(
            self.submission,
            enable_SMTPUTF8=True,
            hostname="localhost",
            auth_require_tls=False,
            authenticator=_authenticate,
            loop=asyncio.get_running_loop(),
        )


def _authenticate(_server, _session, _envelope, _mechanism, login):
    success = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=success, handled=False)


@asynccontextmanager
async def providing(*, idles: bool = True, secure: SSLContext | None = None) -> AsyncIterator[MailPeer]:
    """Run the provider."""
    peer = MailPeer(idles=idles, secure=secure)
    await peer.start()
    try:
        yield peer
    finally:
        await peer.shut()
