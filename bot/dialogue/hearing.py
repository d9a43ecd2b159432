"""Which move a message calls for: a tap, a reserved word, an answer, a service, small talk, or none of them."""

import re
from dataclasses import dataclass, replace

from bot.dialogue.reserved import ask_again, menu_offers, obey
from bot.dialogue.talk import Talk
from bot.errors import WrongAnswer
from bot.intents import Guess
from bot.reading import Read
from bot.session import CONFIRM, REPAIR, Offer
from bot.values.choice import Choice
from bot.values.spelling import plain
from bot.values.value import Option, Reading
from bot.values.yes_no import YesNo

_WORDS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 3  # words that make a sentence, whose sense goes before the data that it holds
_TITLED = 4  # words up to which an offer may be chosen by its label


@dataclass(frozen=True, slots=True)
class Heard:
    """What a citizen wrote, and its plain spelling."""

    text: str
    key: str

    @property
    def words(self) -> int:
        """How many words of two letters or more it has."""
        return len(_WORDS.findall(self.text))


def hear(talk: Talk, text: str, tap: str = "", files: int = 0) -> None:
    """Make the moves that a message calls for."""
    heard = Heard(text.strip(), plain(text))
    if tap:
        _tap(talk, tap)
    elif not heard.key:
        talk.say("only-files" if files else "empty")
        ask_again(talk)
    elif command := talk.desk.commands.exact(heard.key):
        obey(talk, command.name, command.argument)
    elif action := _chosen(talk, heard):
        _do(talk, action)
    elif talk.request is not None:
        _go_on(talk, heard)
    else:
        _begin(talk, heard)
    if files and heard.key:
        talk.say("files-not-needed")


# -- offers


def _tap(talk: Talk, token: str) -> None:
    question, _, index = token.partition(".")
    offers = talk.session.offers
    live = question == str(talk.session.question) and index.isdigit() and int(index) < len(offers)
    if live:
        _do(talk, offers[int(index)].action)
        return
    talk.say("old-button")
    if talk.request is None:
        talk.offer(menu_offers(talk))
    else:
        ask_again(talk)


def _chosen(talk: Talk, heard: Heard) -> str:
    """The action of the offer that a short message names by number, label, first letters or typo."""
    offers = talk.session.offers
    if not offers or talk.session.paused_at or len(heard.key.split()) > _TITLED:
        return ""
    options = tuple(Option(str(at), offer.label, offer.aliases) for at, offer in enumerate(offers))
    try:
        choice = Choice.parse(heard.text, Reading(talk.now.date(), options))
    except WrongAnswer:
        return ""
    return offers[int(choice.key)].action


def _do(talk: Talk, action: str) -> None:
    kind, _, rest = action.partition(" ")
    if kind == "command":
        name, _, argument = rest.partition(" ")
        obey(talk, name, argument)
    elif kind == "open":
        _open(talk, rest, _take_pending(talk))
    elif kind == "confirm":
        _confirm(talk, yes=rest == "yes")
    elif kind == "repair":
        _repair(talk, rest)
    else:
        _answer(talk, *rest.split(" ", 1))


def _take_pending(talk: Talk) -> str:
    pending = talk.session.pending
    talk.session = replace(talk.session, pending="")
    return pending


def _answer(talk: Talk, slot: str, key: str) -> None:
    request = talk.session.current
    if request is not None:
        talk.accept(Read({**request.answers, slot: key}, filled=(slot,)))


def _confirm(talk: Talk, *, yes: bool) -> None:
    if yes:
        talk.confirmed()
    else:
        talk.ask_repair()


def _repair(talk: Talk, slot: str) -> None:
    request = talk.session.current
    if request is None:
        return
    answers = {name: text for name, text in request.answers.items() if name != slot}
    talk.put(replace(request, answers=answers, awaiting=slot, misses=0))
    talk.ask()


# -- inside a request


def _go_on(talk: Talk, heard: Heard) -> None:
    request = talk.session.current
    if request is None:
        return
    talk.topic = request.service
    if request.awaiting in (CONFIRM, REPAIR) and _yes_or_no(talk, heard):
        return
    awaiting = "" if request.awaiting.startswith("!") else request.awaiting
    read = talk.read(request.service, heard.text, request.answers, awaiting)
    if read.changed and (awaiting in read.filled or not _elsewhere(talk, heard, read)):
        talk.accept(read)
    elif not _renewed(talk, heard) and not _wanted(talk, heard, inside=request.service):
        _missed(talk, read)


def _missed(talk: Talk, read: Read) -> None:
    request = talk.session.current
    if request is not None and request.awaiting == CONFIRM:
        talk.say("yes-or-no")
        talk.proceed()
    else:
        talk.miss(read)


