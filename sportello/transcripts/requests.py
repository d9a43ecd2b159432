"""The office on a stage: what a person there does with the request that a scene has told of last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import BadRequest
from bot.message import File, Part
from storage.request_desk import Answer, RequestDesk, Stale

_REFERENCE = re.compile(r"(?<![\w-])([02-9BCDFGHJKMNP-TV-Z]{4})-([02-9BCDFGHJKMNP-TV-Z]{4})(?![\w-])")
_BY = "l.rossi"
DEEDS = "take | ask WORDS | write WORDS | accept WORDS | refuse WORDS | send FILE WORDS"


@dataclass(slots=True)
class StageOffice:
    """Somebody of the staff, who always knows how the request that was told of last stands."""

    desk: RequestDesk
    reference: str = ""

    async def hear(self, told: Sequence[Part]) -> None:
        """Note the newest request that an answer tells of."""
        for match in (match for part in told for match in _REFERENCE.finditer(part.text)):
            if await self.desk.view("".join(match.groups())) is not None:
                self.reference = "".join(match.groups())

    def named_in(self, text: str) -> str:
        """Put its reference where a script has {reference}."""
        return text.replace("{reference}", f"{self.reference[:4]}-{self.reference[4:]}")

    async def act(self, deed: str, line: int) -> None:
        """Do what a script says with it; BadRequest if it cannot be."""
        seen = await self.desk.view(self.reference)
        if seen is None:
            raise BadRequest(f"line {line}: no request was told of yet")
        answer = await self._do(self.reference, seen.request.version, deed, line)
        if isinstance(answer, Stale):
            raise BadRequest(f"line {line}: the request is not open any more ({answer.what.value})")

    async def _do(self, reference: str, version: int, deed: str, line: int) -> Answer:
        what, _, words = deed.strip().partition(" ")
        desk = self.desk
        if what == "take":
            return await desk.take(reference, by=_BY, expected=version)
        if what == "ask" and words:
            return await desk.ask_more(reference, words, by=_BY, expected=version)
        if what == "write" and words:
            return await desk.reply(reference, words, by=_BY, expected=version)
        if what == "accept" and words:
            return await desk.accept(reference, words, by=_BY, expected=version)
        if what == "refuse" and words:
            return await desk.refuse(reference, words, by=_BY, expected=version)
        if what == "send" and " " in words:
            name, _, text = words.partition(" ")
            file = File(name, "application/pdf", f"%PDF-1.7 {name}".encode())
            return await desk.attach(reference, [file], by=_BY, expected=version, text=text)
        raise BadRequest(f"line {line}: what the office does with a request is: ! request {DEEDS}")
