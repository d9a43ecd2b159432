"""A counter without an engine: keeps lines in memory, answers each message by a few fixed lines."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import BadRequest
from bot.message import Button, File, Inbound
from platforms.paper.press import PressBusy
from sportello.web import phone_lines
from sportello.web.bill import Bill, Line, Standing
from sportello.web.pay import Unavailable
from sportello.web.phone_lines import Attachment, Talk

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
TEXT = "Multa V12345/2026, targa AB123CD.\nOggi deve 29,40 € fino al 08/02/2026.\nConferma? SÌ o NO"
PAGE = 20
LINK = "http://127.0.0.1:8080/pay/sample-open"
SAMPLES = [
    {"plate": "AB123CD", "number": "V12345/2026", "date": "03/02/2026", "state": "discounted"},
    {"plate": "EF456GH", "number": "V10877/2025", "date": "14/11/2025", "state": "late"},
    {"plate": "GG777HH", "number": "V12001/2026", "date": "20/01/2026", "state": "paid"},
    {"plate": "ZZ000ZZ", "number": "V00000/2026", "date": "01/01/2026", "state": "<i>other</i>"},
]


class Kept:
    """Conversations in memory; `receive` is the engine's, `of` and `content` are the store's."""

    def __init__(self) -> None:
        self.lanes: dict[str, list[phone_lines.Line]] = {}
        self.files: dict[str, File] = {}
        self.received: list[Inbound] = []
        self.cursor = 0

    async def of(self, lane: str, after: str) -> Talk:
        if not after.isdigit() and after:
            raise BadRequest("The cursor was never given.")
        start = int(after or 0)
        page = self.lanes.get(lane, [])[start : start + PAGE]
        return Talk(page, str(start + len(page)))

    async def content(self, sha256: str) -> bytes | None:
        return self.files[sha256].content if sha256 in self.files else None

    async def receive(self, inbound: Inbound) -> bool:
        ids = {(known.channel, known.external_id) for known in self.received}
        if (inbound.channel, inbound.external_id) in ids:
            return False
        self.received.append(inbound)
        self.say(inbound.lane, "in", inbound.text, inbound.files, inbound, status="done")
        return True

    def say(self, lane, direction, text, files=(), inbound=None, **more) -> phone_lines.Line:
        self.cursor += 1
        self.files |= {file.sha256: file for file in files}
        cards = tuple(Attachment(one.name, one.sha256, one.media_type, len(one.content)) for one in files)
        line = phone_lines.Line(
            f"line-{self.cursor}", direction, NOW + timedelta(seconds=self.cursor), text, files=cards
        )
        context = inbound.context if inbound else {}
        line = replace(line, subject=context.get("subject", ""), tap=inbound.tap if inbound else "")
        line = replace(line, thread=context.get("thread", ""), **more)
        self.lanes.setdefault(lane, []).append(line)
        return line


class Answering(Kept):
    """The same, and it answers: for looking at the page, not for judging the engine."""

    def __init__(self) -> None:
        super().__init__()
        self.news: list[asyncio.Queue[str | None]] = []

    async def changes(self) -> AsyncIterator[str]:
        self.news.append(asyncio.Queue())
        queue = self.news[-1]
        while (lane := await queue.get()) is not None:
            yield lane

    def stop(self) -> None:
        for queue in self.news:
            queue.put_nowait(None)

    def say(self, lane, *said, **more) -> phone_lines.Line:
        line = super().say(lane, *said, **more)
        for queue in self.news:
            queue.put_nowait(lane)
        return line

    async def receive(self, inbound: Inbound) -> bool:
        if not await super().receive(inbound):
            return False
        lane, subject = inbound.lane, inbound.context.get("subject", "")
        if inbound.tap == "yes":
            self.say(lane, "out", f"Ecco il codice avviso 3020 1000 0001 2345 67.\nPaghi qui: {LINK}")
            return True
        buttons = (Button("Sì, vada avanti", "yes"), Button("No", "no"), Button("Paga ora", "", LINK))
        chat = inbound.channel == "try-chat"
        more = {"buttons": buttons if chat else (), "subject": f"Re: {subject}" if subject else ""}
        self.say(lane, "out", TEXT, (), **more)
        if inbound.channel != "try-sms":
            self.say(
                lane, "out", "", (File("avviso di pagamento.pdf", "application/pdf", b"%PDF-1.4 " * 900),)
            )
        return True


class Notices:
    """Bills in memory, by token; `begun` are the navs of carts that were made, none while it is `down`."""

    def __init__(self) -> None:
        opened = Line(
            "302010000001234567", "Multa V1 & spese", 123456, 123456, date(2026, 2, 8), Standing.OPEN
        )
        other = replace(opened, nav="302010000007654321", subject="Verbale n. V2/2026", amount_cents=4258)
        paid = replace(opened, standing=Standing.PAID, paid_at=NOW, receipt="rt-0001")
        self.bills = {
            "sample-open": _bill(opened),
            "sample-paid": _bill(paid),
            "sample-late": _bill(replace(opened, standing=Standing.EXPIRED, instead="sample-dear")),
            "sample-dear": _bill(replace(opened, printed_cents=100000)),
            "sample-gone": _bill(replace(opened, standing=Standing.ANNULLED)),
            "sample-busy": _bill(replace(opened, standing=Standing.BUSY)),
            "sample-else": _bill(replace(opened, standing=Standing.SETTLED, instead="sample-paid")),
            "sample-cart": _bill(opened, other),
            "sample-rest": _bill(paid, other),
        }
        self.begun: list[list[str]] = []
        self.down = False

    async def find(self, token: str) -> Bill | None:
        return self.bills.get(token)

    async def begin(self, bill: Bill, home: str) -> str:
        if self.down:
            raise Unavailable
        self.begun.append([line.nav for line in bill.payable])
        return f"https://checkout.example{home}"

    async def paper(self, token: str) -> bytes | None:
        return b"%PDF-" if self.bills[token].payable else None

    async def receipt(self, token: str) -> bytes | None:
        if token == "sample-busy":
            raise PressBusy
        return b"%PDF-" if self.bills[token].standing is Standing.PAID else None


def _bill(*lines: Line) -> Bill:
    return Bill("Comune di <Esempio>", "01234567897", lines)


async def two_lanes() -> AsyncIterator[str]:
    for lane in ("twilio:+393331234567", "try-sms:+393500000001"):
        yield lane
