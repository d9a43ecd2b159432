"""Hands mails to one submission server over connections that it keeps for a while.

The caller learns what became of the mail and nothing more: nothing is repeated here, and nobody waits.
"""

import asyncio
import contextlib
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator
from socket import gaierror

import aiosmtplib
from aiosmtplib import SMTP

from bot.errors import SendDelayed, SendError, SendRefused, SendUnknown
from channels.mail import codes
from channels.mail import server as words
from channels.mail.codes import Stage
from channels.mail.mailbox import LINES
from channels.mail.server import Server, ServerTrouble

_KEPT = 20.0  # seconds that an idle connection is kept: servers hang up after a minute or more
_OF_ONE = 100  # mails over one connection: many servers count, and hang up after so many


class Post:
    """Connections to one server, at most `lines` of them."""

    def __init__(
        self, server: Server, *, lines: int = LINES, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._server = server
        self._seconds = seconds
        self._room = asyncio.Semaphore(lines)
        self._idle: list[_Line] = []
        self._context: ssl.SSLContext | None = None

    async def hand_over(self, sender: str, recipient: str, mail: bytes) -> None:
        """Have one mail taken, lines ending in CRLF.

        Raises SendRefused, SendDelayed, and SendUnknown if the line was cut after the mail had left; the
        code is a word of `codes`, a colon and the server's digits.
        """
        async with self._room, self._line() as line:
            await _transact(line.smtp, sender, recipient, mail)

    async def check(self) -> None:
        """Connect, log in and hang up; raises ServerTrouble."""
        line = await self._connected()
        await line.hang_up()

    async def close(self) -> None:
        """Hang up."""
        idle, self._idle = self._idle, []
        for line in idle:
            await line.hang_up()

    @contextlib.asynccontextmanager
    async def _line(self) -> AsyncIterator["_Line"]:
        """Lend a connection; it is kept if it is still good afterwards."""
        line = await self._kept() or await self._fresh()
        try:
            yield line
        except SendError:
            await self._put_back(line)
            raise
        except BaseException:  # cut short in the middle: nobody knows what the server waits for
            line.smtp.close()
            raise
        else:
            await self._put_back(line)

    async def _put_back(self, line: "_Line") -> None:
        line.used += 1
        line.since = self._seconds()
        if line.used >= _OF_ONE:
            await line.hang_up()
        elif line.smtp.is_connected:
            self._idle.append(line)

    async def _kept(self) -> "_Line | None":
        while self._idle:
            line = self._idle.pop()
            if line.smtp.is_connected and self._seconds() - line.since < _KEPT:
                return line
            await line.hang_up()
        return None

    async def _fresh(self) -> "_Line":
        try:
            return await self._connected()
        except ServerTrouble as trouble:
            reason = codes.ACCOUNT if trouble.reason == words.LOGIN else codes.SERVER
            raise SendDelayed(codes.label(reason, trouble.reason)) from None

    async def _connected(self) -> "_Line":
        server = self._server
        if self._context is None and server.security != "none":
            self._context = await asyncio.to_thread(server.context)
        smtp = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=self._context,
            timeout=server.patience,
        )
        with _sorted_out():
            await smtp.connect()
        return _Line(smtp, self._seconds())


class _Line:
    """One connection, logged in."""

    def __init__(self, smtp: SMTP, since: float) -> None:
        self.smtp = smtp
        self.since = since
        self.used = 0

    async def hang_up(self) -> None:
        """Say goodbye if anybody is there to hear it."""
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await self.smtp.quit(timeout=1.0)
        self.smtp.close()


async def _transact(smtp: SMTP, sender: str, recipient: str, mail: bytes) -> None:
    """Go through one transaction (RFC 5321, 3.3)."""
    try:
        ascii_only = sender.isascii() and recipient.isascii()
        encoding = "ascii" if ascii_only else "utf-8"
        options = _options(smtp, mail, ascii_only=ascii_only)
        with _judged(smtp, Stage.SENDER):
            await smtp.mail(sender, options=options, encoding=encoding)
        with _judged(smtp, Stage.RECIPIENT):
            await smtp.rcpt(recipient, encoding=encoding)
        with _judged(smtp, Stage.DATA):
            await smtp.data(mail)
    except (SendRefused, SendDelayed):
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await smtp.rset()  # the next mail begins anew
        raise


def _options(smtp: SMTP, mail: bytes, *, ascii_only: bool) -> list[str]:
    options = [f"SIZE={len(mail)}"] if smtp.supports_extension("size") else []
    if not mail.isascii() and smtp.supports_extension("8bitmime"):
        options.append("BODY=8BITMIME")
    if not ascii_only:
        if not smtp.supports_extension("smtputf8"):
            raise SendRefused(codes.label(codes.ADDRESS, "smtputf8"))
        options.append("SMTPUTF8")
    return options


@contextlib.contextmanager
def _judged(smtp: SMTP, stage: Stage) -> Iterator[None]:
    """Translate the end of one command; foreign words, which may hold the address, go no further."""
    try:
        yield
    except (aiosmtplib.SMTPResponseException, aiosmtplib.SMTPNotSupported) as error:
        raise _refusal(stage, error) from None
    except ValueError:  # an address that the library takes for an attack, or for none
        raise SendRefused(codes.label(codes.ADDRESS, "shape")) from None
    except (aiosmtplib.SMTPException, OSError):
        smtp.close()
        if stage is Stage.DATA:
            raise SendUnknown(codes.label(codes.LOST, stage.value)) from None
        raise SendDelayed(codes.label(codes.LOST, stage.value)) from None


def _refusal(
    stage: Stage, error: aiosmtplib.SMTPResponseException | aiosmtplib.SMTPNotSupported
) -> SendRefused | SendDelayed:
    if isinstance(error, aiosmtplib.SMTPNotSupported):
        return SendRefused(codes.label(codes.ADDRESS, "smtputf8"))
    judged = codes.verdict(stage, error.code, str(error.message))
    said = codes.label(judged.reason, error.code)
    return SendDelayed(said) if judged.again else SendRefused(said)


@contextlib.contextmanager
def _sorted_out() -> Iterator[None]:
    """Translate what comes of connecting and logging in."""
    try:
        yield
    except aiosmtplib.SMTPAuthenticationError as error:
        busy = error.code < 500  # noqa: PLR2004 - RFC 5321: it passes
        raise ServerTrouble(words.REFUSED if busy else words.LOGIN) from None
    except aiosmtplib.SMTPResponseException:
        raise ServerTrouble(words.REFUSED) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise ServerTrouble(_reason(error)) from None


def _reason(error: BaseException) -> str:
    """Look for what the library has wrapped."""
    cause: BaseException | None = error
    while cause is not None:
        for kind, word in _REASONS:
            if isinstance(cause, kind):
                return word
        cause = cause.__cause__
    return words.PROTOCOL  # the library's own complaint: no STARTTLS there, no login


_REASONS = (
    (ssl.SSLCertVerificationError, words.CERTIFICATE),
    (ssl.SSLError, words.TLS),
    (gaierror, words.HOST),
    (ConnectionRefusedError, words.CONNECT),
    (aiosmtplib.SMTPServerDisconnected, words.LOST),
    (aiosmtplib.SMTPReadTimeoutError, words.LOST),
)
