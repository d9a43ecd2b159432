"""What a broadcast comes to before anything leaves, and what real recipients would read."""

from datetime import date

import pytest

from platforms.footers.footer import Footers
from platforms.tariffs.tariff import Price, Tariff
from sportello.broadcast_estimate import Estimates
from sportello.broadcast_preview import Previews
from sportello.broadcast_setting import budget, channels_of, open_estimates, open_previews, prices
from sportello.settings import load
from storage.audience import Audience, Policy
from storage.audience_query import BadQuery
from storage.broadcast_records import Draft, Kind, Text
from storage.broadcast_rows import recipient_list, recipient_list_row
from storage.subscriber_rows import subscriber, subscription
from tests.storage.bulk_rows import insert
from tests.storage.samples import NINE

CHANNELS = ("telegram", "email", "sms")
SINCE = date(2026, 1, 1)
PRICES = Tariff(
    (Price("sms", SINCE, 40_000, "a"), Price("telegram", SINCE, 0, "b"), Price("email", SINCE, 0, "c"))
)
FOOTERS = Footers("Comune di Portoreale", "+393399900000")
WHOLE = {"it": Text("Acqua", "Domani l'acqua è sospesa."), "en": Text("Water", "No water tomorrow.")}


def subscribed(store, *lanes, language="it", first=1):
    rows = []
    for number, lane in enumerate(lanes, first):
        channel, _, address = lane.partition(":")
        row = {"id": number, "lane": lane, "channel": channel, "address": address, "person": ""}
        rows.append({**row, "language": language, "source": "desk", "added_at": NINE})
    insert(store, subscriber, rows)
    insert(store, subscription, [{"topic": "roads", "subscriber": row["id"], "since": NINE} for row in rows])


def listed(store, *rows):
    """Lay down list 1: of each row the channel, the address, the language and what fills the text in."""
    head = {
        "id": 1,
        "name": "famiglie",
        "names": '["nome"]',
        "made_by": "anna",
        "made_at": NINE,
        "ready": True,
    }
    insert(store, recipient_list, [head])
    names = ("channel", "address", "language", "fills")
    laid = [
        {"list": 1, "person": str(at), **dict(zip(names, row, strict=True))} for at, row in enumerate(rows)
    ]
    insert(store, recipient_list_row, laid)


def draft(texts=WHOLE, policy=Policy.CHEAPEST, sender="", **audience):
    return Draft(Kind.NOTICE, policy, texts, Audience(**audience), sender=sender)


def estimates(store):
    return Estimates(store.open().database, PRICES, FOOTERS, ("it",), CHANNELS)


async def test_messages_segments_and_money_by_channel_and_language(store):
    subscribed(store, "sms:+390001", "sms:+390002", "telegram:7", "email:a@example.org")
    subscribed(store, "sms:+390003", language="en", first=10)
    found = await estimates(store).of(draft(topics=("roads",)))
    assert [
        (line.channel, line.language, line.messages, line.segments, line.micros) for line in found.lines
    ] == [
        ("email", "it", 1, 1, 0),
        ("sms", "en", 1, 1, 40_000),
        ("sms", "it", 2, 2, 80_000),
        ("telegram", "it", 1, 1, 0),
    ]
    assert (found.count.people, found.messages, found.segments, found.micros) == (5, 5, 3, 120_000)
    assert found.exact
    assert not found.made_up


@pytest.mark.parametrize(
    ("label", "body", "segments"),
    [
        ("with its title and its footer in one segment", "a" * 122, 1),
        ("the footer makes it two", "a" * 123, 2),
        ("an emoji makes it three", "a" * 100 + "😀" + "я", 3),
        ("a quotation mark is rewritten", "“" + "a" * 100 + "”", 1),
    ],
)
async def test_segments_are_those_of_what_leaves(store, label, body, segments):
    subscribed(store, "sms:+390001")
    found = await estimates(store).of(draft({"it": Text("Acqua", body)}, topics=("roads",)))
    assert found.segments == segments, label


async def test_texts_that_differ_are_counted_one_by_one(store):
    listed(
        store,
        ("sms", "+390001", "it", '{"nome":"Ada"}'),
        ("sms", "+390002", "it", f'{{"nome":"{"Ada " * 40}"}}'),
        ("sms", "+390003", "it", '{"nome":"Àda"}'),
        ("sms", "+390004", "it", ""),
        ("telegram", "8", "it", ""),
    )
    found = await estimates(store).of(draft({"it": Text("", "Gentile {nome}, domani no.")}, list=1))
    sms = next(line for line in found.lines if line.channel == "sms")
    assert (sms.messages, sms.segments, sms.longest, sms.micros) == (4, 4, 2, 160_000)
    assert found.lacking == {"nome": 2}
    assert found.exact


