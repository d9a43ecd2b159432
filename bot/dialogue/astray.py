"""What a message means that does not answer the open question of a request."""

from bot.dialogue.heard import SENTENCE, Heard, count_words
from bot.dialogue.offers import choose, chosen, confirm
from bot.dialogue.reserved import ask_again
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import fits_elsewhere, follow, names_data_of, wanted
from bot.errors import WrongAnswer
from bot.form import missing
from bot.intents.example import NONE
from bot.read import Read
from bot.session import CONFIRM, PIN, PROOF
from bot.values.value import Reading
from bot.values.yes_no import YesNo

_SLIP = "check"  # a value's reason: it has the right shape, and a sign of it is wrong


def confirm_or_correct(talk: Talk, heard: Heard) -> bool:
    """Take a yes or a no to what was shown, or to whether something is to be corrected.

    Where a proof is waited for, either has one look again whether it has come.
    """
    for answer in heard.short:
        try:
            said = YesNo.parse(answer, Reading(talk.now.date()))
        except WrongAnswer:
            continue
        awaiting = talk.session.stack[-1].awaiting
        if awaiting == CONFIRM or (awaiting == PIN and not said.yes):
            confirm(talk, yes=said.yes)
        elif awaiting == PIN:
            talk.confirmed()
        elif said.yes and awaiting != PROOF:
            talk.ask_repair()
        else:
            talk.proceed()  # "no, va bene così": nothing to correct after all, so it is shown again
        return True
    return False


def elsewhere(talk: Talk, heard: Heard, read: Read) -> bool:
    """Whether a message is for another service, although some of it would fill a slot; if so it goes there.

    It is when it begins with a keyword, or makes a sentence, that wants the other service, and gives more
    data there or nothing but words of a choice here.
    """
    request = talk.session.stack[-1]
    beside = count_words(read.rest)
    options = talk.options_of(request.service)
    loose = read.told and not (read.doubts or read.unsure) and set(read.filled) <= set(options)
    if heard.keyword in ("", request.service) and beside < (1 if loose else SENTENCE):
        return False
    best = heard.guess.best or ""
    other = heard.keyword or best.removeprefix("service ")
    if other in talk.desk.services and other != request.service:
        given = len(talk.read(other, heard.text, {}).answers)
        if given > len(read.filled) + len(read.corrected) or (
            loose and beside and best == f"service {other}"
        ):
            talk.enter(other, heard.text)
            return True
    if request.awaiting in read.filled or read.corrected or beside < SENTENCE:
        return False
    grave = best.startswith("command ") and best != "command help"
    return (grave or (best.startswith("service ") and other != request.service)) and follow(talk, best, heard)


def astray(talk: Talk, heard: Heard, read: Read) -> None:
    """Make something of a message that gives no datum which is asked for."""
    request = talk.session.stack[-1]
    if action := chosen(talk, heard):
        choose(talk, action, heard.text)
    elif fits_elsewhere(talk, heard):
        return
    elif any(name != request.awaiting for name in read.wrong) or (read.wrong and not count_words(read.rest)):
        talk.miss(read)
    elif not (
        _meant_for_outer(talk, heard)
        or _puzzled(talk, heard, read)
        or _mistaken(talk, heard, read)
        or _wants(talk, heard, read)
    ):
        _miss(talk, heard, read)


def _miss(talk: Talk, heard: Heard, read: Read) -> None:
    if talk.session.stack[-1].awaiting == PROOF:
        talk.proceed()  # whatever it says ("fatto!"): one looks again whether the proof has come
    elif talk.session.stack[-1].awaiting == PIN:
        talk.confirmed()
    elif read.wrong.get(talk.session.stack[-1].awaiting) == _SLIP:
        talk.miss(read)
    elif heard.words >= SENTENCE and heard.guess.ranking[0][0] == NONE:
        talk.say("not-here")
        ask_again(talk)
    elif talk.session.stack[-1].awaiting == CONFIRM:
        talk.say("yes-or-no")
        talk.proceed()
    else:
        talk.miss(read)


def _meant_for_outer(talk: Talk, heard: Heard) -> bool:
    """Data of the request that was left for this one: the citizen has gone back to it."""
    if len(talk.session.stack) < 2:  # noqa: PLR2004 - this one and the outer one
        return False
    outer = talk.session.stack[-2]
    read = talk.read(outer.service, heard.text, outer.answers, outer.awaiting)
    if not read.changed or count_words(read.rest) >= SENTENCE:
        return False
    talk.drop()
    talk.topic = outer.service
    talk.say("back-to", title=talk.title(outer.service))
    talk.accept(read)
    return True


def _puzzled(talk: Talk, heard: Heard, read: Read) -> bool:
    """A citizen who does not know the answer, or where to find it, gets the slot explained."""
    request = talk.session.stack[-1]
    lacking = missing(talk.service(request.service).form, request.answers)
    about = tuple(name for name in read.mentioned if name in lacking)
    best = heard.guess.best
    if not lacking or best in ("command operator", "command cancel") or names_data_of(talk, heard, best):
        return False
    if not (heard.puzzled or about or best == "command help"):
        return False
    talk.explain(about or ((request.awaiting,) if request.awaiting in lacking else lacking))
    return True


def _mistaken(talk: Talk, heard: Heard, read: Read) -> bool:
    """A citizen who speaks of a mistake is asked for that datum again, or which one it is."""
    request = talk.session.stack[-1]
    if not heard.mistaken or not request.answers:
        return False
    named = [name for name in read.mentioned if name in request.answers]
    if len(named) == 1:
        choose(talk, f"repair {named[0]}", heard.text)
    else:
        talk.ask_repair(named)
    return True


def _wants(talk: Talk, heard: Heard, read: Read) -> bool:
    """Another service or a reserved word in the citizen's own words, small talk, a misspelt reserved word."""
    request = talk.session.stack[-1]
    if heard.keyword == request.service and heard.words == 1:
        talk.say("already-there", title=talk.title(request.service))
        ask_again(talk)
        return True
    if request.awaiting == CONFIRM and heard.guess.best in ("smalltalk ok", "command help"):
        return False  # "forse" is no yes
    return wanted(talk, heard, inside=request.service, mentioned=bool(read.mentioned))
