"""A counter without an engine: keeps lines in memory, answers each message by a few fixed lines."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import BadRequest
from bot.message import Button, File, Inbound
from sportello.web.pay import Notice, Standing
from sportello.web.phone_lines import Attachment, Line, Talk

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
        self.lanes: dict[str, list[Line]] = {}
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

    def say(self, lane, direction, text, files=(), inbound=None, **more) -> Line:
        self.cursor += 1
        self.files |= {file.sha256: file for file in files}
        cards = tuple(Attachment(one.name, one.sha256, one.media_type, len(one.content)) for one in files)
        line = Line(f"line-{self.cursor}", direction, NOW + timedelta(seconds=self.cursor), text, files=cards)
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

    def say(self, lane, *said, **more) -> Line:
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
    """Notices in memory, by token."""

    def __init__(self) -> None:
        opened = Notice(
            "Comune di <Esempio>", "302010000001234567", "Multa V1 & spese", 123456, None, Standing.OPEN
        )
        self.kept = {
            "sample-open": replace(opened, due_on=date(2026, 2, 8)),
            "sample-paid": replace(opened, standing=Standing.PAID),
            "sample-late": replace(opened, due_on=date(2026, 1, 1)),
            "sample-gone": replace(opened, standing=Standing.ANNULLED),
        }

    async def find(self, token: str) -> Notice | None:
        return self.kept.get(token)

    async def pay(self, token: str) -> str:
        notice = self.kept[token]
        if token == "sample-late":
            return "expired"
        if notice.standing is not Standing.OPEN:
            return {Standing.PAID: "already", Standing.ANNULLED: "annulled"}[notice.standing]
        self.kept[token] = replace(notice, standing=Standing.PAID)
        return "paid"


async def two_lanes() -> AsyncIterator[str]:
    for lane in ("twilio:+393331234567", "try-sms:+393500000001"):
        yield lane
