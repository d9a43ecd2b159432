"""What was offered may be chosen: by tap, number, label, first letters or a typo of it."""

from dataclasses import replace

from bot.dialogue.reserved import ask_again, menu_offers, obey
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import Heard, open_service
from bot.errors import WrongAnswer
from bot.reading import Read
from bot.values.choice import Choice
from bot.values.value import Option, Reading

_TITLED = 4  # words up to which an offer may be chosen by its label


def tap(talk: Talk, token: str) -> None:
    """Choose what a button stands for, if its question is still the open one."""
    question, _, index = token.partition(".")
    offers = talk.session.offers
    live = question == str(talk.session.question) and index.isdigit() and int(index) < len(offers)
    if live:
        choose(talk, offers[int(index)].action)
        return
    talk.say("old-button")
    if talk.request is None:
        talk.offer(menu_offers(talk))
    else:
        ask_again(talk)


def chosen(talk: Talk, heard: Heard) -> str:
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


def choose(talk: Talk, action: str) -> None:
    """Do what was chosen."""
    kind, _, rest = action.partition(" ")
    if kind == "command":
        name, _, argument = rest.partition(" ")
        obey(talk, name, argument)
    elif kind == "open":
        open_service(talk, rest, _take_pending(talk))
    elif kind == "confirm":
        confirm(talk, yes=rest == "yes")
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


def confirm(talk: Talk, *, yes: bool) -> None:
    """Go on with what was shown, or ask what to correct."""
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
