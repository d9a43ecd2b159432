"""What stands for the networks in benchmarks.broadcast, in one process: they take everything and keep count.

It prints its ports; each line that it reads it answers with what it has counted, and a line with a word
makes it forget first. Times are those of time.monotonic, which all processes of a machine share.
"""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from benchmarks.twilio_calls import SID
from sportello import loop

CONVERSING = "+39399"  # the numbers that converse begin so: of these the moment of each message is kept
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_TO = re.compile(r"[?&]?To=([^&]+)")
_CHAT = re.compile(rb"chat_id=(\d+)")
_RCPT = re.compile(rb"<([^>]*)>")
_MARK = 1000  # messages between two marks of the course of a sending
_POLL = 20.0  # seconds that Telegram keeps a question for news open
# As Twilio answers: https://www.twilio.com/docs/messaging/api/message-resource
_CREATED = json.dumps(
    {
        "account_sid": SID,
        "api_version": "2010-04-01",
        "body": "Comune di Portoreale: allerta meteo arancione dalle 14 alle 22 di oggi.",
        "date_created": "Tue, 07 Jan 2025 09:52:20 +0000",
        "date_sent": None,
        "date_updated": "Tue, 07 Jan 2025 09:52:20 +0000",
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": "+390691234567",
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": "EUR",
        "sid": "@",
        "status": "queued",
        "subresource_uris": {"media": f"/2010-04-01/Accounts/{SID}/Messages/@/Media.json"},
        "to": "+393471234567",
        "uri": f"/2010-04-01/Accounts/{SID}/Messages/@.json",
    }
)
_BOT = {"id": 7_000_000_001, "is_bot": True, "first_name": "Sportello", "username": "sportello_bot"}


@dataclass
class Count:
    """What one network has taken: how often each recipient, and when each thousandth message came."""

    times: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    marks: list[float] = field(default_factory=list)
    moments: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    calls: int = 0

    def take(self, recipient: str) -> None:
        """Count one."""
        if recipient.startswith(CONVERSING):
            self.moments[recipient].append(time.monotonic())
            return
        self.calls += 1
        self.times[recipient] += 1
        if self.calls % _MARK == 0:
            self.marks.append(time.monotonic())

    def told(self) -> dict[str, object]:
        """Sum up."""
        doubled = sum(each > 1 for each in self.times.values())
        return {
            "calls": self.calls,
            "people": len(self.times),
            "doubled": doubled,
            "marks": self.marks,
            "moments": self.moments,
        }


class _Http(asyncio.Protocol):
    """Requests of one connection, one after the other."""

    def __init__(self, answer: Callable[[bytes, bytes], bytes | None]) -> None:
        self._answer = answer
        self._asked = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer a request once it is whole."""
        self._asked += data
        head, blank, body = self._asked.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not blank or len(body) < (int(length[1]) if length else 0):
            return
        self._asked = b""
        said = self._answer(head, body)
        if said is None:
            asyncio.get_running_loop().call_later(_POLL, self._say, b'{"ok": true, "result": []}')
        else:
            self._say(said)

    def _say(self, said: bytes) -> None:
        if not self._transport.is_closing():
            start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(start % len(said) + said)


class _Smtp(asyncio.Protocol):
    """One line to a mail server that takes every mail."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._rest, self._in_mail, self._to = b"", False, ""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = transport
        transport.write(b"220 sink\r\n")  # type: ignore[attr-defined] # a TCP transport

    def data_received(self, data: bytes) -> None:
        """Answer every whole line, or the end of a mail."""
        self._rest += data
        while self._step():
            pass

    def _step(self) -> bool:
        end = b"\r\n.\r\n" if self._in_mail else b"\r\n"
        line, found, rest = self._rest.partition(end)
        if not found:
            return False
        self._rest = rest
        if self._in_mail:
            self._in_mail = False
            self._count.take(self._to)
            self._transport.write(b"250 taken\r\n")
        else:
            self._command(line)
        return True

    def _command(self, line: bytes) -> None:
        word = line[:4].upper()
        if word == b"RCPT":
            address = _RCPT.search(line)
            self._to = address[1].decode() if address else ""
        self._in_mail = word == b"DATA"
        says = {b"DATA": b"354 go on\r\n", b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"QUIT": b"221 bye\r\n"}
        self._transport.write(says.get(word, b"250 ok\r\n"))


class _Networks:
    """The three, and what they have counted."""

    def __init__(self) -> None:
        self._made = 0
        self.counts = {name: Count() for name in ("sms", "telegram", "email")}

    def twilio(self, head: bytes, body: bytes) -> bytes:
        """Create a message, or list none."""
        if not head.startswith(b"POST"):
            return b'{"messages": [], "next_page_uri": null}'
        self._made += 1
        found = _TO.search(body.decode())
        self.counts["sms"].take(parse_qs(f"To={found[1]}")["To"][0] if found else "")
        return _CREATED.replace("@", f"SM{self._made:032x}").encode()

    def bot_api(self, head: bytes, body: bytes) -> bytes | None:
        """Send a message; None for the question for news, which is answered later."""
        method = head.split(b" ", 2)[1].rpartition(b"/")[2].partition(b"?")[0].lower()
        if method == b"getupdates":
            return None
        result: object = True
        if method == b"getme":
            result = _BOT
        elif method == b"getwebhookinfo":
            result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        elif method == b"sendmessage":
            found = _CHAT.search(body)
            chat = found[1].decode() if found else str(json.loads(body)["chat_id"])
            self._made += 1
            self.counts["telegram"].take(chat)
            about = {"id": int(chat), "type": "private", "first_name": "Mario"}
            result = {
                "message_id": self._made,
                "date": 1736240380,
                "from": _BOT,
                "chat": about,
                "text": "Allerta",
            }
        return json.dumps({"ok": True, "result": result}).encode()


@dataclass(frozen=True)
class Sinks:
    """The networks that run: their ports by name, and what they count."""

    ports: Mapping[str, int]
    _process: "subprocess.Popen[str]"

    def counted(self) -> Mapping[str, Mapping[str, Any]]:
        """Tell what was taken since they were last told to forget."""
        return self._ask("")

    def forget(self) -> None:
        """Begin to count anew."""
        self._ask("forget")

    def _ask(self, word: str) -> Mapping[str, Mapping[str, Any]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        told: Mapping[str, Mapping[str, Any]] = json.loads(self._process.stdout.readline())
        return told


@contextmanager
def sinks() -> Iterator[Sinks]:
    """Run them."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.broadcast_sinks"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield Sinks(json.loads(process.stdout.readline()), process)
        finally:
            process.communicate()


async def _serve() -> None:
    networks, running = _Networks(), asyncio.get_running_loop()
    makers: dict[str, Callable[[], asyncio.Protocol]] = {
        "sms": lambda: _Http(networks.twilio),
        "telegram": lambda: _Http(networks.bot_api),
        "email": lambda: _Smtp(networks.counts["email"]),
    }
    servers = {name: await running.create_server(make, "127.0.0.1", 0) for name, make in makers.items()}
    ports = {name: server.sockets[0].getsockname()[1] for name, server in servers.items()}
    print(json.dumps(ports), flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            for name in networks.counts:
                networks.counts[name].__init__()  # type: ignore[misc] # begins anew, for whoever holds it
        print(json.dumps({name: count.told() for name, count in networks.counts.items()}), flush=True)


if __name__ == "__main__":
    loop.run(_serve())
