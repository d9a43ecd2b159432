"""How payments reach pagoPA by what is set: the embedded one at home, a word of the operator's elsewhere."""

import aiohttp
import pytest

from bot.errors import Misconfigured
from sportello.paying import heard, open_paying
from sportello.settings import load
from sportello.stores import open_store

PUBLIC = {"SPORTELLO_WEB__PUBLIC_URL": "https://sportello.example.org"}
KEYS = {
    "SPORTELLO_PAGOPA__SUBSCRIPTION_KEY": "a-made-up-key",
    "SPORTELLO_PAGOPA__GPD_KEY": "another",
    "SPORTELLO_PAGOPA__STATION": "01234567897_01",
    "SPORTELLO_PAGOPA__IBAN": "IT60X0542811101000000123456",
    "SPORTELLO_PAGOPA__NETWORKS": "203.0.113.0/24",
}


def mode(word):
    return {"SPORTELLO_PAGOPA__MODE": word}


@pytest.fixture
async def opened(tmp_path, clock, environ):
    """Open what a mode brings, for settings that are given."""
    databases = []
    async with aiohttp.ClientSession() as session:

        def opening(**given):
            settings = load({**environ, **given}, tmp_path)
            databases.append(open_store(settings, clock))
            return settings, open_paying(settings, databases[-1], session, clock, lambda: "id", None)

        yield opening
    for database in databases:
        database.close()


@pytest.mark.parametrize(
    "given", [PUBLIC, {"SPORTELLO_WEB__HOST": "192.0.2.1"}, {"SPORTELLO_WEB__PHONE": "no"}]
)
async def test_where_others_can_reach_it_nothing_is_pretended_unasked(opened, given):
    with pytest.raises(Misconfigured, match=r"\[pagopa\] mode is not set.*node or gpd.*sandbox"):
        opened(**given)


@pytest.mark.parametrize(
    ("given", "pretended", "publishes", "loops", "origin"),
    [
        ({}, True, False, 1, "http://127.0.0.1:0"),
        (PUBLIC | mode("sandbox"), True, False, 1, "https://sportello.example.org"),
        (PUBLIC | KEYS | mode("node"), False, False, 0, "https://api.platform.pagopa.it"),
        (PUBLIC | KEYS | mode("gpd"), False, True, 2, "https://api.platform.pagopa.it"),
    ],
    ids=["unset, at home", "sandbox", "node", "gpd"],
)
async def test_what_a_mode_brings(opened, given, pretended, publishes, loops, origin):
    _, paying = opened(**given)
    assert (paying.pretended is not None, paying.publishing is not None) == (pretended, publishes)
    assert (len(paying.loops), paying.origin) == (loops, origin)


@pytest.mark.parametrize(("word", "networks"), [("sandbox", ()), ("node", ("203.0.113.0/24",))])
async def test_the_embedded_pagopa_calls_from_this_machine_alone(opened, word, networks):
    settings, _ = opened(**PUBLIC, **KEYS, **mode(word))
    assert heard(settings).pagopa.networks == networks
