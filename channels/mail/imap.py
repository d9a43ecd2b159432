"""One IMAP connection to one folder, opened for reading only: nothing is ever marked, moved or deleted.

Every method blocks and belongs to the one thread of its mailbox, but for `interrupt`.
"""

import contextlib
import imaplib
import select
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from bot.errors import SportelloError
from channels.mail import server as words
from channels.mail.server import Server, ServerTrouble

CONNECTING = 15.0  # seconds that a connection may take to come about
HEAD = 65_536  # bytes: no honest header is longer
_NEW = frozenset({b"EXISTS", b"RECENT"})


@dataclass(frozen=True, slots=True)
class Folder:
    """What the server says of the folder: UIDs count only with their `uid_validity` (RFC 3501, 2.3.1.1)."""

    uid_validity: int
    uid_next: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail that lies there: its size in bytes, and when it arrived there if the server tells."""

    uid: int
    size: int
    arrived_at: datetime | None


class Box:
    """A folder of a mailbox. Raises ServerTrouble, after which it must be closed."""

    def __init__(self, server: Server, folder: str) -> None:
        self._server = server
        self._folder = folder
        self._client: _Client | None = None
        self._ears, self._bell = socket.socketpair()

    def open(self) -> None:
        """Connect and log in."""
        server = self._server
        with _sorted_out(cut=words.CONNECT):
            context = None if server.security == "none" else server.context()
            self._client = client = _connected(server, context, self._ears)
        with _sorted_out():
            client.normalise_times = False
            client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if server.security == "starttls":
                client.starttls(context)
            if server.user:
                _log_in(client, server)

    def examine(self) -> Folder:
        """Open the folder anew, for reading only, and tell its numbering as it is now."""
        with _sorted_out(words.FOLDER):
            said = self._at_work.select_folder(self._folder, readonly=True)
        try:
            return Folder(said[b"UIDVALIDITY"], said.get(b"UIDNEXT") or self._next())
        except (KeyError, TypeError):
            raise ServerTrouble(words.PROTOCOL) from None

    @property
    def idles(self) -> bool:
        """Whether the server tells of new mails by itself (RFC 2177)."""
        with _sorted_out():
            return bool(self._at_work.has_capability("IDLE"))

    def search(self, first: int, last: int, since: date | None = None) -> list[int]:
        """Give the UIDs there, from first to last, in order; of a day, those that arrived from it on."""
        criteria: list[object] = ["UID", f"{first}:{last}"]
        if since is not None:
            criteria += ["SINCE", since]
        with _sorted_out():
            return sorted(uid for uid in self._at_work.search(criteria) if first <= uid <= last)

    def find(self, message_id: str) -> list[int]:
        """UIDs of the mails with that Message-ID."""
        with _sorted_out():
            return list(self._at_work.search(["HEADER", "Message-ID", message_id]))

    def entries(self, uids: Sequence[int]) -> list[Entry]:
        """What lies there under these UIDs; those deleted meanwhile are left out."""
        found = self._fetch(uids, "RFC822.SIZE", "INTERNALDATE")
        return [
            Entry(uid, found[uid][b"RFC822.SIZE"], found[uid].get(b"INTERNALDATE"))
            for uid in sorted(found)
            if b"RFC822.SIZE" in found[uid]
        ]

    def mails(self, uids: Sequence[int]) -> Mapping[int, bytes]:
        """Load mails whole, as they came; those deleted meanwhile are left out."""
        return _bodies(self._fetch(uids, "BODY.PEEK[]"), b"BODY[]")

    def heads(self, uids: Sequence[int]) -> Mapping[int, bytes]:
        """Load headers alone, of each at most HEAD bytes."""
        return _bodies(self._fetch(uids, f"BODY.PEEK[HEADER]<0.{HEAD}>"), b"BODY[HEADER]<0>", b"BODY[HEADER]")

    def dates(self, uids: Sequence[int]) -> Mapping[int, datetime]:
        """When mails were written, by their own word; those that do not tell are left out."""
        found = self._fetch(uids, "BODY.PEEK[HEADER.FIELDS (DATE)]")
        dates = {uid: _date(items) for uid, items in found.items()}
        return {uid: date for uid, date in dates.items() if date is not None}

    def wait(self, seconds: float) -> None:
        """Wait until the server tells of a new mail, at most so long, or until interrupted."""
        with _sorted_out():
            client = self._at_work
            client.idle()
            _listen(client, seconds)
            client.idle_done()  # on a dead connection this fails, and only this

    def filled(self) -> float | None:
        """How full the mailbox is, from 0 to 1; None if the server does not tell (RFC 9208)."""
        with _sorted_out():
            client = self._at_work
            if not client.has_capability("QUOTA"):
                return None
            _, quotas = client.get_quota_root(self._folder)
            shares = [int(quota.usage) / int(quota.limit) for quota in quotas if int(quota.limit)]
            return max(shares, default=None)

    def interrupt(self) -> None:
        """End whatever the other thread waits for: it finds the connection lost."""
        with contextlib.suppress(OSError):
            self._bell.send(b"!")
        if self._client is not None:
            with contextlib.suppress(OSError, AttributeError):
                self._client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the connection, whatever state it is in."""
        if self._client is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self._client.shutdown()
        self._ears.close()
        self._bell.close()

    @property
    def _at_work(self) -> "_Client":
        if self._client is None:
            raise ServerTrouble(words.LOST)
        return self._client

    def _next(self) -> int:
        """For a server that does not tell UIDNEXT: after the last mail there."""
        with _sorted_out():
            return max(self._at_work.search(["UID", "*"]), default=0) + 1

    def _fetch(self, uids: Sequence[int], *items: str) -> dict[int, Any]:
        with _sorted_out():
            return dict(self._at_work.fetch(list(uids), list(items))) if uids else {}


