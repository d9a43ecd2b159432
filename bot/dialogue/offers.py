"""What was offered may be chosen: by tap, number, label, first letters or a typo of it."""

import re
from dataclasses import replace

from bot.dialogue.heard import Heard
from bot.dialogue.menu import offer_group, offer_menu
from bot.dialogue.reserved import ask_again, obey
from bot.dialogue.talk import Talk
from bot.errors import WrongAnswer
from bot.read import Read
from bot.session import Offer
from bot.values.choice import Choice
from bot.values.spelling import plain
from bot.values.value import Option, Reading

_TITLED = 4  # words up to which an offer may be chosen by its label
_NUMBER = re.compile(r"[0-9]{1,2}\s*[.)]?")
_DATUM = re.compile(r"[0-9]{3}|[0-9][^\W\d_]|[^\W\d_][0-9]")  # no number of an offer: "AB123CD", "V1"


def tap(talk: Talk, token: str) -> None:
    """Choose what a button stands for, if its question is still the open one."""
    if action := tapped(talk, token):
        choose(talk, action)
        return
    talk.say("old-button")
    if talk.request is None:
        offer_menu(talk)
    else:
        ask_again(talk)


def tapped(talk: Talk, token: str) -> str:
    """The action of the offer that a button stands for; empty if its question is not the open one."""
    question, _, index = token.partition(".")
    offers = _live(talk)
    live = question == str(talk.session.question) and index.isdecimal() and int(index) < len(offers)
    return offers[int(index)].action if live else ""


def chosen(talk: Talk, heard: Heard, *, firmly: bool = False) -> str:
    """The action of the offer that a short message names.

    Firmly: by its number or its very label; else by first letters, a typo, or its label among other words.
    """
    if not (offers := _live(talk)):
        return ""
    for answer, key in zip(heard.short, heard.keys, strict=True):
        if firmly:
            action = _firm(talk, answer, key, offers)
        else:
            fits = len(key.split()) <= _TITLED and not _DATUM.search(key)
            action = _choice(talk, answer, offers) if fits else ""
        if action and (key is heard.key or not action.startswith("slot ")):
            return action  # a line of a letter that answers a question is read with the others
    return ""


def _live(talk: Talk) -> tuple[Offer, ...]:
    """What was offered last; not what belongs to a request that is put aside, or that is served no more."""
    offers = talk.session.offers
    if talk.request is not None or talk.session.person is not None or not offers:
        return offers
    always = all(offer.action.startswith(("command ", "group ", "open ")) for offer in offers)
    return offers if always and not talk.session.paused_at else ()


def _firm(talk: Talk, answer: str, key: str, offers: tuple[Offer, ...]) -> str:
    if _NUMBER.fullmatch(key):
        return _choice(talk, answer, offers)
    key = key.strip(" .,!")
    named = [
        offer.action for offer in offers if any(key == plain(name) for name in (offer.label, *offer.aliases))
    ]
    return named[0] if len(named) == 1 else _choice(talk, answer, offers) if named else ""


def _choice(talk: Talk, answer: str, offers: tuple[Offer, ...]) -> str:
    options = tuple(Option(str(at), offer.label, offer.aliases) for at, offer in enumerate(offers, 1))
    try:
        return offers[int(Choice.parse(answer, Reading(talk.now.date(), options)).key) - 1].action
    except WrongAnswer:
        return ""


def choose(talk: Talk, action: str, text: str = "") -> None:
    """Do what was chosen; `text` is the message that chose it, which may hold data as well."""
    kind, _, rest = action.partition(" ")
    if kind == "command":
        name, _, argument = rest.partition(" ")
        obey(talk, name, argument)
    elif kind == "open":
        pending, talk.session = talk.session.pending, replace(talk.session, pending="")
        talk.enter(rest, pending or text)
    elif kind == "group":
        offer_group(talk, rest)
    elif kind == "confirm":
        confirm(talk, yes=rest == "yes")
    elif kind == "repair":
        _repair(talk, rest)
    else:
        _answer(talk, *rest.split(" ", 1))


def _answer(talk: Talk, slot: str, key: str) -> None:
    request = talk.session.stack[-1]
    new = Read({**request.answers, slot: key}, (slot,))
    talk.accept(replace(new, filled=(), corrected=(slot,)) if slot in request.answers else new)


def confirm(talk: Talk, *, yes: bool) -> None:
    """Go on with what was shown, or ask what to correct."""
    if yes:
        talk.confirmed()
    else:
        talk.ask_repair()


def _repair(talk: Talk, slot: str) -> None:
    """Ask for an answer anew; the old one stands until the new one comes."""
    talk.put(replace(talk.session.stack[-1], misses=0))
    talk.ask_slot(slot)
