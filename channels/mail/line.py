"""The line to an IMAP server: made, logged in, listened to; what goes wrong with it is put into our words."""

import contextlib
import imaplib
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
_NEW = frozenset({b"EXISTS", b"RECENT"})


class Client(IMAPClient):  # type: ignore[misc] # the library ships no types
    """imapclient, whose wait can be ended from outside and overlooks nothing.

    A server may tell of a new mail in the very packet that begins IDLE: then it lies in imaplib's
    buffer, where no poll of the socket would find it. So the first poll says that there is something.
    """

    ears: socket.socket | None = None
    first = False

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

    def _poll_socket(self, sock: socket.socket, timeout: float | None = None) -> list[tuple[int, int]]:
        if self.first:
            self.first = False
            return [(sock.fileno(), select.POLLIN)]
        poller = select.poll()
        poller.register(sock.fileno(), select.POLLIN)
        if self.ears is not None:
            poller.register(self.ears.fileno(), select.POLLIN)
        return poller.poll(None if timeout is None else timeout * 1000)


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
    """Wait for word of a new mail; also return if the connection is suspect, for idle_done() to tell."""
    until = time.monotonic() + seconds
    client.first = True
    if any(map(_is_news, client.idle_check(timeout=0))):
        return
    while (left := until - time.monotonic()) > 0:
        said = client.idle_check(timeout=left)
        if not said or any(map(_is_news, said)):
            return


def _is_news(response: Any) -> bool:
    return len(response) > 1 and response[1] in _NEW


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
