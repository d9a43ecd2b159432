"""One IMAP connection to one folder, opened for reading only: nothing is ever marked, moved or deleted.

Every method blocks and belongs to the one thread of its mailbox, but for `interrupt`.
"""

import contextlib
import imaplib
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from channels.mail import server as words
from channels.mail.line import Client, connected, listen, log_in, sorted_out
from channels.mail.server import Server, ServerTrouble

HEAD = 65_536  # bytes: no honest header is longer


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
        self._client: Client | None = None
        self._ears, self._bell = socket.socketpair()

    def open(self) -> None:
        """Connect and log in."""
        server = self._server
        with sorted_out(cut=words.CONNECT):
            context = None if server.security == "none" else server.context()
            self._client = client = connected(server, context, self._ears)
        with sorted_out():
            client.normalise_times = False
            client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if server.security == "starttls":
                client.starttls(context)
            if server.user:
                log_in(client, server)

    def examine(self) -> Folder:
        """Open the folder anew, for reading only, and tell its numbering as it is now."""
        with sorted_out(words.FOLDER):
            said = self._at_work.select_folder(self._folder, readonly=True)
        try:
            return Folder(said[b"UIDVALIDITY"], said.get(b"UIDNEXT") or self._next())
        except (KeyError, TypeError):
            raise ServerTrouble(words.PROTOCOL) from None

    @property
    def idles(self) -> bool:
        """Whether the server tells of new mails by itself (RFC 2177)."""
        with sorted_out():
            return bool(self._at_work.has_capability("IDLE"))

    def search(self, first: int, last: int, since: date | None = None) -> list[int]:
        """Give the UIDs there, from first to last, in order; of a day, those that arrived from it on."""
        criteria: list[object] = ["UID", f"{first}:{last}"]
        if since is not None:
            criteria += ["SINCE", since]
        with sorted_out():
            return sorted(uid for uid in self._at_work.search(criteria) if first <= uid <= last)

    def find(self, message_id: str, field: str = "Message-ID") -> list[int]:
        """UIDs of the mails with that Message-ID, or that name it in another field."""
        with sorted_out():
            return list(self._at_work.search(["HEADER", field, message_id]))

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
        """Wait until the server tells of a new mail, at most so long, or until interrupted.

        It does not wait at all if the server has told since the folder was opened.
        """
        with sorted_out():
            client = self._at_work
            if client.has_told:
                return
            client.idle()
            listen(client, seconds)
            client.idle_done()  # on a dead connection this fails, and only this

    def filled(self) -> float | None:
        """How full the mailbox is, from 0 to 1; None if it has no bound that the server tells (RFC 9208)."""
        try:
            with sorted_out():
                quotas = self._at_work.quotas(self._folder)
                shares = [int(quota.usage) / int(quota.limit) for quota in quotas if int(quota.limit)]
        except ServerTrouble as trouble:
            if trouble.reason in {words.REFUSED, words.PROTOCOL}:
                return None  # mail is read all the same
            raise
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
    def _at_work(self) -> Client:
        if self._client is None:
            raise ServerTrouble(words.LOST)
        return self._client

    def _next(self) -> int:
        """For a server that does not tell UIDNEXT: after the last mail there."""
        with sorted_out():
            return max(self._at_work.search(["UID", "*"]), default=0) + 1

    def _fetch(self, uids: Sequence[int], *items: str) -> dict[int, Any]:
        with sorted_out():
            return dict(self._at_work.fetch(list(uids), list(items))) if uids else {}


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
