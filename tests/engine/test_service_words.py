from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.service import Service, Then, again, bind, confirm, done
from bot.values import Choice, Plate
from bot.values.value import Reading
from bot.words import Catalogue, Words
from tests.engine.counter import PDF, PERMIT, Permit, Registry

DAY = date(2026, 2, 3)


def test_a_service_gets_what_it_needs_by_name():
    bound = bind(PERMIT, {"registry": Registry(), "more": None})
    assert bound.service is PERMIT
    assert bound.review is not None
    assert set(bound.options) == {"zone"}
    assert set(bound.events) == {"ready"}


async def test_what_is_bound_works():
    registry = Registry()
    bound = bind(PERMIT, {"registry": registry})
    form = Permit(Plate.parse("AB123CD", Reading(DAY)), Choice("centre", "Centro"))
    assert (await bound.review(form)).then is Then.CONFIRM
    assert [option.key for option in await bound.options["zone"]()] == ["centre", "harbour"]
    await bound.events["ready"]({"number": 1})
    await bound.fulfil(form)
    assert registry.asked == ["review", "zones", "ready", "fulfil"]


async def acts_on_it(form: Permit, *, reviewed: str):
    return done("granted", plate=form.plate, by=reviewed)


async def test_what_a_review_has_found_is_left_to_the_turn():
    async def review(_form: Permit):
        return confirm("fee", reviewed="the clerk")

    bound = bind(Service("permit", Permit, acts_on_it, review=review), {})
    form = Permit(Plate.parse("AB123CD", Reading(DAY)), Choice("centre", "Centro"))
    found = (await bound.review(form)).reviewed
    granted = await bound.call(bound.fulfil, form, reviewed=found, lane="sms:1")
    assert granted.values["by"] == "the clerk"


async def test_whose_conversation_it_is_comes_with_the_turn_to_who_asks_for_it():
    async def fulfil(_form: Permit, *, lane: str):
        return done("granted", lane=lane)

    async def event(_payload: object, *, lane: str):
        return done("ready", lane=lane)

    bound = bind(Service("permit", Permit, fulfil, events={"ready": event}), {})
    said = [
        await bound.call(act, None, reviewed=None, lane="sms:1")
        for act in (bound.fulfil, bound.events["ready"])
    ]
    assert [each.values["lane"] for each in said] == ["sms:1"] * 2


def test_without_a_review_nothing_can_be_left_by_one():
    with pytest.raises(Misconfigured, match="needs reviewed"):
        bind(Service("permit", Permit, acts_on_it), {})


def test_a_service_may_have_neither_review_nor_needs():
    async def fulfil(form: Permit):
        return done("granted", plate=form.plate)

    bound = bind(Service("permit", Permit, fulfil), {})
    assert bound.review is None
    assert bound.options == bound.events == {}


async def _greedy(form: object, *, registry: object, oracle: object, moon: object):
    return done("granted", values=(form, registry, oracle, moon))


@pytest.mark.parametrize(
    "service",
    [
        replace(PERMIT, fulfil=_greedy),
        replace(PERMIT, review=_greedy),
        replace(PERMIT, options={"zone": _greedy}),
        replace(PERMIT, events={"ready": _greedy}),
    ],
)
def test_a_need_that_is_lacking_stops_the_start(service: Service):
    with pytest.raises(Misconfigured, match="service permit needs oracle, moon"):
        bind(service, {"registry": Registry()})


def test_outcomes_say_what_happens_next():
    assert done("a", files=[PDF], n=1).files == (PDF,)
    assert (done("a").then, confirm("a").then, again("a").then) == (Then.END, Then.CONFIRM, Then.STAY)
    assert again("a", blame=["plate"], n=1).blame == ("plate",)


