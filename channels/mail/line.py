"""The line to an IMAP server: made, logged in, listened to; what goes wrong with it is put into our words."""

import contextlib
import imaplib
import re
import select
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from bot.errors import SportelloError
from channels.mail import server as words
from channels.mail.server import Server, ServerTrouble

CONNECTING = 15.0  # seconds that a connection may take to come about
_NEWS = re.compile(rb"\* \d+ (?:EXISTS|RECENT)\b", re.IGNORECASE)


class Client(IMAPClient):  # type: ignore[misc] # the library ships no types
    """imapclient, whose wait can be ended from outside and overlooks nothing.

    Its own idle_check reads without blocking: a line of which only the first bytes have come costs it the
    connection, and one that came in the packet that began IDLE is not seen. Here a line is read to its end.
    """

    ears: socket.socket | None = None

    @property
    def has_told(self) -> bool:
        """Whether a command since the folder was opened brought word of a new mail with its answer."""
        return len(self._imap.untagged_responses.get("EXISTS", ())) > 1  # the first came with the folder

    def quotas(self, folder: str) -> Sequence[Any]:
        """The bounds of a folder, each with `usage` and `limit`; the library would send its name as it is."""
        if not self.has_capability("QUOTA"):
            return ()
        _, quotas = self.get_quota_root(self._normalise_folder(folder))
        return list(quotas)

    def hear(self, seconds: float) -> bytes | None:
        """Read one line of the server while it idles; None if none begins in time, or if interrupted."""
        until, polled = time.monotonic() + seconds, False
        while not (begun := self._begun()):
            if polled and begun is not None:
                break  # the server has hung up: reading says so
            if self.socket().fileno() not in self._poll(max(until - time.monotonic(), 0.0)):
                return None
            polled = True
        return bytes(self._imap._get_line())  # noqa: SLF001 - as the library does

    def _begun(self) -> bytes | None:
        """What has come and is not read yet; None for part of a secure line's record, empty for nothing."""
        sock = self.socket()
        patience = sock.gettimeout()
        sock.settimeout(0.0)
        try:
            return bytes(self._imap.file.peek(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        finally:
            sock.settimeout(patience)

    def _poll(self, seconds: float) -> set[int]:
        """Wait for the server or for an interruption; the descriptors that have something to read."""
        poller = select.poll()
        for sock in (self.socket(), self.ears):
            if sock is not None:
                poller.register(sock.fileno(), select.POLLIN)
        return {descriptor for descriptor, _ in poller.poll(seconds * 1000)}


def connected(server: Server, context: ssl.SSLContext | None, ears: socket.socket) -> Client:
    """Connect; a wait on this line ends when `ears` can be read."""
    secure = server.security == "tls"
    client = Client(
        server.host,
        server.port,
        ssl=secure,
        ssl_context=context if secure else None,
        timeout=SocketTimeout(min(CONNECTING, server.patience), server.patience),
    )
    client.ears = ears
    return client


def log_in(client: Client, server: Server) -> None:
    """Log in by SASL where that is offered: it takes every letter of a password, LOGIN only ASCII."""
    try:
        if client.has_capability("AUTH=PLAIN"):
            client.plain_login(server.user, server.password)
        else:
            client.login(server.user, server.password)
    except LoginError as error:  # also where the line was cut meanwhile
        cut = isinstance(error.__context__, imaplib.IMAP4.abort)
        raise ServerTrouble(words.LOST if cut else words.LOGIN) from None
    except UnicodeError:
        raise ServerTrouble(words.LOGIN) from None


def listen(client: Client, seconds: float) -> None:
    """Wait for word of a new mail."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        said = client.hear(left)
        if said is None or _NEWS.match(said):
            return


@contextlib.contextmanager
def sorted_out(no: str = words.REFUSED, cut: str = words.LOST) -> Iterator[None]:
    """Translate whatever the libraries raise; `no` is a command that the server refuses, `cut` a line."""
    try:
        yield
    except SportelloError:
        raise
    except ssl.SSLCertVerificationError:
        raise ServerTrouble(words.CERTIFICATE) from None
    except ssl.SSLError as error:
        ended = isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError)
        raise ServerTrouble(cut if ended else words.TLS) from None
    except socket.gaierror:
        raise ServerTrouble(words.HOST) from None
    except ConnectionRefusedError:
        raise ServerTrouble(words.CONNECT) from None
    except (OSError, imaplib.IMAP4.abort):
        raise ServerTrouble(cut) from None
    except imaplib.IMAP4.error:
        raise ServerTrouble(no) from None
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        raise ServerTrouble(words.PROTOCOL) from None
