"""An answer becomes parts: the words of the channel's way, its buttons or numbers, its length."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.dialogue.talk import Talk
from bot.fixed import fixed
from bot.message import Button, Entry, File, Part, Priority, Traits
from bot.session import Offer
from bot.split import split
from bot.words import COUNTER, Voice

_YES_OR_NO = ("confirm ", "person ")  # what is answered by a word
_NUMBERED = 3  # from so many offers on they are listed by number where there are no buttons


@fixed
class Envelope:
    """Where an answer goes and when: `key` begins the key of each of its parts.

    `entry` is that of the message it answers: a letter says under which number that was registered.
    """

    key: str
    channel: str
    to: str
    context: Mapping[str, str]
    priority: Priority = Priority.REPLY
    not_before: datetime | None = None
    valid_until: datetime | None = None
    entry: Entry | None = None


def render(talk: Talk, envelope: Envelope, question: int) -> tuple[Part, ...]:
    """Cut what a Talk has said into parts; nothing said, no parts."""
    if not talk.lines:
        return ()
    traits = talk.traits
    text = ("\n\n" if traits.buttons or traits.letter else "\n").join(talk.lines)
    if not traits.buttons:
        text += _numbers(talk.offers, talk.headings)
    buttons = _buttons(talk.offers, question) if traits.buttons else ()
    files = tuple(file for file in talk.files if isinstance(file, File))
    return compose(envelope, talk.voice, traits, text, buttons, files)


def compose(
    envelope: Envelope,
    voice: Voice,
    traits: Traits,
    text: str,
    buttons: tuple[Button, ...] = (),
    files: tuple[File, ...] = (),
) -> tuple[Part, ...]:
    """Make the parts of one answer: its text in pieces, buttons under the last, then each file.

    Where letters are written, the files ride with the last piece.
    """
    if traits.letter:
        text = "\n\n".join(_letter(envelope, voice, text))
    pieces = split(traits.spell(text), traits.fits)
    last = len(pieces) - 1
    files = files if traits.files else ()
    enclosed, alone = (files, ()) if traits.letter and pieces else ((), files)
    parts = [_part(envelope, number, text=piece) for number, piece in enumerate(pieces[:-1])]
    parts += [_part(envelope, last, text=piece, buttons=buttons, files=enclosed) for piece in pieces[-1:]]
    parts += [_part(envelope, len(pieces) + number, files=(file,)) for number, file in enumerate(alone)]
    return tuple(parts)


def _letter(envelope: Envelope, voice: Voice, text: str) -> Iterator[str]:
    yield voice.say(COUNTER, "letter-opening")
    if entry := envelope.entry:
        yield voice.say(
            COUNTER, "letter-registered", number=entry.text, day=entry.at.date(), by=entry.answer_by
        )
    yield text
    yield voice.say(COUNTER, "letter-closing")


def _part(
    envelope: Envelope,
    number: int,
    *,
    text: str = "",
    buttons: tuple[Button, ...] = (),
    files: tuple[File, ...] = (),
) -> Part:
    return Part(
        f"{envelope.key}-{number}",
        envelope.channel,
        envelope.to,
        text,
        buttons,
        files,
        envelope.context,
        envelope.priority,
        envelope.not_before,
        envelope.valid_until,
    )


def _buttons(offers: list[Offer], question: int) -> tuple[Button, ...]:
    return tuple(Button(offer.label, f"{question}.{at}") for at, offer in enumerate(offers))


def _numbers(offers: list[Offer], headings: Mapping[int, str]) -> str:
    """List offers by number, where there is nothing to tap; yes and no are asked for in words."""
    if len(offers) < _NUMBERED and all(offer.action.startswith(_YES_OR_NO) for offer in offers):
        return ""
    heads = [f"\n\n{headings[at]}" if at in headings else "" for at in range(len(offers))]
    return "".join(
        f"{head}\n{at} {offer.label}" for at, (head, offer) in enumerate(zip(heads, offers, strict=True), 1)
    )