# -- words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop.it.ftl").write_text(
        "hello = Ciao da { $city }{ $way ->\n    [sms] .\n   *[other] !\n }\n"
        "sum = { $n } euro il { $day }, { $plate }\n"
        "slot = nome\n    .labels = nome, cognome,, nome\n",
        encoding="utf-8",
    )
    (tmp_path / "shop.en.ftl").write_text(
        "hello = Hello from { $city }\nsum = { $n }, { $day }\nslot = name\n    .labels = name, nome\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def words(folder: Path) -> Words:
    loaded = {
        ("shop", lang): Catalogue.load("shop", lang, [folder / f"shop.{lang}.ftl"]) for lang in ("en", "it")
    }
    return Words(loaded, {"city": "Borgo"})


def test_a_missing_file_stops_the_start(folder: Path):
    with pytest.raises(Misconfigured, match=r"no words for shop in fr: shop\.fr\.ftl is missing"):
        Catalogue.load("shop", "fr", [folder / "shop.fr.ftl"])


def test_a_file_that_is_no_fluent_stops_the_start(folder: Path):
    (folder / "shop.it.ftl").write_text("hello = { $city\n", encoding="utf-8")
    with pytest.raises(Misconfigured, match="cannot be read as Fluent"):
        Catalogue.load("shop", "it", [folder / "shop.it.ftl"])


def test_a_later_file_wins_and_may_use_the_earlier_one(folder: Path):
    (folder / "more.it.ftl").write_text("more = { slot } e altro\nsum = nulla\n", encoding="utf-8")
    both = Catalogue.load("shop", "it", [folder / "shop.it.ftl", folder / "more.it.ftl"])
    assert both.text("more", {}) == "nome e altro"
    assert both.text("sum", {}) == "nulla"


def test_what_exists_is_known(words: Words):
    catalogue = words.catalogues["shop", "it"]
    assert catalogue.names == {"hello", "sum", "slot", "slot.labels"}
    assert all(map(catalogue.has, catalogue.names))
    assert not any(map(catalogue.has, ["goodbye", "slot.ask", "goodbye.labels"]))


@pytest.mark.parametrize("name", ["goodbye", "slot.ask"])
def test_a_missing_text_is_a_fault(words: Words, name: str):
    with pytest.raises(LookupError, match="no text"):
        words.voice("it", "sms").say("shop", name)


def test_a_missing_value_is_a_fault(words: Words):
    with pytest.raises(LookupError, match="'sum' for shop in it"):
        words.voice("it", "sms").say("shop", "sum", n=1)
    with pytest.raises(LookupError, match="'sum' for shop in it"):
        words.voice("it", "sms").say("shop", "sum")


def test_italian_comes_first_and_speaks_for_languages_not_offered(words: Words):
    assert words.languages == ("it", "en")
    assert words.voice("de", "sms").language == "it"
    assert words.voice("en", "sms").language == "en"


def test_a_voice_knows_the_city_and_the_way(words: Words):
    assert words.voice("it", "sms").say("shop", "hello") == "Ciao da Borgo."
    assert words.voice("it", "telegram").say("shop", "hello") == "Ciao da Borgo!"
    assert [words.voice("en", "sms").say("shop", "hello") for _ in range(2)] == ["Hello from Borgo"] * 2


def test_a_voice_is_made_once(words: Words):
    assert words.voice("en", "sms") is words.voice("en", "sms")
    assert words.voice("en", "sms") is not words.voice("en", "telegram")
    assert words.voice("en", "sms").has("shop", "slot.labels")
    assert not words.voice("en", "sms").has("shop", "slot.ask")


def test_values_are_shown_to_a_reader(words: Words):
    plate = Plate.parse("AB123CD", Reading(DAY))
    told = words.voice("it", "sms").say("shop", "sum", n=3, day=DAY, plate=plate)
    assert told.startswith("3 euro il ")
    assert DAY.isoformat() not in told
    assert told.endswith(f"2026, {plate.show('it')}")


def test_terms_are_gathered_from_every_language_once(words: Words):
    assert words.terms("shop", "slot.labels") == ("nome", "cognome", "name")
    assert words.terms("shop", "slot.nicknames") == ()
