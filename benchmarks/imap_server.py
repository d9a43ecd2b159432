"""A mailbox of made-up mails that takes no memory: each is written from its number when it is asked for.

It speaks as much IMAP (RFC 3501, and IDLE of RFC 2177) as a reader needs, and counts what it was asked for.
Its mails up to `old` lie there from the start; `new` more arrive while somebody first waits in IDLE.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.workload import paper

DAY = "07-Jan-2025 10:00:00 +0100"  # when everything arrived, in the form of INTERNALDATE
_WRITTEN = "Tue, 07 Jan 2025 09:59:40 +0100"
_COMMAND = re.compile(rb"(\S+) (?:UID )?(\S+) ?(.*)", re.DOTALL)
_RANGE = re.compile(rb"(\d+)(?::(\d+))?")
_LETTER = """Buongiorno,

ho trovato sul parabrezza il verbale {number} del {day:%d/%m/%Y}, veicolo targato {plate}: vorrei pagarlo, e
sapere quanto devo oggi.

Cordiali saluti
Citizen Number {uid}
"""
_MAIL = """Return-Path: <citizen{uid}@example.org>
Received: from mx.example.org (mx.example.org [192.0.2.7])
 by mail.comune.example.it (Postfix) with ESMTPS id {uid:010X}
 for <sportello@comune.example.it>; {written}
From: "Citizen Number {uid}" <citizen{uid}@example.org>
To: Sportello <sportello@comune.example.it>
Subject: =?utf-8?q?Multa_sul_parabrezza?=
Date: {written}
Message-ID: <{uid:08x}.1736240380@mail.example.org>
User-Agent: A Program For Mail
MIME-Version: 1.0
Content-Language: it
Content-Type: multipart/alternative; boundary="=-between-{uid:08x}"

--=-between-{uid:08x}
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

{letter}
--=-between-{uid:08x}
Content-Type: text/html; charset=UTF-8
Content-Transfer-Encoding: 8bit

<html><head><style>p {{ font-family: sans-serif; font-size: 11pt }}</style></head><body>
{page}
</body></html>
--=-between-{uid:08x}--
"""


def write(uid: int) -> bytes:
    """The mail of a citizen who asks what the fine of that number costs today."""
    fine = paper(uid)
    letter = _LETTER.format(uid=uid, number=fine.number, day=fine.day, plate=fine.plate)
    page = "\n".join(f'<p class="said">{line}</p>' for line in letter.splitlines())
    return _MAIL.format(uid=uid, written=_WRITTEN, letter=letter, page=page).replace("\n", "\r\n").encode()


@dataclass
class Mailbox:
    """What lies there, and what was asked of it: `asked_old` old mails were fetched, in whole or in part."""

    old: int
    new: int
    arrived: bool = False
    asked_old: int = 0
    asked_new: int = 0

    @property
    def size(self) -> int:
        """Mails there now."""
        return self.old + self.new if self.arrived else self.old

    def since(self, first: int, last: int, *, lately: bool) -> range:
        """The UIDs there; of those that arrived `lately`, as a server picks by a day, none of the old."""
        lowest = max(first, self.old + 1) if lately and self.new else first
        return range(lowest, min(last, self.size) + 1)

    def fetched(self, uids: Iterable[int]) -> Iterator[int]:
        """Pick those that are there, and count them."""
        for uid in uids:
            if 1 <= uid <= self.size:
                self.asked_old += uid <= self.old
                self.asked_new += uid > self.old
                yield uid


@dataclass
class Line(asyncio.Protocol):
    """One connection."""

    mailbox: Mailbox
    _said: bytearray = field(default_factory=bytearray)
    _idling: bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer every line that is whole."""
        self._said += data
        while (end := self._said.find(b"\r\n")) >= 0:
            line = bytes(self._said[:end])
            del self._said[: end + 2]
            self._transport.write(self._answer(line))

    def _answer(self, line: bytes) -> bytes:
        if self._idling and line.upper() == b"DONE":
            tag, self._idling = self._idling, b""
            return tag + b" OK done\r\n"
        found = _COMMAND.fullmatch(line)
        assert found is not None, line
        tag, verb, rest = found[1], found[2].upper(), found[3]
        if verb == b"IDLE":
            return self._idle(tag)
        said = {b"SEARCH": self._search, b"FETCH": self._fetch}.get(verb, self._other)
        return said(verb + b" " + rest) + tag + b" OK done\r\n"

    def _idle(self, tag: bytes) -> bytes:
        self._idling = tag
        first = bool(self.mailbox.new) and not self.mailbox.arrived
        self.mailbox.arrived = self.mailbox.arrived or first
        return b"+ waiting\r\n" + (b"* %d EXISTS\r\n" % self.mailbox.size if first else b"")

    def _other(self, line: bytes) -> bytes:
        if line.startswith(b"CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1 IDLE\r\n"
        if not line.startswith((b"EXAMINE", b"SELECT")):
            return b""
        size = self.mailbox.size
        return (
            b"* FLAGS (\\Seen)\r\n* %d EXISTS\r\n* 0 RECENT\r\n" % size
            + b"* OK [UIDVALIDITY 7] its numbering\r\n* OK [UIDNEXT %d] the next\r\n" % (size + 1)
        )

    def _search(self, line: bytes) -> bytes:
        first, last = (int(each or 0) for each in next(_RANGE.finditer(line)).groups())
        uids = self.mailbox.since(first, last or self.mailbox.size, lately=b"SINCE" in line)
        return b"* SEARCH " + b" ".join(b"%d" % uid for uid in uids) + b"\r\n"

    def _fetch(self, line: bytes) -> bytes:
        _, names, items = line.split(b" ", 2)
        uids = self.mailbox.fetched(
            uid for each in _RANGE.finditer(names) for uid in range(int(each[1]), int(each[2] or each[1]) + 1)
        )
        return b"".join(self._told(uid, items) for uid in uids)

    @staticmethod
    def _told(uid: int, items: bytes) -> bytes:
        mail = write(uid)
        if b"BODY" not in items:
            told = b'* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE "%s")\r\n'
            return told % (uid, uid, len(mail), DAY.encode())
        name = b"BODY[]"
        if b"DATE" in items:
            name, mail = b"BODY[HEADER.FIELDS (DATE)]", f"Date: {_WRITTEN}\r\n\r\n".encode()
        return b"* %d FETCH (UID %d %s {%d}\r\n" % (uid, uid, name, len(mail)) + mail + b")\r\n"
