"""Which move a message calls for: a tap, a reserved word, a choice, an answer, or something else."""

from collections.abc import Sequence

from bot.commands import Command
from bot.dialogue.astray import astray, confirm_or_correct, elsewhere
from bot.dialogue.handover import hear_for_person
from bot.dialogue.heard import Heard
from bot.dialogue.menu import offer_menu
from bot.dialogue.offers import choose, chosen, tap
from bot.dialogue.reserved import ask_again, obey
from bot.dialogue.talk import Fulfil, Review, Talk
from bot.dialogue.wishes import begin
from bot.message import Refused
from bot.service import FILES
from bot.session import CONFIRM, PIN, PROOF, REPAIR
from bot.words import COUNTER


def hear(talk: Talk, text: str, token: str = "", files: int = 0, refused: Sequence[Refused] = ()) -> None:
    """Make the moves that a message calls for; what was refused is told with the answer."""
    heard = Heard(talk.desk, text, letter=talk.traits.letter)
    if talk.session.person is not None:
        _for_person(talk, heard, token, refused)
        return
    if token:
        tap(talk, token)
    elif not heard.key:
        _nothing_written(talk, files, refused)
    elif talk.desk.passwords.are_in(text):
        _warn_of_password(talk)
    elif command := _command(talk, heard):
        obey(talk, command.name, command.argument)
    elif not (talk.request and talk.takes_own_words(talk.request)) and (
        action := chosen(talk, heard, firmly=True)
    ):
        choose(talk, action, heard.text)
    elif talk.request is not None:
        _go_on(talk, heard)
    else:
        begin(talk, heard)
    if token or heard.key:
        _tell_of_files(talk, files, refused)


def _for_person(talk: Talk, heard: Heard, token: str, refused: Sequence[Refused]) -> None:
    """A person has the conversation: we speak only of what must not, or cannot, reach them."""
    if not token and talk.desk.passwords.are_in(heard.text):
        _warn_of_password(talk)
    else:
        hear_for_person(talk, heard, token)
    _tell_refused(talk, refused)


def _warn_of_password(talk: Talk) -> None:
    """Use nothing of a message with a password in it, and have its text erased."""
    talk.secret = True
    talk.say("password-written", kept="yes" if talk.registered else "no")
    if talk.request is None:
        talk.keep_question()
    else:
        ask_again(talk)


def _tell_of_files(talk: Talk, files: int, refused: Sequence[Refused]) -> None:
    """Say first what became of the files: the question that the answer ends with stays its end."""
    answer, talk.lines = talk.lines, []
    if files and not _wants_files(talk):
        talk.say("files-kept" if _keeps_files(talk) else "files-not-needed")
    _tell_refused(talk, refused)
    talk.lines += answer


def _wants_files(talk: Talk) -> bool:
    """Whether the message sets off a service that looks at what is attached."""
    todo = talk.todo
    return isinstance(todo, Fulfil | Review) and talk.service(todo.service).wants_files


def _keeps_files(talk: Talk) -> bool:
    """Whether an application is open that takes what came in its conversation along once it is filed."""
    service = talk.service(talk.request.service) if talk.request else None
    return service is not None and service.filing and service.wants_files


def _nothing_written(talk: Talk, files: int, refused: Sequence[Refused]) -> None:
    _tell_refused(talk, refused)
    if files and _files_for_another(talk):
        return
    if files:
        talk.say("files-kept" if _keeps_files(talk) else "only-files")
    elif not refused:
        talk.say("empty")
    if talk.request is None:
        offer_menu(talk)
    else:
        ask_again(talk)


def _files_for_another(talk: Talk) -> bool:
    """Let files that come alone go to the service for them, unless the open request looks at files itself."""
    service = talk.desk.also_on.get(FILES, "")
    if not service or (talk.request and talk.service(talk.request.service).wants_files):
        return False
    talk.enter(service)
    return True


def _tell_refused(talk: Talk, refused: Sequence[Refused]) -> None:
    """Say each reason once for each file; one that has no words of its own is told in general ones."""
    for each in dict.fromkeys(refused):
        name = f"refused-{each.reason}"
        known = name if talk.voice.has(COUNTER, name) else "refused-other"
        talk.say(known, name=each.name or "none", limit=each.limit or "none")


def _command(talk: Talk, heard: Heard) -> Command | None:
    return next((command for key in heard.keys if (command := talk.desk.commands.exact(key))), None)


def _go_on(talk: Talk, heard: Heard) -> None:
    request = talk.session.stack[-1]
    talk.topic = request.service
    if request.awaiting in (CONFIRM, REPAIR, PROOF, PIN) and confirm_or_correct(talk, heard):
        return
    read = talk.read(request.service, heard.text, request.answers, request.awaiting, heard.short)
    if not read.told:
        astray(talk, heard, read)
    elif not elsewhere(talk, heard, read):
        talk.accept(read)
