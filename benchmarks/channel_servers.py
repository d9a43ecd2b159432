"""What stands for the networks in benchmarks.channels, each in a process of its own: telegram, smtp, imap.

A server prints its port, and then what is told below; it ends with its standard input.
"""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks.imap_server import Line, Mailbox

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_SENT = {
    "date": 1736240380,
    "from": {"id": 7_000_000_001, "is_bot": True, "first_name": "Sportello", "username": "sportello_bot"},
    "chat": {"id": 900_000_001, "type": "private", "first_name": "Mario", "language_code": "it"},
    "text": "Multa V12345/2026, targa AB123CD: oggi deve 116,90 € in tutto, fino al 09/02/2026. Va bene?",
    "reply_markup": {
        "inline_keyboard": [
            [{"text": "Sì", "callback_data": "a" * 24}, {"text": "No", "callback_data": "b" * 24}]
        ]
    },
}


class BotApi(asyncio.Protocol):
    """Telegram's side as far as a sender needs it: every message is sent."""

    sent = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._asked = b""

    def data_received(self, data: bytes) -> None:
        """Answer a request once it is whole."""
        self._asked += data
        head, blank, body = self._asked.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not blank or len(body) < (int(length[1]) if length else 0):
            return
        self._asked = b""
        BotApi.sent += 1
        said = json.dumps({"ok": True, "result": {"message_id": BotApi.sent, **_SENT}}).encode()
        told = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(said)
        self._transport.write(told + said)


class Taking:
    """Takes every mail; each time that it has taken so many it prints how many recipients these had."""

    def __init__(self, many: int) -> None:
        self._many = many
        self._taken = 0
        self._names: set[str] = set()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take it."""
        self._taken += 1
        self._names |= set(envelope.rcpt_tos)
        if self._taken % self._many == 0:
            print(len(self._names), flush=True)
            self._names.clear()
        return "250 taken"


@dataclass(frozen=True)
class Peer:
    """A server that runs: `heard` is what it prints from now on."""

    port: int
    _process: "subprocess.Popen[str]"

    def heard(self) -> int:
        """Wait for the next number that it prints."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def ended(self) -> list[int]:
        """End it, and give the numbers that it prints at its end."""
        told, _ = self._process.communicate()
        return [int(word) for word in told.split()]


@contextmanager
def serving(name: str, *figures: int) -> Iterator[Peer]:
    """Run a server: telegram, smtp with the mails after which it prints, imap with old mails and new ones."""
    command = [sys.executable, "-m", "benchmarks.channel_servers", name, *map(str, figures)]
    with subprocess.Popen(  # noqa: S603 - our own
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield Peer(int(process.stdout.readline()), process)
        finally:
            if process.poll() is None:
                process.communicate()


async def _serve(name: str, figures: list[int]) -> None:
    loop = asyncio.get_running_loop()
    mailbox = Mailbox(*(figures if name == "imap" else (0, 0)))
    taking = Taking(figures[0] if name == "smtp" else 1)
    make = {
        "telegram": BotApi,
        "smtp": lambda: SMTP(taking, hostname="localhost", loop=loop),
        "imap": lambda: Line(mailbox),
    }[name]
    server = await loop.create_server(make, "127.0.0.1", 0)
    async with server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.to_thread(sys.stdin.read)
    if name == "imap":
        print(mailbox.asked_old, mailbox.asked_new, flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], [int(figure) for figure in sys.argv[2:]]))
