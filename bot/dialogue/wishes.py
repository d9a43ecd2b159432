"""What a sentence wishes for: a service by keyword, data or sense, a reserved word, small talk."""

from collections.abc import Mapping

from bot.dialogue.heard import SENTENCE, Heard, count_words
from bot.dialogue.menu import offer_menu
from bot.dialogue.offers import choose, chosen
from bot.dialogue.reserved import ask_again, obey
from bot.dialogue.talk import Talk
from bot.errors import WrongAnswer
from bot.form import missing, slots_by_rank
from bot.read import Read
from bot.session import Offer
from bot.values.choice import Choice
from bot.values.value import Reading
from bot.values.yes_no import YesNo

_SURE = 0.9  # the share from which a sentence leaves an open request for a service it names no word of
_CHATTER = frozenset({"thanks", "goodbye", "ok", "laugh", "compliment"})  # wants no answer but politeness


def begin(talk: Talk, heard: Heard) -> None:
    """Make something of a message while no request is open."""
    if talk.session.paused_at is not None and takes_up(talk, heard):
        return
    if (service := heard.keyword) and (read := _command_line(talk, heard, service)):
        _notice_language(talk, heard)
        talk.enter(service, heard.text, read)
    elif _by_data(talk, heard):
        return
    elif action := chosen(talk, heard):
        choose(talk, action, heard.text)
    elif not wanted(talk, heard):
        talk.say("unclear")
        offer_menu(talk)


def takes_up(talk: Talk, heard: Heard) -> bool:
    """Whether a message answers the request that was put aside, or says yes to it; if so it goes on."""
    request = talk.session.stack[-1]
    awaiting = request.awaiting
    if heard.keyword or (talk.takes_own_words(request) and heard.guess.best not in (None, "none")):
        awaiting = ""  # any word could be the answer, but this one has a meaning of its own
    read = talk.read(request.service, heard.text, request.answers, awaiting, heard.short)
    if read.changed and count_words(read.rest) < SENTENCE:
        talk.unpause()
        talk.topic = request.service
        talk.accept(read)
        return True
    if _says_yes(talk, heard):
        obey(talk, "resume")
        return True
    return False


def _says_yes(talk: Talk, heard: Heard) -> bool:
    try:
        return YesNo.parse(heard.short[-1], Reading(talk.now.date())).yes
    except WrongAnswer:
        return False


def _command_line(talk: Talk, heard: Heard, service: str) -> Read | None:
    """Read a message that is a keyword with data; None for a sentence that begins with the same word."""
    read = talk.read(service, heard.text, {})
    first, *beside = heard.text.split(maxsplit=1)
    spared = 1 if read.told else 0
    if read.rest.lstrip().startswith(first):
        spared += 1  # the keyword itself, unless it was read as a label
    return read if not beside or count_words(read.rest) <= spared else None


def _by_data(talk: Talk, heard: Heard) -> bool:
    """A message that is nothing but data: the one service that can use most of them.

    Of services that read the same out of it the first is meant: the list of the services has an order. Of
    others the one whose shapes are strictest: what has eighteen digits is a notice, even with one of them
    wrong, rather than the number of a fine.
    """
    reads: dict[str, Read] = {}
    for name in talk.desk.asking:
        read = talk.read(name, heard.text, {})
        if heard.keyword not in ("", name) and not read.answers:
            continue  # what is wrong there may be right in the service that is named
        if count_words(read.rest) < SENTENCE - 1 and _tells(talk, name, read) and not _is_among(read, reads):
            reads[name] = read
    most = max((len(read.answers) for read in reads.values()), default=0)
    best = [name for name, read in reads.items() if len(read.answers) == most]
    if len(best) > 1:
        ranks = {name: _strictest(talk, name, reads[name]) for name in best}
        best = [name for name in best if ranks[name] == min(ranks.values())]
    if len(best) != 1:
        return False
    talk.enter(best[0], heard.text, reads[best[0]])
    return True


def _is_among(read: Read, reads: Mapping[str, Read]) -> bool:
    return any((other.answers, other.wrong) == (read.answers, read.wrong) for other in reads.values())