class _Client(IMAPClient):  # type: ignore[misc] # the library ships no types
    """imapclient, whose wait can be ended from outside and overlooks nothing.

    A server may tell of a new mail in the very packet that begins IDLE: then it lies in imaplib's
    buffer, where no poll of the socket would find it. So the first poll says that there is something.
    """

    ears: socket.socket | None = None
    first = False

    def _poll_socket(self, sock: socket.socket, timeout: float | None = None) -> list[tuple[int, int]]:
        if self.first:
            self.first = False
            return [(sock.fileno(), select.POLLIN)]
        poller = select.poll()
        poller.register(sock.fileno(), select.POLLIN)
        if self.ears is not None:
            poller.register(self.ears.fileno(), select.POLLIN)
        return poller.poll(None if timeout is None else timeout * 1000)


def _connected(server: Server, context: ssl.SSLContext | None, ears: socket.socket) -> _Client:
    secure = server.security == "tls"
    client = _Client(
        server.host,
        server.port,
        ssl=secure,
        ssl_context=context if secure else None,
        timeout=SocketTimeout(min(CONNECTING, server.patience), server.patience),
    )
    client.ears = ears
    return client


def _log_in(client: _Client, server: Server) -> None:
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


def _listen(client: _Client, seconds: float) -> None:
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


def _date(items: Mapping[bytes, Any]) -> datetime | None:
    line = next((each for name, each in items.items() if name.startswith(b"BODY[") and each), b"")
    try:
        moment = parsedate_to_datetime(line.decode("ascii", "replace").partition(":")[2].strip())
    except (ValueError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _bodies(found: Mapping[int, Mapping[bytes, Any]], *names: bytes) -> dict[int, bytes]:
    """Pick the content of each; a server says NIL of what it cannot give."""
    bodies = {}
    for uid, items in found.items():
        body = next((items[name] for name in names if name in items), None)
        if isinstance(body, bytes):
            bodies[uid] = body
    return bodies


@contextlib.contextmanager
def _sorted_out(no: str = words.REFUSED, cut: str = words.LOST) -> Iterator[None]:
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