def _yes_or_no(talk: Talk, heard: Heard) -> bool:
    request = talk.session.current
    try:
        answer = YesNo.parse(heard.text, Reading(talk.now.date()))
    except WrongAnswer:
        return False
    if request is not None and request.awaiting == REPAIR:
        talk.proceed()  # "no, va bene così": nothing to correct after all, so show it again
    else:
        _confirm(talk, yes=answer.yes)
    return True


def _elsewhere(talk: Talk, heard: Heard, read: Read) -> bool:
    """Whether a sentence is about something else, although some of its words would fill a slot.

    If so it is followed there; a sentence with a label or few words besides the data is an answer.
    """
    request = talk.session.current
    if request is None or read.corrected or len(_WORDS.findall(read.rest)) < _SENTENCE:
        return False
    best = talk.desk.intents.read(heard.text).best
    if best is None or best in (f"service {request.service}", "none") or best.startswith("smalltalk"):
        return False
    return _follow(talk, best, heard)


def _renewed(talk: Talk, heard: Heard) -> bool:
    """The same service asked for anew with other data: they replace what was given."""
    request = talk.session.current
    if request is None or _keyword(talk, heard) != request.service:
        return False
    fresh = talk.read(request.service, heard.text, {}, "")
    if fresh.answers:
        talk.accept(replace(fresh, answers={**request.answers, **fresh.answers}))
    else:
        talk.say("already-there", title=talk.title(request.service))
        ask_again(talk)
    return True


# -- outside, or away from, a request


def _begin(talk: Talk, heard: Heard) -> None:
    paused = talk.session.current if talk.session.paused_at else None
    if paused is not None and _takes_up(talk, heard):
        return
    if (service := _keyword(talk, heard)) and _is_command_line(talk, heard, service):
        _open(talk, service, heard.text)
    elif not _by_data(talk, heard) and not _wanted(talk, heard):
        talk.say("unclear")
        talk.offer(menu_offers(talk))


def _takes_up(talk: Talk, heard: Heard) -> bool:
    """Whether a message answers the request that was put aside; if so it goes on from there."""
    request = talk.session.current
    if request is None:
        return False
    awaiting = "" if request.awaiting.startswith("!") else request.awaiting
    read = talk.read(request.service, heard.text, request.answers, awaiting)
    if not read.changed or len(_WORDS.findall(read.rest)) >= _SENTENCE:
        return False
    talk.unpause()
    talk.topic = request.service
    talk.accept(read)
    return True


def _keyword(talk: Talk, heard: Heard) -> str:
    """The service whose keyword opens the message."""
    first, _, _ = heard.key.partition(" ")
    return talk.desk.keywords.get(first.strip(".,:;!?"), "")


def _is_command_line(talk: Talk, heard: Heard, service: str) -> bool:
    """Whether a message is a keyword with data, not a sentence that begins with the same word."""
    rest = heard.text.partition(" ")[2]
    if not rest:
        return True
    read = talk.read(service, rest, {}, "")
    return len(_WORDS.findall(read.rest)) <= (1 if read.answers else 0)


def _by_data(talk: Talk, heard: Heard) -> bool:
    """A message that is nothing but data: the one service that can use most of them."""
    counts = {}
    for name in talk.desk.services:
        read = talk.read(name, heard.text, {}, "")
        if read.answers and len(_WORDS.findall(read.rest)) < _SENTENCE - 1 and not _options_only(talk, name, read):
            counts[name] = len(read.answers)
    best = [name for name, count in counts.items() if count == max(counts.values())]
    if len(best) != 1:
        return False
    _open(talk, best[0], heard.text)
    return True


def _options_only(talk: Talk, service: str, read: Read) -> bool:
    """Whether all that was read are choices: a word of a sentence is not yet a wish."""
    return set(read.answers) <= set(talk.options_of(service))


def _wanted(talk: Talk, heard: Heard, inside: str = "") -> bool:
    """Follow what a sentence wants; False if it wants nothing that we know."""
    if not _WORDS.search(heard.text):
        return False
    guess = talk.desk.intents.read(heard.text)
    _notice_language(talk, guess, heard)
    if guess.close:
        _clarify(talk, guess.close, heard)
        return True
    if guess.best and guess.best != "none" and _follow(talk, guess.best, heard, inside):
        return True
    if command := talk.desk.commands.near(heard.key):
        obey(talk, command.name)
        return True
    return False


def _follow(talk: Talk, intent: str, heard: Heard, inside: str = "") -> bool:
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
        _open(talk, name, heard.text)
    return True


def _open(talk: Talk, service: str, text: str) -> None:
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
    if not talk.caller.language and guess.language and heard.words >= _SENTENCE:
        talk.speak(guess.language, chosen=False)