def _strictest(talk: Talk, service: str, read: Read) -> int:
    slots = slots_by_rank(talk.service(service).form)
    told = read.answers.keys() | read.wrong.keys()
    return min((slot.value.RANK for slot in slots if slot.name in told), default=Choice.RANK)


def fits_elsewhere(talk: Talk, heard: Heard) -> bool:
    """Whether a message is nothing but all the data of another service; if so it goes there.

    Data that could be a choice are no reason to leave a question: they are words of everyday.
    """
    current = talk.request.service if talk.request else ""
    for name in talk.desk.asking:
        if name == current:
            continue
        read = talk.read(name, heard.text, {})
        told = set(read.answers) - set(talk.options_of(name)) if read.answers else ()
        if told and not missing(talk.service(name).form, read.answers) and not count_words(read.rest):
            talk.enter(name, heard.text, read)
            return True
    return False


def _tells(talk: Talk, service: str, read: Read) -> bool:
    """Whether what was read tells a service: a choice in a sentence is a word and not yet a wish."""
    if read.wrong or not set(read.answers) <= set(talk.options_of(service)):
        return True
    return bool(read.answers) and not count_words(read.rest)


def names_data_of(talk: Talk, heard: Heard, intent: str | None) -> bool:
    """Whether a sentence that wants another service gives data for it."""
    kind, _, name = (intent or "").partition(" ")
    current = talk.request.service if talk.request else ""
    return kind == "service" and name != current and talk.read(name, heard.text, {}).told


def wanted(talk: Talk, heard: Heard, *, inside: str = "", mentioned: bool = False) -> bool:
    """Follow what a sentence wants; False if it wants nothing that we know.

    `inside` names the service that is open already; `mentioned` says that one of its data is spoken of.
    """
    if not heard.words:
        return False
    if command := talk.desk.commands.near(heard.key):
        obey(talk, command.name)
        return True
    guess = heard.guess
    _notice_language(talk, heard)
    if guess.close:
        _clarify(talk, guess.close, heard)
        return True
    best = guess.best or _seconded(heard)
    if best and best != "none" and not (inside and _doubtful(talk, heard, best, inside, mentioned=mentioned)):
        return follow(talk, best, heard, inside)
    return False


def _seconded(heard: Heard) -> str | None:
    """The service that a sentence seems to want and whose keyword it begins with: neither alone is enough."""
    likeliest = heard.guess.ranking[0][0]
    return likeliest if heard.keyword and likeliest == f"service {heard.keyword}" else None


def _doubtful(talk: Talk, heard: Heard, best: str, inside: str, *, mentioned: bool) -> bool:
    """Whether what a sentence seems to want is too little to leave an open question for it."""
    kind, _, name = best.partition(" ")
    if kind != "service" or name == inside or names_data_of(talk, heard, best):
        return False
    named = any(talk.desk.keywords.get(word.strip(".,:;!?")) == name for word in heard.key.split())
    return not named and (mentioned or heard.guess.ranking[0][1] < _SURE)


def follow(talk: Talk, intent: str, heard: Heard, inside: str = "") -> bool:
    """Do what an intent says; `inside` names the service that is open already."""
    kind, _, name = intent.partition(" ")
    if kind == "smalltalk":
        _chat(talk, name)
    elif kind == "command":
        obey(talk, name, heard.key if name == "language" else "")
    elif name == inside:
        talk.say("already-there", title=talk.title(name))
        ask_again(talk)
    else:
        talk.enter(name, heard.text)
    return True


def _chat(talk: Talk, name: str) -> None:
    """Answer small talk, then come back to what is open."""
    talk.say(f"smalltalk-{name}", open="yes" if talk.request else "no")
    if talk.request is not None:
        ask_again(talk)
    elif name in _CHATTER:
        talk.keep_question()
    else:
        offer_menu(talk)


def _clarify(talk: Talk, services: tuple[str, str], heard: Heard) -> None:
    names = [service.partition(" ")[2] for service in services]
    talk.say("which-service")
    talk.offer([Offer(talk.title(name), f"open {name}") for name in names])
    talk.set_aside(heard.text)


def _notice_language(talk: Talk, heard: Heard) -> None:
    """Answer a first sentence in the language that it is written in, until another is chosen."""
    if not talk.caller.language and heard.language:
        talk.speak(heard.language, chosen=False)