async def test_of_many_texts_some_are_counted_while_somebody_writes(store):
    listed(store, *(("sms", f"+39000{number}", "it", '{"nome":"Ada"}') for number in range(9)))
    found = await estimates(store).of(draft({"it": Text("", "Ciao {nome}")}, list=1), most=3)
    assert (found.segments, found.micros, found.exact) == (9, 360_000, False)


async def test_what_was_not_looked_at_is_reckoned_too(store):
    listed(
        store,
        *(("sms", f"+39000{number}", "it", '{"nome":"Ada"}') for number in range(3)),
        ("sms", "+390009", "en", '{"nome":"Eve"}'),
    )
    found = await estimates(store).of(draft({"it": Text("", "Ciao {nome}")}, list=1), most=1)
    assert [(line.language, line.segments) for line in found.lines] == [("en", 1), ("it", 3)]
    assert not found.exact


async def test_who_has_no_text_in_their_language_gets_the_first_of_the_city(store):
    subscribed(store, "sms:+390001", language="de")
    shown = await Previews(store.open().database, FOOTERS, ("it",), CHANNELS).of(draft(topics=("roads",)))
    assert [each.words.text for each in shown] == [
        "Acqua\nDomani l'acqua è sospesa.\nNon ne vuole più? Risponda STOP"
    ]


async def test_a_draft_without_texts_costs_nothing(store):
    subscribed(store, "sms:+390001")
    reckoned = estimates(store)
    found = await reckoned.of(draft({}, topics=("roads",)))
    assert (found.count.people, found.lines, found.micros) == (1, (), 0)
    assert await Previews(reckoned.database, FOOTERS, ("it",), CHANNELS).of(draft({})) == ()


async def test_a_condition_that_cannot_be_read_is_told(store):
    with pytest.raises(BadQuery):
        await estimates(store).of(draft(topics=("roads",), query="language ="))


async def test_a_preview_shows_a_reader_of_each_channel_and_language_first(store):
    subscribed(store, *(f"sms:+39000{number}" for number in range(5)), "telegram:7")
    subscribed(store, "sms:+390009", language="en", first=10)
    previews = Previews(store.open().database, FOOTERS, ("it",), CHANNELS)
    shown = await previews.of(draft(topics=("roads",)), most=3)
    assert {(each.channel, each.language) for each in shown} == {
        ("sms", "it"),
        ("sms", "en"),
        ("telegram", "it"),
    }
    assert next(each for each in shown if each.language == "en").words.text == (
        "Water\nNo water tomorrow.\nHad enough? Reply STOP"
    )


async def test_a_preview_shows_what_is_lacking(store):
    listed(store, ("sms", "+390001", "it", ""), ("email", "a@example.org", "it", '{"nome":"Ada"}'))
    texts = {"it": Text("Per {nome}", "Gentile {nome}.")}
    previews = Previews(store.open().database, FOOTERS, ("it",), CHANNELS)
    shown = {each.channel: each for each in await previews.of(draft(texts, list=1, sender="PORTOREALE"))}
    assert shown["sms"].lacking == ("nome",)
    assert shown["sms"].words.text.startswith("Per {nome}\nGentile {nome}.\n")
    assert shown["sms"].words.text.endswith("Scriva STOP al +393399900000")
    assert (shown["email"].words.subject, shown["email"].lacking) == ("Per Ada", ())
    assert shown["email"].segments == 1


def test_the_settings_say_which_networks_carry_broadcasts(tmp_path):
    settings = load({}, tmp_path)
    assert channels_of(settings) == ("try-chat", "try-mail", "try-sms")
    telegram = {"SPORTELLO_TELEGRAM__TOKEN": f"123456:{'a' * 35}", "SPORTELLO_WEB__PHONE": "false"}
    assert channels_of(load(telegram, tmp_path)) == ("telegram",)
    assert budget(settings) == 500_000_000
    assert prices(settings).made_up


async def test_the_settings_make_the_estimates_of_a_counter(store, tmp_path):
    database, settings = store.open().database, load({}, tmp_path)
    assert open_estimates(settings, database).tariff.made_up
    assert await open_previews(settings, database).of(draft(topics=("roads",))) == []
