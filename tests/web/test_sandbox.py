"""The sandbox networks keep the limits of those that they play."""

import pytest

from bot.channel import Unsettled
from bot.message import Asking, Part
from channels.sandbox import Posting, sandboxes
from tests.web.pretended_counter import NOW

NETWORKS = sandboxes()


@pytest.mark.parametrize("name", NETWORKS)
async def test_sending_is_a_name_and_resending_is_harmless(name):
    part = Part("1-0-0", name, "x", "text")
    assert await NETWORKS[name].send(part) == await NETWORKS[name].send(part)
    assert await NETWORKS[name].settle(part) is Unsettled.NOT_SENT
    assert NETWORKS[name].name == name


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("try-sms", "a" * 459, True),
        ("try-sms", "a" * 460, False),
        ("try-sms", "€" * 228, True),
        ("try-sms", "€" * 230, False),
        ("try-sms", "ж" * 201, True),
        ("try-sms", "ж" * 202, False),
        ("try-chat", "a" * 4096, True),
        ("try-chat", "a" * 4095 + "😀", False),
        ("try-mail", "a" * 1_000_000, True),
    ],
)
def test_what_fits_in_one_part(name, text, fits):
    assert NETWORKS[name].traits.fits(text) is fits


def test_each_asks_in_its_own_way():
    traits = {name: network.traits for name, network in NETWORKS.items()}
    assert {name: one.kind for name, one in traits.items()} == {
        "try-sms": "sms",
        "try-chat": "telegram",
        "try-mail": "email",
    }
    assert traits["try-chat"].asking is Asking.ONE_BY_ONE
    assert traits["try-sms"].asking is traits["try-mail"].asking is Asking.ALL_AT_ONCE
    assert traits["try-mail"].patience.days == 7


def test_sms_is_spelt_in_plainer_letters_where_that_saves_a_segment():
    dear = "Conferma? SÌ " * 10
    spelt = {name: network.traits.spell(dear) for name, network in NETWORKS.items()}
    assert spelt == {"try-sms": "Conferma? SI' " * 10, "try-chat": dear, "try-mail": dear}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("AB123CD", "Multa\nAB123CD"),
        ("", "Multa"),
        ("> solo citato", "Multa"),
        ("Sì\n\nOn 3 Feb, the counter wrote:\n\n> a\n> b", "Multa\nSì"),
        ("> Quale targa?\nAB123CD\n> Quando?\nieri", "Multa\nAB123CD\nieri"),
    ],
)
def test_quotes_of_a_mail_are_not_said_again(body, text):
    posting = Posting("12345678", "mario@example.org", body, subject="Multa")
    assert NETWORKS["try-mail"].decode(posting, NOW).text == text
