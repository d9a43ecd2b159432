"""Who would get a broadcast, read before it has any rows, on both engines."""

from contextlib import closing

import pytest

from storage.addressees import Addressee, Addressees
from storage.audience import Audience, Policy
from storage.broadcast_rows import recipient_list, recipient_list_row
from storage.subscriber_rows import subscriber, subscription
from tests.storage.bulk_rows import insert
from tests.storage.conftest import Store
from tests.storage.samples import NINE

CHANNELS = ("telegram", "sms")
MIXED = Audience(topics=("roads",), list=1)


@pytest.fixture
def writes() -> str:
    """Nothing here is written by the writer."""
    return "thread"


@pytest.fixture
def people(store: Store) -> Addressees:
    """Four subscribers, and a list of two."""
    lanes = [
        ("sms", "+390001", "it"),
        ("sms", "+390002", "it"),
        ("sms", "+390003", "en"),
        ("telegram", "7", "it"),
    ]
    rows = [
        {
            "id": at,
            "lane": f"{channel}:{address}",
            "channel": channel,
            "address": address,
            "language": language,
        }
        for at, (channel, address, language) in enumerate(lanes, 1)
    ]
    insert(store, subscriber, [{**row, "person": "", "source": "desk", "added_at": NINE} for row in rows])
    insert(store, subscription, [{"topic": "roads", "subscriber": row["id"], "since": NINE} for row in rows])
    head = {"id": 1, "name": "x", "names": '["nome"]', "made_by": "anna", "made_at": NINE, "ready": True}
    insert(store, recipient_list, [head])
    listed = [("1", "+390009", '{"nome":"Ada"}'), ("2", "+390002", '{"nome":"Bruno"}')]
    of_list = {"list": 1, "channel": "sms", "language": "it"}
    laid = [{**of_list, "person": who, "address": to, "fills": fills} for who, to, fills in listed]
    insert(store, recipient_list_row, laid)
    return Addressees(store.open().database)


async def test_a_few_are_of_each_channel_and_language_and_first_of_the_list(people: Addressees) -> None:
    found = await people.some(MIXED, Policy.CHEAPEST, CHANNELS, 4)
    assert {(one.channel, one.language) for one in found[:3]} == {
        ("sms", "it"),
        ("sms", "en"),
        ("telegram", "it"),
    }
    assert next(one for one in found if one.fills).fills in ({"nome": "Ada"}, {"nome": "Bruno"})
    assert {one.address for one in found} < {"+390001", "+390002", "+390003", "+390009", "7"}


def test_each_is_read_once_without_the_address(people: Addressees) -> None:
    with closing(people.each(MIXED, Policy.CHEAPEST, CHANNELS)) as found:
        assert sorted(found, key=lambda one: (one.channel, one.language, str(one.fills))) == [
            Addressee("sms", "", "en", {}),
            Addressee("sms", "", "it", {"nome": "Ada"}),
            Addressee("sms", "", "it", {"nome": "Bruno"}),
            Addressee("sms", "", "it", {}),
            Addressee("telegram", "", "it", {}),
        ]


def test_who_reads_no_further_lets_go(people: Addressees) -> None:
    for _ in range(20):  # more than there are connections
        with closing(people.each(MIXED, Policy.CHEAPEST, CHANNELS)) as found:
            next(found)
