"""A conversation that a person of the office has: what is said when they take it, and when it is ours again.

Between the two we are silent: what the citizen writes is for the person. A reserved word that would be ours
to obey has us ask first who is to answer; those that stand for a right of the citizen's (STOP, the language,
logging in and out) are obeyed at once.
"""

from dataclasses import replace
from datetime import timedelta

from bot.dialogue.heard import Heard
from bot.dialogue.menu import offer_menu
from bot.dialogue.offers import chosen, tapped
from bot.dialogue.progress import HandOver
from bot.dialogue.proving import moment
from bot.dialogue.reserved import ask_again, obey
from bot.dialogue.talk import Talk
from bot.person import Expected
from bot.session import Offer
from bot.words import COUNTER

_OBEYED = ("stop", "start", "language", "login", "logout")
_ABOUT_PERSON = ("operator", "status", "help")  # answered by what is to be expected of the person
_BACK, _STAY = "person back", "person stay"
_MINUTES, _HOURS = timedelta(minutes=90), timedelta(hours=36)  # up to which a wait is told in either


def park_for_person(talk: Talk) -> None:
    """Have a message set aside for a person, and go on as before: the conversation stays ours."""
    talk.put_off()
    talk.wants_person = True
    talk.say("operator")
    if talk.request is not None:
        ask_again(talk)


def hand_over(talk: Talk, expected: Expected) -> None:
    """Leave the conversation to a person, and say when they are there; what is open is put aside."""
    again = talk.session.person is not None
    talk.put_off()
    talk.offers = []
    if not again:
        talk.for_person = True
        _leave(talk)
    unit, number = _wait(expected.wait)
    talk.say(
        "person-called",
        again="yes" if again else "no",
        open={True: "yes", False: "no", None: "unknown"}[expected.open],
        until=moment(talk, expected.turns_at) if expected.turns_at else "none",
        unit=unit,
        wait=number,
    )


def go_on_with_person(talk: Talk) -> None:
    """Leave the conversation to a person who has written in it by themselves."""
    _leave(talk)
    talk.say("person-again")


def _leave(talk: Talk) -> None:
    paused_at = talk.session.paused_at or (talk.now if talk.session.stack else None)
    talk.session = replace(talk.session, person=talk.now, paused_at=paused_at)


def _wait(wait: timedelta | None) -> tuple[str, int]:
    """Tell a wait as it is told: rounded up, in a unit that promises no more than is known."""
    if wait is None:
        return "none", 0
    if wait <= _MINUTES:
        return "minutes", max(5, _whole(wait, timedelta(minutes=5)) * 5)
    if wait <= _HOURS:
        return "hours", _whole(wait, timedelta(hours=1))
    return "days", _whole(wait, timedelta(days=1))


def _whole(wait: timedelta, unit: timedelta) -> int:
    return -(-wait // unit)


def hear_for_person(talk: Talk, heard: Heard, token: str) -> None:
    """Take a message in a conversation that a person has."""
    action = tapped(talk, token) if token else chosen(talk, heard, firmly=True)
    kind, _, rest = action.partition(" ")
    if action == _BACK:
        come_back(talk, "person-back")
    elif action == _STAY:
        talk.say("person-stays")
    elif kind == "command":
        _obey(talk, *rest.split(" ", 1))
    elif token:
        _ask_who_answers(talk)
    elif command := next(filter(None, map(talk.desk.commands.exact, heard.keys)), None):
        _obey(talk, command.name, command.argument)
    else:
        talk.for_person = True


def _obey(talk: Talk, name: str, argument: str = "") -> None:
    if name in _ABOUT_PERSON:
        talk.todo = HandOver()
    elif name in _OBEYED:
        obey(talk, name, argument)
    if name == "stop" or name not in (*_OBEYED, *_ABOUT_PERSON):
        _ask_who_answers(talk)


def _ask_who_answers(talk: Talk) -> None:
    talk.say("person-or-counter")
    talk.offer([Offer(talk.voice.say(COUNTER, "yes"), _BACK), Offer(talk.voice.say(COUNTER, "no"), _STAY)])


def come_back(talk: Talk, text: str) -> None:
    """Answer again ourselves, and say why; what was put aside for the person is taken up again."""
    since, talk.left_person = talk.session.person, True
    talk.session = replace(talk.session, person=None, offers=())
    talk.say(text)
    if talk.session.current is not None and talk.session.paused_at == since:
        talk.unpause()
        ask_again(talk)
    elif text == "person-back":
        offer_menu(talk)
