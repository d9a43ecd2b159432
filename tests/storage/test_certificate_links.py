"""A link to a certificate opens with its code, in one browser, for two days, and never to who guesses."""

import pytest

from storage.certificate_links import (
    LIVES,
    MOST_TRIES,
    SqlCertificateLinks,
    make_certificate_link,
)
from storage.records import RECORDS
from tests.clock import Ticker
from tests.storage.conftest import Desk

CODE = "BRGNNA80A41M999R"


@pytest.fixture
def writes() -> str:
    return "apart"


@pytest.fixture
def links(desk: Desk) -> SqlCertificateLinks:
    return SqlCertificateLinks(desk.database)


async def made(links: SqlCertificateLinks) -> str:
    link = make_certificate_link("id-1", CODE, "https://sportello.example.org", links.database.clock())
    await links.database.writer.submit(RECORDS, list(link.records))
    return link.url.rpartition("/")[2]


async def test_the_code_opens_it_in_one_browser(links: SqlCertificateLinks) -> None:
    token = await made(links)
    assert await links.look(token, "mine")
    assert await links.certificate(token, "mine") == ""
    assert await links.open(token, "mine", f" {CODE[:6].lower()} {CODE[6:]}") == -1
    assert await links.certificate(token, "mine") == "id-1"
    assert not await links.look(token, "another")
    assert await links.open(token, "another", CODE) == 0
    assert await links.certificate(token, "another") == ""


async def test_five_wrong_codes_end_it(links: SqlCertificateLinks) -> None:
    token = await made(links)
    left = [await links.open(token, "mine", "FNTGUO79A01M999K") for _ in range(MOST_TRIES)]
    assert left == [4, 3, 2, 1, 0]
    assert await links.open(token, "mine", CODE) == 0


async def test_it_ends_after_two_days(links: SqlCertificateLinks, clock: Ticker) -> None:
    token = await made(links)
    await links.open(token, "mine", CODE)
    clock.tick(hours=LIVES.total_seconds() / 3600)
    assert await links.certificate(token, "mine") == ""
    assert not await links.look(token, "mine")


async def test_an_unknown_link_is_none(links: SqlCertificateLinks) -> None:
    assert not await links.look("nothing", "mine")
    assert await links.open("nothing", "mine", "123456") == 0
