"""Which move a message calls for: a tap, a reserved word, an answer, a service, small talk, or none."""

from dataclasses import replace

from bot.dialogue.offers import choose, chosen, confirm, tap
from bot.dialogue.reserved import ask_again, obey
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import SENTENCE, Heard, begin, count_words, follow, keyword, wanted
from bot.errors import WrongAnswer
from bot.reading import Read
from bot.session import CONFIRM, REPAIR
from bot.values.spelling import plain
from bot.values.value import Reading
from bot.values.yes_no import YesNo


def hear(talk: Talk, text: str, token: str = "", files: int = 0) -> None:
    """Make the moves that a message calls for."""
    heard = Heard(text.strip(), plain(text))
    if token:
        tap(talk, token)
    elif not heard.key:
        talk.say("only-files" if files else "empty")
        ask_again(talk)
    elif command := talk.desk.commands.exact(heard.key):
        obey(talk, command.name, command.argument)
    elif action := chosen(talk, heard):
        choose(talk, action)
    elif talk.request is not None:
        _go_on(talk, heard)
    else:
        begin(talk, heard)
    if files and heard.key:
        talk.say("files-not-needed")


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
    elif not _renewed(talk, heard) and not wanted(talk, heard, inside=request.service):
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
        confirm(talk, yes=answer.yes)
    return True


def _elsewhere(talk: Talk, heard: Heard, read: Read) -> bool:
    """Whether a sentence is about something else, although some of its words would fill a slot.

    If so it is followed there; a sentence with a label or few words besides the data is an answer.
    """
    request = talk.session.current
    if request is None or read.corrected or count_words(read.rest) < SENTENCE:
        return False
    best = talk.desk.intents.read(heard.text).best
    if best is None or best in (f"service {request.service}", "none") or best.startswith("smalltalk"):
        return False
    return follow(talk, best, heard)


def _renewed(talk: Talk, heard: Heard) -> bool:
    """The same service asked for anew with other data: they replace what was given."""
    request = talk.session.current
    if request is None or keyword(talk, heard) != request.service:
        return False
    fresh = talk.read(request.service, heard.text, {}, "")
    if fresh.answers:
        talk.accept(replace(fresh, answers={**request.answers, **fresh.answers}))
    else:
        talk.say("already-there", title=talk.title(request.service))
        ask_again(talk)
    return True
