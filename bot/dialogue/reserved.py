"""What each reserved word does; after most of them the open question is asked again."""

from collections.abc import Callable
from dataclasses import replace

from bot.commands import NAMES
from bot.dialogue.menu import offer_menu
from bot.dialogue.progress import HandOver, Login, Logout
from bot.dialogue.talk import Talk
from bot.form import missing
from bot.session import CONFIRM, PIN, PROOF, REPAIR, Offer
from bot.values.spelling import plain
from bot.words import COUNTER


def obey(talk: Talk, name: str, argument: str = "") -> None:
    """Do what a reserved word says."""
    if name == "language":
        _language(talk, argument)
    elif name == "status":
        _status(talk, argument)
    else:
        _ACTS[name](talk)


def _help(talk: Talk) -> None:
    if talk.request is None:
        talk.say("help")
        offer_menu(talk)
        return
    talk.say("help-inside", title=talk.title(talk.request.service))
    talk.full = True
    ask_again(talk)


def _menu(talk: Talk) -> None:
    if talk.request is not None:
        talk.say("menu-inside", title=talk.title(talk.request.service))
    talk.say("menu")
    offer_menu(talk)


def _cancel(talk: Talk) -> None:
    dropped = talk.drop()
    if dropped is None:
        talk.say("nothing-to-cancel")
        return
    talk.session = replace(talk.session, paused_at=talk.session.paused_at if talk.session.stack else None)
    talk.say("cancelled", title=talk.title(dropped.service))
    talk.return_to_outer()


def _back(talk: Talk) -> None:
    request = talk.request
    if request is None:
        talk.say("nothing-to-go-back-to")
        return
    if request.awaiting in request.answers:  # it was to be corrected: it stays as it is
        talk.put(replace(request, awaiting=""))
        talk.proceed()
        return
    if not request.answers:
        _back_from_start(talk)
        return
    last = list(request.answers)[-1]
    answers = {name: text for name, text in request.answers.items() if name != last}
    talk.put(replace(request, answers=answers, awaiting="", misses=0))
    talk.say("went-back", slot=talk.label(request.service, last))
    if missing(talk.service(request.service).form, answers):
        talk.ask()
    else:  # the last answer was to an optional slot
        talk.proceed()


def _back_from_start(talk: Talk) -> None:
    """Before the first question there is what was left for it, if anything was."""
    if len(talk.session.stack) > 1:
        talk.drop()
        talk.return_to_outer()
        return
    talk.say("first-question")
    ask_again(talk)


def _status(talk: Talk, argument: str) -> None:
    """Tell of what is open here; of what the office has in hand the service for it tells, if there is one."""
    asked = talk.desk.also_on.get("status", "")
    if asked and argument:
        talk.enter(asked, argument)
        return
    if not (asked or talk.session.stack):
        talk.say("status-none")
        return
    for request in talk.session.stack:
        talk.say(
            "status-open",
            title=talk.title(request.service),
            day=request.opened_at.date(),
            given=talk.items(request, tuple(request.answers)) or "none",
        )
    if asked:  # which comes back to what is open
        talk.enter(asked)
    elif talk.session.paused_at:
        talk.say("still-paused", title=talk.title(talk.session.stack[-1].service))
    else:
        ask_again(talk)


def _operator(talk: Talk) -> None:
    talk.todo = HandOver()


def _language(talk: Talk, argument: str) -> None:
    languages = talk.desk.words.languages
    written = set(plain(argument).replace("?", " ").split())
    for language in languages:
        if not written.isdisjoint(map(plain, talk.desk.words.terms(COUNTER, f"language-{language}.words"))):
            talk.speak(language, chosen=True)
            talk.say("language-set")
            if talk.request is not None:
                ask_again(talk)
            return
    talk.say("language-ask")
    talk.offer(
        [Offer(talk.voice.say(COUNTER, f"language-{one}"), f"command language {one}") for one in languages]
    )


def _login(talk: Talk) -> None:
    talk.todo = Login()


def _logout(talk: Talk) -> None:
    talk.drop_all()
    talk.todo = Logout()


def _stop(talk: Talk) -> None:
    talk.drop_all()
    talk.caller = replace(talk.caller, stopped=True)
    talk.stopping = True
    talk.say("stopped")


def _start(talk: Talk) -> None:
    talk.caller = replace(talk.caller, stopped=False)
    talk.say("started")
    if talk.request is not None:
        ask_again(talk)


def _resume(talk: Talk) -> None:
    if talk.session.current is None:
        talk.say("nothing-to-resume")
        offer_menu(talk)
        return
    talk.unpause()
    ask_again(talk)


def ask_again(talk: Talk) -> None:
    """Ask the open question once more; what was under review is looked up anew and shown again."""
    awaiting = talk.session.stack[-1].awaiting
    if awaiting == PIN:
        talk.confirmed()
    elif awaiting in (CONFIRM, REPAIR, PROOF):
        talk.proceed()
    else:
        talk.ask()


_ACTS: dict[str, Callable[[Talk], None]] = {
    "help": _help,
    "menu": _menu,
    "cancel": _cancel,
    "back": _back,
    "operator": _operator,
    "login": _login,
    "logout": _logout,
    "stop": _stop,
    "start": _start,
    "resume": _resume,
}
assert {*_ACTS, "language", "status"} == set(NAMES)  # noqa: S101 - a word without an act must stop the start
