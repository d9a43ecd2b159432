"""A few made-up turns before the doors open, so that the first citizen is answered as fast as the next.

Texts, holidays and statements are compiled where they are first used; that takes half a second in all.
The turns run on a store that is thrown away. A turn that fails here would fail for citizens too: it is
written into the log, and the start goes on, for the other services still work.
"""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import structlog

from bot.desk import Desk
from bot.message import Inbound
from bot.values.fine_number import FineNumber
from bot.values.value import Reading
from sportello.settings import Settings
from sportello.transcripts.stage import Stage, open_stage
from storage.fines import MERGE_FINES, Document, Fine, Status

log = structlog.get_logger()

_SENDER = "rehearsal"


async def rehearse(desk: Desk, settings: Settings) -> bool:
    """Play the turns on every network; whether all of them were answered without trouble."""
    with tempfile.TemporaryDirectory() as empty:
        async with open_stage(desk, Path(empty), settings, now=True) as stage:
            fine = _fine(stage.clock().date())
            await stage.counter.database.writer.submit(MERGE_FINES, [fine])
            for channel in stage.networks:
                await _play(stage, channel, fine)
            for trouble in stage.report.troubles:
                log.error("rehearsal failed", trace=trouble)
            return not stage.report.troubles


async def _play(stage: Stage, channel: str, fine: Fine) -> None:
    for language in stage.counter.settings.city.languages:
        for number, text in enumerate(_texts(fine)):
            stage.clock.tick()
            sender = f"{_SENDER}-{language}"
            said = Inbound(channel, f"{sender}-{number}", sender, text, stage.clock(), language=language)
            await stage.counter.reception.accept(said, _SENDER)
            await stage.answers(channel)


def _texts(fine: Fine) -> Iterator[str]:
    """What a citizen may begin with: small talk, a request in one go, its confirmation, free text."""
    yield "ciao"
    yield f"MULTA {fine.plate} {fine.number} {fine.violation_on:%d/%m/%Y}"
    yield "SI"
    yield "quando siete aperti?"
    yield "ANNULLA"


def _fine(today: date) -> Fine:
    """A fine in the middle of its terms, whose end is looked up in the calendar."""
    number = FineNumber.parse("V1/2026", Reading(today))
    return Fine(
        number=number.text,
        key=number.key,
        plate="AA000AA",
        document=Document.VERBALE,
        violation_on=today - timedelta(days=40),
        notified_on=today - timedelta(days=10),
        article="7",
        amount_cents=4200,
        maximum_cents=17300,
        costs_cents=1500,
        discountable=True,
        reducible=True,
        status=Status.OPEN,
        place="",
    )
