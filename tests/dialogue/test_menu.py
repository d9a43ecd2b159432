"""The menu stays short on every channel, whatever is offered, and leads to every service that is listed."""

from dataclasses import replace

import pytest

from bot.dialogue.hearing import hear
from bot.dialogue.offers import choose
from bot.dialogue.talk import Talk
from bot.session import Caller
from bot.words import COUNTER
from handlers import SERVICES
from tests.desk import real_desk
from tests.dialogue.citizen import MORNING, WAYS

_SHORT = 8  # lines of a menu by SMS


def talk_on(way: str, language: str = "it") -> Talk:
    return Talk(real_desk(), Caller("test:1", language), WAYS[way], MORNING, {})


def heard(talk: Talk, text: str) -> Talk:
    after = Talk(talk.desk, talk.close(), talk.traits, talk.now, {})
    hear(after, text)
    return after


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("way", ["sms", "telegram"])
def test_by_its_groups_every_listed_service_is_reached_in_short_steps(way: str, language: str):
    menu = talk_on(way, language)
    hear(menu, "menu")
    assert len(menu.offers) <= _SHORT
    reached = []
    for number, offer in enumerate(menu.offers, 1):
        if offer.action.startswith("open "):
            reached.append(offer.action)
            continue
        group = heard(menu, str(number))
        assert group.request is None
        assert len(group.offers) <= _SHORT + 1
        assert group.offers[-1].action == "command menu"
        reached += [each.action for each in group.offers[:-1]]
    assert sorted(reached) == sorted(f"open {name}" for name in real_desk().listed)


def test_a_letter_has_room_for_all_of_them_under_the_names_of_their_groups():
    menu = talk_on("email")
    hear(menu, "menu")
    assert [offer.action for offer in menu.offers] == [
        f"open {name}" for names in menu.desk.groups.values() for name in names
    ]
    assert len(menu.headings) == len(menu.desk.groups)


def test_a_message_that_nobody_understands_is_answered_with_the_groups():
    lost = talk_on("sms")
    hear(lost, "vorrei una pizza margherita")
    assert [offer.action for offer in lost.offers if offer.action.startswith("group ")]


def test_a_service_that_is_not_offered_stands_in_no_group():
    desk = replace(real_desk(), unlisted=frozenset({"get_credentials"}))
    assert "get_credentials" not in {name for names in desk.groups.values() for name in names}


def test_a_group_that_is_no_more_leads_to_the_menu():
    talk = talk_on("sms")
    choose(talk, "group long_ago")
    assert talk.offers


def test_the_services_of_a_group_can_be_chosen_by_name_and_leave_what_is_open():
    talk = talk_on("telegram")
    for text in ("multa", "menu", "multe e pagamenti", "i miei pagamenti"):
        talk = heard(talk, text)
    assert [request.service for request in talk.session.stack] == ["pay_fine", "my_payments"]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("group", sorted({service.group for service in SERVICES}))
def test_every_group_has_a_name(group: str, language: str):
    assert talk_on("sms", language).voice.has(COUNTER, f"services-{group}")
