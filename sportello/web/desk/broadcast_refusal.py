"""Why nothing was done with a broadcast, in words: who was first, what is missing, whose turn it is."""

from aiohttp import web

from sportello.web.desk.studio import Studio
from storage.broadcast_records import Refused, Why


async def refusal(answer: Refused, studio: Studio, request: web.Request) -> str:
    """Say it."""
    words = studio.words(request)
    key = f"br-refused-{answer.why.value}"
    if answer.why is Why.UNFIT and answer.unfit is not None:
        why = words(f"br-unfit-{answer.unfit.value}")
        return words(key, why=f"{why} {answer.detail}" if answer.detail else why)
    if answer.why in {Why.STALE, Why.STATE} and answer.what is not None:
        known = (await studio.names()).staff.get(answer.by)
        who = known.officer.full_name if known else answer.by or words("br-by-counter")
        what = words(f"br-event-{answer.what.value}")
        return words(f"{key}-by", what=what, who=who, at=studio.when(answer.at))
    if answer.why is Why.TWICE and answer.detail:
        return words(f"{key}-code", code=answer.detail)
    return words(key)
