"""What a draft comes to while it is written: how long each text is, whom it reaches, what it costs."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from babel.numbers import format_decimal

from bot.alert_text import KINDS, compose
from channels import gsm7
from channels.gsm7_advice import advise, cut
from channels.plain_letters import transliterate
from sportello.broadcast_estimate import Estimate
from sportello.web.desk.broadcast_progress import money
from sportello.web.desk.look import language_of
from sportello.web.desk.studio import Studio
from sportello.web.desk.wording import DeskWords
from storage.audience import Audience, Count
from storage.audience_query import BadQuery
from storage.broadcast_records import Draft, Text

_ALPHABETS = {gsm7.Alphabet.GSM7: "GSM-7", gsm7.Alphabet.UCS2: "UCS-2"}
MOST = 2_000  # texts that differ from reader to reader are counted up to here; the rest costs as they do
_LASTS = timedelta(seconds=15)  # of a count: it takes a second where there are a hundred thousand people
_HELD = 8  # counts


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text as SMS: its segments as it is written, and what would make it cheaper.

    `sent` are the segments in which it leaves: in plainer letters where that is cheaper. `guilty` are the
    characters that make it dear: each with its English name and its number in Unicode.
    """

    language: str
    segments: int
    encoding: str
    left: int
    cut: int
    sent: int
    guilty: Sequence[tuple[str, str, str]]
    wording_title: str
    wording: str
    offered: int


@dataclass(frozen=True, slots=True)
class Row:
    """What goes by a channel in a language, written."""

    channel: str
    language: str
    messages: str
    segments: str
    cost: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom it reaches, what it costs; `budget` is written if that is more than one approver may let go."""

    count: Count
    rows: Sequence[Row]
    cost: str
    micros: int
    budget: str
    lacking: str
    made_up: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What the page shows; `wrong` says why the audience was not counted."""

    words: Sequence[Spoken]
    reach: Reach | None = None
    wrong: str = ""


class Measuring:
    """Measures drafts."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._counts: OrderedDict[tuple[Audience, str], tuple[datetime, Count]] = OrderedDict()

    async def measured(self, request: web.Request, draft: Draft) -> Measured:
        """Measure a draft that may not be whole."""
        words = [self.spoken(language, draft) for language in draft.texts]
        if not draft.audience.names_somebody:
            return Measured(words)
        try:
            return Measured(words, await self.reach(request, draft))
        except BadQuery as problem:
            say = self._studio.words(request)
            return Measured(words, wrong=query_fault(problem, say))

    async def reach(self, request: web.Request, draft: Draft) -> Reach:
        """Count people and money; raises BadQuery."""
        counted = await self._count(draft)
        found = await self._studio.estimates.of(draft, MOST, counted=counted)
        return reach_of(found, self._studio, self._studio.words(request), language_of(request))

    async def _count(self, draft: Draft) -> Count:
        """Count the audience, or give what was counted a moment ago: often only the words have changed."""
        key, now = (draft.audience, draft.policy.value), self._studio.clock()
        at, known = self._counts.get(key, (None, Count()))
        if at is None or not timedelta() <= now - at < _LASTS:
            at, known = now, await self._studio.estimates.count(draft)
        self._counts[key] = at, known
        self._counts.move_to_end(key)
        if len(self._counts) > _HELD:
            self._counts.popitem(last=False)
        return known

    def spoken(self, language: str, draft: Draft) -> Spoken:
        """Measure the text of a language as SMS, its footer with it; a place to fill in as its name."""
        text, footer = draft.texts[language], self._studio.estimates.footer("sms", language, not draft.sender)
        plain = Text(advise(text.title).wording or text.title, advise(text.body).wording or text.body)
        whole, plainer = _whole(text, footer), _whole(plain, footer)
        typed, guilty = gsm7.segments(whole), advise(whole).guilty
        better = bool(guilty) and gsm7.is_gsm(plainer)
        return Spoken(
            language,
            typed.count,
            _ALPHABETS[typed.alphabet],
            typed.remaining,
            cut(typed),
            gsm7.segments(transliterate(whole)).count,
            [(each.character, each.name, f"U+{ord(each.character):04X}") for each in guilty],
            plain.title if better else "",
            plain.body if better else "",
            gsm7.segments(plainer).count,
        )


def reach_of(found: Estimate, studio: Studio, words: DeskWords, language: str) -> Reach:
    """Write an estimate."""

    def written(number: int) -> str:
        return str(format_decimal(number, locale=language))

    rows = [
        Row(
            words.get(f"br-channel-{line.channel}", line.channel),
            words.get(f"br-language-{line.language}", line.language),
            written(line.messages),
            written(line.segments) if KINDS.get(line.channel) == "sms" else "–",
            money(line.micros, language),
        )
        for line in found.lines
    ]
    limit = studio.broadcasts.budget
    budget = money(limit, language) if found.micros > limit else ""
    lacking = ", ".join(sorted(found.lacking))
    return Reach(
        found.count, rows, money(found.micros, language), found.micros, budget, lacking, found.made_up
    )


def query_fault(problem: BadQuery, words: DeskWords) -> str:
    """Say what is wrong with a condition."""
    what = words(f"br-query-{problem.reason}") + (f": {problem.about}" if problem.about else "")
    return words("br-error-query", place=problem.at + 1, what=what)


def _whole(text: Text, footer: str) -> str:
    composed = compose(text.title, text.body, footer, "sms")
    return composed.fill({place.name: place.name for place in composed.text.places}).text
