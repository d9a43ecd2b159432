"""What a broadcast comes to before anything leaves: messages, segments and money, by channel and language."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from bot.alert_text import KINDS, Composed, Footer, Unfilled, compose, in_language
from channels import gsm7
from channels.plain_letters import transliterate
from platforms.tariffs.tariff import Tariff
from storage.addressees import Addressee, Addressees
from storage.audience import Audiences, Count
from storage.broadcast_records import Draft
from storage.database import Database

Place = tuple[str, str]  # a channel, and the language of who reads it


@dataclass(frozen=True, slots=True)
class Line:
    """The messages of one channel in one language: what they cost together, and the longest, in segments."""

    channel: str
    language: str
    messages: int
    segments: int
    longest: int
    micros: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a broadcast comes to if nothing fails; `micros` are millionths of a euro, without VAT.

    `lacking` tells of how many readers a place has nothing to be filled in with: they get nothing. `exact` is
    said where every text was counted, else some of them were. `made_up`: the prices are not the city's own.
    """

    count: Count
    lines: Sequence[Line]
    lacking: Mapping[str, int]
    exact: bool
    made_up: bool

    @property
    def messages(self) -> int:
        """How many leave first."""
        return sum(line.messages for line in self.lines)

    @property
    def segments(self) -> int:
        """How many segments the SMS among them need."""
        return sum(line.segments for line in self.lines if KINDS.get(line.channel) == "sms")

    @property
    def micros(self) -> int:
        """What they cost together."""
        return sum(line.micros for line in self.lines)


class Laid:
    """A draft's texts as they stand on each channel in each language, the footers with them."""

    def __init__(self, draft: Draft, footer: Footer, usual: Sequence[str]) -> None:
        self._draft = draft
        self._footer = footer
        self._usual = usual
        self._made: dict[Place, Composed] = {}

    def text(self, channel: str, language: str) -> Composed:
        """Lay out what a reader of a language gets on a channel; the draft has a text."""
        found = self._made.get((channel, language))
        return found or self._made.setdefault((channel, language), self._lay(channel, language))

    def _lay(self, channel: str, language: str) -> Composed:
        spoken = in_language({each: each for each in sorted(self._draft.texts)}, language, self._usual)
        text, kind = self._draft.texts[spoken], KINDS[channel]
        footer = self._footer(kind, spoken, not self._draft.sender)
        return compose(text.title, text.body, footer, kind)


def needed(channel: str, text: str) -> int:
    """How many segments a text needs by SMS as it leaves there; elsewhere one message is one."""
    return gsm7.segments(transliterate(text)).count if KINDS.get(channel) == "sms" else 1


class Tally:
    """Counts texts that differ from reader to reader."""

    def __init__(self, laid: Laid) -> None:
        self._laid = laid
        self.seen: Counter[Place] = Counter()
        self.segments: Counter[Place] = Counter()
        self.longest: dict[Place, int] = {}
        self.lacking: Counter[str] = Counter()

    def add(self, one: Addressee) -> None:
        """Count one; who lacks something to be filled in gets nothing, and costs nothing."""
        place = one.channel, one.language
        self.seen[place] += 1
        composed = self._laid.text(*place)
        try:
            size = needed(one.channel, composed.fill(one.fills).text)
        except Unfilled:
            self.lacking.update(composed.lacking(one.fills))
            return
        self.segments[place] += size
        self.longest[place] = max(size, self.longest.get(place, 0))

    def line(self, place: Place, messages: int) -> tuple[int, int]:
        """Tell how many segments so many messages need, as those that were counted do; and the longest."""
        composed, seen = self._laid.text(*place), self.seen[place]
        if seen and composed.personal:
            return -(-self.segments[place] * messages // seen), self.longest.get(place, 0)
        # The same for all; or nobody was looked at, and a name stands for what fills it in.
        names = {each.name: each.name for each in composed.text.places}
        size = needed(place[0], composed.fill(names).text)
        return size * messages, size


@dataclass(frozen=True, slots=True)
class Estimates:
    """Reckons drafts up for the audience as it is now, over the channels that are on."""

    database: Database
    tariff: Tariff
    footer: Footer
    usual: Sequence[str]
    channels: Sequence[str]

    async def of(self, draft: Draft, most: int | None = None, *, counted: Count | None = None) -> Estimate:
        """Reckon up; of texts that differ from reader to reader no more than `most` are counted.

        Raises BadQuery. A draft without texts costs nothing. `counted`: its audience, where that is known.
        """
        count = counted or await self.count(draft)
        if not draft.texts:
            return Estimate(count, (), {}, exact=True, made_up=self.tariff.made_up)
        laid = Laid(draft, self.footer, self.usual)
        tally = Tally(laid)
        personal = [place for place in count.by if laid.text(*place).personal]
        if personal:
            await asyncio.to_thread(self._read, draft, tally, most)
        lines = [self._line(place, number, tally) for place, number in sorted(count.by.items())]
        exact = all(tally.seen[place] >= count.by[place] for place in personal)
        return Estimate(count, lines, dict(tally.lacking), exact=exact, made_up=self.tariff.made_up)

    async def count(self, draft: Draft) -> Count:
        """Count its audience as it is now; raises BadQuery."""
        return await Audiences(self.database).count(draft.audience, draft.policy, self.channels)

    def _read(self, draft: Draft, tally: Tally, most: int | None) -> None:
        each = Addressees(self.database).each(draft.audience, draft.policy, self.channels)
        with closing(each):
            for one in islice(each, most):
                tally.add(one)

    def _line(self, place: Place, messages: int, tally: Tally) -> Line:
        segments, longest = tally.line(place, messages)
        day = self.database.clock().date()
        micros = self.tariff.micros(KINDS[place[0]], day, messages, segments)
        return Line(*place, messages, segments, longest, micros)
