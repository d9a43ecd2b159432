"""What some of those whom a broadcast would reach get to read, each on their own network."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alert_text import KINDS, Footer, Words
from channels.plain_letters import transliterate
from sportello.broadcast_estimate import Laid, needed
from storage.addressees import Addressee, Addressees
from storage.broadcast_records import Draft
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Preview:
    """What one reader would get; nothing at all if something to be filled in is `lacking`.

    `address` is whole: show no more of it than tells two readers apart (sportello.shortened).
    """

    channel: str
    address: str
    language: str
    words: Words
    segments: int
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Previews:
    """Shows drafts to who is about to submit or approve them."""

    database: Database
    footer: Footer
    usual: Sequence[str]
    channels: Sequence[str]

    async def of(self, draft: Draft, most: int = 6) -> Sequence[Preview]:
        """Show it as some would read it: a reader of each channel and language first. Raises BadQuery."""
        if not draft.texts:
            return ()
        laid = Laid(draft, self.footer, self.usual)
        found = await Addressees(self.database).some(draft.audience, draft.policy, self.channels, most)
        return [_preview(laid, one) for one in found]


def _preview(laid: Laid, one: Addressee) -> Preview:
    composed = laid.text(one.channel, one.language)
    lacking = composed.lacking(one.fills)
    values = {**one.fills, **{name: f"{{{name}}}" for name in lacking}}  # shown as it is written
    words = composed.fill(values)
    if KINDS.get(one.channel) == "sms":
        words = Words(words.subject, transliterate(words.text))  # as it leaves there
    return Preview(one.channel, one.address, one.language, words, needed(one.channel, words.text), lacking)
