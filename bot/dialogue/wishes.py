"""What a sentence wishes for: a service by keyword, data or sense, a reserved word, small talk."""

import re
from dataclasses import dataclass, replace

from bot.dialogue.reserved import ask_again, menu_offers, obey
from bot.dialogue.talk import Talk
from bot.intents import Guess
from bot.reading import Read
from bot.session import Offer

_WORDS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = 3  # words that make a sentence, whose sense goes before the data that it holds


def count_words(text: str) -> int:
    """How many words of two letters or more a text has."""
    return len(_WORDS.findall(text))


@dataclass(frozen=True, slots=True)
class Heard:
    """What a citizen wrote, and its plain spelling."""

    text: str
    key: str

    @property
    def words(self) -> int:
        """How many words of two letters or more it has."""
        return count_words(self.text)


def begin(talk: Talk, heard: Heard) -> None:
    """Make something of a message while no request is open."""
    paused = talk.session.current if talk.session.paused_at else None
    if paused is not None and takes_up(talk, heard):
        return
    if (service := keyword(talk, heard)) and _is_command_line(talk, heard, service):
        open_service(talk, service, heard.text)
    elif not _by_data(talk, heard) and not wanted(talk, heard):
        talk.say("unclear")
        talk.offer(menu_offers(talk))


def takes_up(talk: Talk, heard: Heard) -> bool:
    """Whether a message answers the request that was put aside; if so it goes on from there."""
    request = talk.session.current
    if request is None:
        return False
    awaiting = "" if request.awaiting.startswith("!") else request.awaiting
    read = talk.read(request.service, heard.text, request.answers, awaiting)
    if not read.changed or count_words(read.rest) >= SENTENCE:
        return False
    talk.unpause()
    talk.topic = request.service
    talk.accept(read)
    return True


def keyword(talk: Talk, heard: Heard) -> str:
    """The service whose keyword opens the message."""
    first, _, _ = heard.key.partition(" ")
    return talk.desk.keywords.get(first.strip(".,:;!?"), "")


def _is_command_line(talk: Talk, heard: Heard, service: str) -> bool:
    """Whether a message is a keyword with data, not a sentence that begins with the same word."""
    rest = heard.text.partition(" ")[2]
    if not rest:
        return True
    read = talk.read(service, rest, {}, "")
    return count_words(read.rest) <= (1 if read.answers else 0)


def _by_data(talk: Talk, heard: Heard) -> bool:
    """A message that is nothing but data: the one service that can use most of them."""
    counts = {}
    for name in talk.desk.services:
        read = talk.read(name, heard.text, {}, "")
        if read.answers and count_words(read.rest) < SENTENCE - 1 and not _options_only(talk, name, read):
            counts[name] = len(read.answers)
    best = [name for name, count in counts.items() if count == max(counts.values())]
    if len(best) != 1:
        return False
    open_service(talk, best[0], heard.text)
    return True


def _options_only(talk: Talk, service: str, read: Read) -> bool:
    """Whether all that was read are choices: a word of a sentence is not yet a wish."""
    return set(read.answers) <= set(talk.options_of(service))


def wanted(talk: Talk, heard: Heard, inside: str = "") -> bool:
    """Follow what a sentence wants; False if it wants nothing that we know."""
    if not _WORDS.search(heard.text):
        return False
    guess = talk.desk.intents.read(heard.text)
    _notice_language(talk, guess, heard)
    if guess.close:
        _clarify(talk, guess.close, heard)
        return True
    if guess.best and guess.best != "none" and follow(talk, guess.best, heard, inside):
        return True
    if command := talk.desk.commands.near(heard.key):
        obey(talk, command.name)
        return True
    return False


def follow(talk: Talk, intent: str, heard: Heard, inside: str = "") -> bool:
    """Do what an intent says; `inside` names the service that is open already."""
    kind, _, name = intent.partition(" ")
    if kind == "smalltalk":
        talk.say(f"smalltalk-{name}")
        if talk.request is None:
            talk.offer(menu_offers(talk))
        else:
            ask_again(talk)
    elif kind == "command":
        obey(talk, name, heard.key if name == "language" else "")
    elif name == inside:
        talk.say("already-there", title=talk.title(name))
        ask_again(talk)
    else:
        open_service(talk, name, heard.text)
    return True


def open_service(talk: Talk, service: str, text: str) -> None:
    """Begin a service, or take up again the same one that was put aside."""
    current = talk.session.current
    if current is not None and current.service == service and talk.session.paused_at:
        talk.unpause()
        talk.topic = service
        read = talk.read(service, text, current.answers, "")
        talk.accept(read)
        return
    talk.open(service, text)


def _clarify(talk: Talk, services: tuple[str, str], heard: Heard) -> None:
    names = [service.partition(" ")[2] for service in services]
    talk.say("which-service")
    talk.offer([Offer(talk.title(name), f"open {name}") for name in names])
    talk.session = replace(talk.session, pending=heard.text)


def _notice_language(talk: Talk, guess: Guess, heard: Heard) -> None:
    """Answer a first sentence in the language that it is written in, until another is chosen."""
    if not talk.caller.language and guess.language and heard.words >= SENTENCE:
        talk.speak(guess.language, chosen=False)
