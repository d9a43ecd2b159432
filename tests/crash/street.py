"""What stands round a counter: citizens, Twilio, the pay page; and somebody who starts it again."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import aiohttp

from platforms.sandbox.receipt import Receipt
from platforms.sandbox.station import Creditor, Payment, Refused, Station
from storage.sealing import write_key
from tests.clock import ROME
from tests.crash.child import CONTEXT, STORE, Order, Point, SharedClock, work
from tests.twilio_peer import SID, TOKEN, TwilioPeer
from tests.veiled_rows import KEY, look_into

PUBLIC = "https://sportello.example"
OURS = "+390599100100"
_RIPE = timedelta(seconds=61)  # when Twilio's list is believed to be complete
_LINK = re.compile(r"/pay/([0-9A-Za-z_-]+)")
_KILLED = -9

CREDITOR = Creditor("01234567897", "01234567897", "01234567897_01")
PAGOPA_KEY = "a-made-up-key"
# Payments as a counter has them that pagoPA's node asks for each notice; nobody here answers as Checkout.
_PAGOPA = {
    "SPORTELLO_PAGOPA__MODE": "node",
    "SPORTELLO_PAGOPA__SUBSCRIPTION_KEY": PAGOPA_KEY,
    "SPORTELLO_PAGOPA__STATION": CREDITOR.station,
    "SPORTELLO_PAGOPA__IBAN": "IT60X0542811101000000123456",
    "SPORTELLO_PAGOPA__NETWORKS": "127.0.0.0/8",
    "SPORTELLO_PAGOPA__CHECKOUT_URL": "http://127.0.0.1:9",
}

_WAITING = "SELECT count(*) FROM inbox WHERE status = 'waiting'"
_DUE_TIMERS = "SELECT count(*) FROM timer WHERE due_at <= :now"
_SENDING = """SELECT count(*) FROM outbox o WHERE status = 'sending' OR status = 'queued' AND next_at <= :now
    AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.address = o.address AND e.priority = o.priority
                    AND e.id < o.id AND e.status = 'queued' AND e.next_at > :now)
    AND NOT EXISTS (SELECT 1 FROM outbox u JOIN outbox h ON h.inbox_id = u.inbox_id AND h.id > u.id
                    WHERE u.status = 'unknown' AND h.status = 'queued'
                    AND h.address = o.address AND h.priority = o.priority AND h.id <= o.id)"""
_LATER = "SELECT next_at FROM outbox WHERE status = 'queued' AND next_at > :now"
_NIGHT = """SELECT count(*) FROM (SELECT min(made_at) AS first FROM notice) WHERE first < :today
    AND NOT EXISTS (SELECT 1 FROM nightly WHERE done_on >= :day)"""  # in the daytime: it is done after 3:30
_UNKNOWN = "SELECT first_tried_at FROM outbox WHERE status = 'unknown'"


_NOTICE = "SELECT nav, amount_cents FROM notice WHERE token = :token"


PATIENCE = 120.0  # seconds: only a loaded machine, or a fault, comes near them


async def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Look again and again, because what is awaited happens in another process."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - no event reaches from one process into another
            await asyncio.sleep(0.004)


async def _asked(station: Station, nav: str, cents: int) -> Payment:
    """Begin to pay a notice; who hears that the station has a trouble of its own tries again."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await station.payment(nav, cents)
            except Refused as refused:
                if refused.fault.code != "PAA_SYSTEM_ERROR":
                    raise
            await asyncio.sleep(0.004)


