"""What each recipient of a broadcast reads: its words are read once for each version, and kept."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from bot.alert_text import KINDS, Composed, Footer, Words, compose
from bot.fixed import fixed
from storage.broadcast_rows import broadcast, broadcast_text
from storage.database import Database

_KEPT: Final = 64  # broadcasts whose words are at hand
_ONE = sa.select(broadcast.c.sender, broadcast.c.training, broadcast.c.valid_until).where(
    broadcast.c.id == sa.bindparam("of_broadcast")
)
_TEXTS = sa.select(broadcast_text).where(broadcast_text.c.broadcast == sa.bindparam("of_broadcast"))


@fixed
class Text:
    """What is read on one channel in one language; `words` where nothing in it is filled in."""

    composed: Composed
    words: Words | None

    def fill(self, values: Mapping[str, str]) -> Words:
        """Write it for one reader; raises Unfilled."""
        return self.words or self.composed.fill(values)


@dataclass(slots=True)
class Wording:
    """One version of a broadcast: its texts by channel and language, and what its parts have in common."""

    sender: str
    training: bool
    valid_until: Any
    texts: Mapping[str, tuple[str, str]]  # title and body by language
    footer: Footer
    usual: str  # the language of whoever has none of these
    made: dict[tuple[str, str], Text] = field(default_factory=dict)

    def text(self, channel: str, language: str) -> Text:
        """Give what a reader of that language gets there."""
        found = self.made.get((channel, language))
        return found or self.made.setdefault((channel, language), self._make(channel, language))

    def _make(self, channel: str, language: str) -> Text:
        spoken = next(each for each in (language, self.usual, *self.texts) if each in self.texts)
        kind, (title, body) = KINDS.get(channel, channel), self.texts[spoken]
        composed = compose(title, body, self.footer(kind, spoken, not self.sender), kind)
        return Text(composed, None if composed.personal else composed.fill({}))


class Wordings:
    """The words of the broadcasts that are being sent."""

    def __init__(self, database: Database, footer: Footer, usual: str) -> None:
        self._database = database
        self._footer = footer
        self._usual = usual
        self._kept: OrderedDict[tuple[int, int], Wording] = OrderedDict()

    async def of(self, number: int, version: int) -> Wording:
        """Give the words of a version, which stand as long as it may be sent."""
        found = self._kept.get((number, version))
        if found is None:
            found = await self._database.reader.fetch(lambda connection: self._read(connection, number))
            self._kept[number, version] = found
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _read(self, connection: sa.Connection, number: int) -> Wording:
        asked = {"of_broadcast": number}
        sender, training, valid_until = connection.execute(_ONE, asked).one()
        rows = connection.execute(_TEXTS, asked).all()
        texts = {row.language: (row.title, row.body) for row in rows}
        return Wording(sender, training, valid_until, texts, self._footer, self._usual)
