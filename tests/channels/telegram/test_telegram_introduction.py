"""The bot learns its name and shows its commands."""

import asyncio

import pytest
from telegram import BotCommand

from sportello.networks.telegram.introduction import Introduction, menu
from sportello.networks.telegram.outcome import Outcome
from tests.telegram_calls import Answer, refusal

MENU = [BotCommand("multa", "Pagare una multa"), BotCommand("aiuto", "che cosa posso fare")]


async def test_it_learns_its_name_and_shows_its_commands_only_where_they_have_changed(peer, make_bot):
    introduction = Introduction(make_bot()[1], {"": MENU, "en": MENU[:1]}, print, asyncio.sleep)
    await introduction.run()
    assert await introduction.link() == "https://t.me/comune_prova_bot"
    shown = {"scope": {"type": "all_private_chats"}}
    told = [{"command": each.command, "description": each.description} for each in MENU]
    assert peer.calls("setMyCommands") == [
        {**shown, "commands": told},
        {**shown, "commands": told[:1], "language_code": "en"},
    ]
    await introduction.run()
    assert len(peer.calls("setMyCommands")) == 2
    changed = Introduction(make_bot()[1], {"": MENU[:1], "en": MENU[:1]}, print, asyncio.sleep)
    await changed.run()
    assert len(peer.calls("setMyCommands")) == 3


async def test_who_is_pointed_to_it_before_hears_its_name_if_telegram_says_it(peer, make_bot):
    introduction = Introduction(make_bot()[1], {}, print, asyncio.sleep)
    peer.answers["getMe"].append(Answer(502, "<html>"))
    assert await introduction.link() == ""
    both = await asyncio.gather(introduction.link(), introduction.link())
    assert both == ["https://t.me/comune_prova_bot"] * 2
    assert len(peer.calls("getMe")) == 2, "asked once for both"


async def test_it_insists_until_telegram_answers(peer, make_bot):
    counted, slept = [], []

    async def sleep(seconds):
        slept.append(seconds)

    peer.answers["getMe"] += [Answer(502, "<html>"), refusal(429, "Too Many Requests", retry_after=40)]
    await Introduction(make_bot()[1], {}, counted.append, sleep).run()
    assert (counted, slept[0] <= 2, slept[1]) == ([Outcome.UNREACHED] * 2, True, 40)


async def test_it_gives_up_with_a_refused_token(peer, make_bot):
    counted = []
    await Introduction(make_bot(token="9:other")[1], {"": MENU}, counted.append, asyncio.sleep).run()
    assert (counted, peer.calls("setMyCommands")) == ([Outcome.REFUSED], [])


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_menu_has_every_service_that_is_offered_and_the_reserved_words(language, desk):
    commands = menu(desk, language)
    names = [command.command for command in commands]
    assert names[0] == {"it": "multa", "en": "fine"}[language]
    assert {"it": "annulla", "en": "cancel"}[language] in names
    assert len(names) == len(desk.services) - 1 + 9
    assert not {"credenziali", "credentials"} & set(names)  # the usual settings: none are given out
    assert all(0 < len(command.description) <= 256 for command in commands)
    understood = [desk.commands.exact(name) or desk.keywords.get(name) for name in names]
    assert all(understood), "whatever the menu offers is understood"