class Street:
    """One counter and its surroundings, in a folder of its own.

    `step` makes the ids of its messages; `dies` says where each of its lives ends, one after the other.
    """

    def __init__(
        self, folder: Path, peer: TwilioPeer, clock: SharedClock, step: int = 0, dies: Iterable[Point] = ()
    ) -> None:
        self.peer = peer
        self.deaths = 0
        self._folder, self._clock, self._step, self._dies = folder, clock, step, iter(dies)
        self._said: Counter[str] = Counter()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._url = ""
        self._starting = asyncio.Lock()
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        self.store = look_into(folder / STORE)
        self.store.execute("pragma query_only = on")

    # -- the counter

    async def open(self) -> str:
        """Give the address of the counter; start it if it is not there."""
        async with self._starting:
            while not self._alive():
                self._bury()
                self._start()
                await until(self._has_started_or_died)
                with suppress(EOFError):
                    self._url = self._line.recv()
            return self._url

    def _start(self) -> None:
        self._line, theirs = CONTEXT.Pipe(duplex=False)
        order = Order(self._folder, {**_PAGOPA, **self._environ()}, next(self._dies, None))
        self._process = CONTEXT.Process(target=work, args=(order, theirs))
        self._process.start()
        theirs.close()

    def _has_started_or_died(self) -> bool:
        return self._line.poll() or not self._alive()

    def _alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def _bury(self) -> None:
        if self._process is None:
            return
        assert self._process.exitcode == _KILLED, (self._folder / "log").read_text()
        self.deaths += 1
        self._forget()

    def _forget(self) -> None:
        self._process.close()
        self._line.close()
        self._process = None

    def kill(self) -> None:
        """Kill the counter, without a warning."""
        self._process.kill()

    async def close(self) -> None:
        """Let everything come to rest and stop the counter as an operator does."""
        while True:
            await self.settle()
            if await self.stop() == 0:
                return

    async def stop(self) -> int:
        """Send SIGTERM and wait: the exit code, of whoever was killed instead a negative one."""
        self._process.terminate()
        await until(lambda: not self._alive())
        code = int(self._process.exitcode)
        if code == 0:
            self._forget()
        return code

    async def leave(self) -> None:
        """Go away, whatever happened."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._forget()
        self.store.close()
        await self._session.close()

    def _environ(self) -> Mapping[str, str]:
        return {
            "SPORTELLO_DATABASE__URL": f"sqlite:///{self._folder / STORE}",
            "SPORTELLO_PRIVACY__KEY": write_key(KEY),
            "SPORTELLO_WEB__PORT": "0",
            "SPORTELLO_WEB__PUBLIC_URL": PUBLIC,
            "SPORTELLO_WEB__PHONE": "no",
            "SPORTELLO_SMS__ACCOUNT_SID": SID,
            "SPORTELLO_SMS__AUTH_TOKEN": TOKEN,
            "SPORTELLO_SMS__NUMBER": OURS,
            "SPORTELLO_SMS__API_URL": self.peer.url,
            "SPORTELLO_SMS__RATE": "1000",
            "SPORTELLO_SMS__BURST": "1000",
            "SPORTELLO_SMS__HOURLY": "1000",
        }

    # -- what happens to it

    async def say(self, number: str, text: str, sid: str = "") -> str:
        """Bring in a citizen's message; it is brought again until it is acknowledged."""
        self._said[number] += 1
        sid = sid or f"SM{self._step:04}{self._said[number]:04}{number[1:]:0>24}"
        form = {
            "MessageSid": sid,
            "AccountSid": SID,
            "From": number,
            "To": OURS,
            "Body": text,
            "NumMedia": "0",
        }
        assert await self._post("/twilio/sms", form) == 200
        return sid

    async def tell(self, message: Mapping[str, object], status: str, error: str = "") -> None:
        """Say what became of a message of ours, as Twilio does."""
        sid = str(message["sid"])
        form = {"MessageSid": sid, "AccountSid": SID, "MessageStatus": status, "ErrorCode": error}
        assert await self._post(self.peer.callbacks[sid].removeprefix(PUBLIC), form) == 204

    async def pay(self) -> None:
        """Pay the notice of the newest link that a citizen was sent, at a bank, which brings the receipt."""
        station = Station(self.hear, CREDITOR)
        nav, cents = self.store.execute(_NOTICE, {"token": self.newest_link()}).fetchone()
        payment = await _asked(station, nav, cents)
        receipt = Receipt(f"paid-{nav}", payment, CREDITOR.fiscal_code, self._clock())
        await station.send(receipt.fields())

    def newest_link(self) -> str:
        """Find the token of the newest link to a notice; empty if no citizen was sent any."""
        found = [_LINK.search(str(message["body"])) for message in self.peer.messages]
        return next((match[1] for match in found if match), "")

    async def hear(self, action: str, message: bytes) -> bytes:
        """Bring a message of pagoPA's node; again and again until it is answered."""
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'}
        _, _, answer = await self.ask("/pagopa/node", message, headers)
        return answer

    async def _post(self, path: str, form: Mapping[str, str]) -> int:
        status, _, _ = await self.ask(path, form, self.peer.signed(PUBLIC + path, form))
        return status

    async def ask(
        self, path: str, data: Mapping[str, str] | bytes, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Post until there is an answer: its status, headers and body; whoever is dead is started again."""
        async with asyncio.timeout(PATIENCE):
            while True:
                url = await self.open()
                with suppress(aiohttp.ClientError, OSError):
                    async with self._session.post(
                        url + path, data=data, headers=headers, allow_redirects=False
                    ) as answer:
                        if answer.status < 500:
                            return answer.status, answer.headers, await answer.read()
                await asyncio.sleep(0.004)

    async def settle(self) -> None:
        """Wait until nothing can be done any more; where only time is lacking, let it pass."""
        async with asyncio.timeout(PATIENCE):
            while await self.advance():
                pass

    async def advance(self) -> bool:
        """Look once: wait a little for what is being done, or let time pass; False if all is at rest."""
        await self.open()
        self.store.execute("BEGIN")  # one look: what moves from one state to another is in one
        busy, then = self._busy(), self._next()
        self.store.execute("COMMIT")
        if busy:
            await asyncio.sleep(0.004)
        elif then is not None:
            self._clock.set(then)
        return busy or then is not None

    def _busy(self) -> bool:
        now = {"now": self._milliseconds(), **self._midnight()}
        queries = (_WAITING, _DUE_TIMERS, _SENDING, _NIGHT)
        if any(self.store.execute(query, now).fetchone()[0] for query in queries):
            return True
        return any(moment <= self._clock() for moment in self._unknown())

    def _next(self) -> datetime | None:
        now = {"now": self._milliseconds()}
        later = [datetime.fromtimestamp(at / 1000, ROME) for (at,) in self.store.execute(_LATER, now)]
        return min([*later, *self._unknown()], default=None)

    def _unknown(self) -> list[datetime]:
        return [datetime.fromtimestamp(at / 1000, ROME) + _RIPE for (at,) in self.store.execute(_UNKNOWN)]

    def _midnight(self) -> Mapping[str, object]:
        today = self._clock().replace(hour=0, minute=0, second=0, microsecond=0)
        return {"today": int(today.timestamp() * 1000), "day": str(today.date())}

    def _milliseconds(self) -> int:
        return int(self._clock().timestamp() * 1000)
