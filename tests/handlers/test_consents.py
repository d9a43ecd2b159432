"""What citizens write of alerts: whether they want them, of what and where, and what is no such wish."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.errors import WrongAnswer
from bot.service import Then
from bot.values.value import Option, Reading
from handlers.consents import MyConsents, fulfil
from handlers.consents.wish import EVERYWHERE, Quarter, Topics, Wish
from storage.shapes import read_geometry
from storage.subscribers import Subscriber
from storage.topics import Topic
from storage.zones import Zone

LANE = "sms:+390001"
NOW = datetime(2026, 2, 3, 10, tzinfo=UTC)
ZONES = (Option("porto", "Porto", ("harbour",)), Option("vele", "Le Vele", ("lungomare",)))
READING = Reading(NOW.date(), ZONES)
ALL = " ".join(topic.value for topic in Topic)

# text, wish, topics, zone; empty where nothing of that is in it
SAID = [
    ("ISCRIVIMI ALLERTE", "yes", "civil_protection", ""),
    ("iscrivimi alle allerte lungomare", "yes", "civil_protection", "vele"),
    ("mi iscrivo agli avvisi su scuola e rifiuti", "yes", "school waste", ""),
    ("vorrei tutte le allerte", "yes", ALL, ""),
    ("consensi eventi accetto", "yes", "culture", ""),
    ("Avvisatemi se chiudono le STRADE al Porto", "yes", "roads", "porto"),
    ("allerte per tutta la città sì", "yes", "civil_protection", ""),
    ("sign me up for weather alerts", "yes", "civil_protection", ""),
    ("tell me when the rubbish collection changes", "yes", "waste", ""),
    ("STOP RIFIUTI", "no", "waste", ""),
    ("Basta avvisi sulla scuola!", "no", "school", ""),
    ("non scrivetemi più sui rifiuti", "no", "waste", ""),
    ("non mi mandate piu' le allerte meteo", "no", "civil_protection", ""),
    ("non voglio più ricevere avvisi sugli eventi", "no", "culture", ""),
    ("solo le allerte, niente eventi", "no", "culture", ""),
    ("consensi tutti rifiuto", "no", ALL, ""),
    ("disiscrivimi dalla ztl", "no", "roads", ""),
    ("don't text me about school any more", "no", "school", ""),
    ("I no longer want news about events", "no", "culture", ""),
    ("unsubscribe me from everything", "no", ALL, ""),
    ("avvisi sulla scuola", "", "school", ""),
    ("news about events", "", "culture", ""),
    # what is no wish about alerts, or says that they do not arrive
    ("non ricevo più gli avvisi sulla scuola", "", "school", ""),
    ("non mi arrivano le allerte", "", "", ""),
    ("a cosa sono iscritto?", "", "", ""),
    ("orari scuola", "", "", ""),
    ("iscrivere mio figlio", "", "", ""),
    ("devo pagare la mensa", "", "", ""),
    ("voglio pagare la multa", "", "", ""),
    ("non voglio pagare la multa", "", "", ""),
    ("abito al Porto", "", "", ""),
    ("quando passa la raccolta differenziata", "", "", ""),
    ("informazioni sulla scuola", "", "", ""),
    ("attività culturali in città", "", "", ""),
    ("basta", "", "", ""),
    ("no", "", "", ""),
    ("sì", "", "", ""),
    ("ISCRIVIMI ALLERTE " + "x" * 300, "", "", ""),
]


def found(value: type[Any], text: str) -> str:
    return " | ".join(str(one.value) for one in value.find(text, READING))


@pytest.mark.parametrize(("text", "wish", "topics", "zone"), SAID, ids=[text[:40] for text, *_ in SAID])
def test_a_sentence_says_what_is_wanted(text: str, wish: str, topics: str, zone: str) -> None:
    assert (found(Wish, text), found(Topics, text), found(Quarter, text)) == (wish, topics, zone)


@pytest.mark.parametrize(
    ("value", "text", "kept"),
    [
        (Wish, "sì grazie", "yes"),
        (Wish, "no", "no"),
        (Wish, "non ne voglio più", "no"),
        (Topics, "scuola e rifiuti", "school waste"),
        (Topics, "tutti", ALL),
        (Topics, "school civil_protection", "civil_protection school"),
        (Quarter, "lungomare", "vele"),
    ],
)
def test_an_answer_is_read_and_kept(value: type[Any], text: str, kept: str) -> None:
    assert str(value.parse(text, READING)) == kept
    assert str(value.parse(kept, READING)) == kept


@pytest.mark.parametrize("value", [Wish, Topics])
def test_another_answer_is_none(value: type[Any]) -> None:
    with pytest.raises(WrongAnswer):
        value.parse("il mio cane", Reading(date(2026, 2, 3)))


class Known:
    """What one conversation gets."""

    def __init__(self, topics: tuple[Topic, ...] = (), zones: tuple[str, ...] = ()) -> None:
        self.held = (
            Subscriber(LANE, "sms", "+390001", "it", "message", NOW, topics, zones) if topics else None
        )

    async def of(self, lane: str) -> Subscriber | None:
        return self.held if lane == LANE else None


class Two:
    """A city of two zones."""

    async def all(self) -> tuple[Zone, ...]:
        return tuple(Zone(one.key, one.label, one.aliases, read_geometry("")) for one in ZONES)


async def told(form: MyConsents, known: Known, lane: str = LANE) -> tuple[str, str, str]:
    topics = tuple(topic.value for topic in Topic)
    given = {"subscribers": known, "zones": Two(), "alert_topics": topics, "clock": lambda: NOW}
    outcome = await fulfil(form, lane=lane, **given)  # type: ignore[arg-type] # zones of no database
    name = f"ask {outcome.text}" if outcome.then is Then.ASK else outcome.text
    return name, str(outcome.values.get("topics", "")), str(outcome.values.get("where", ""))


YES, NO = Wish(wants=True), Wish(wants=False)
WASTE, BOTH = Topics((Topic.WASTE,)), (Topic.SCHOOL, Topic.WASTE)
PORTO, CITY = Quarter("porto"), Quarter(EVERYWHERE)


@pytest.mark.parametrize(
    ("form", "known", "expected"),
    [
        (MyConsents(), Known(), ("none", ALL, "")),
        (MyConsents(), Known(BOTH, ("vele",)), ("held", "school waste", "Le Vele")),
        (MyConsents(WASTE), Known(), ("ask whether", "waste", "")),
        (MyConsents(wish=YES), Known(), ("ask which", ALL, "")),
        (MyConsents(wish=YES, zone=PORTO), Known(), ("ask which", ALL, "")),
        (MyConsents(WASTE, YES, PORTO), Known(), ("changed", "waste", "Porto")),
        (
            MyConsents(WASTE, YES, PORTO),
            Known(BOTH, ("vele",)),
            ("changed", "school waste", "Le Vele, Porto"),
        ),
        (MyConsents(wish=YES, zone=PORTO), Known(BOTH), ("changed", "school waste", "Porto")),
        (MyConsents(wish=YES, zone=CITY), Known(BOTH, ("vele",)), ("changed", "school waste", "")),
        (MyConsents(WASTE, NO), Known(BOTH), ("changed", "school", "")),
        (MyConsents(wish=NO), Known(BOTH), ("none-left", "", "")),
        (MyConsents(WASTE, NO), Known(), ("nothing-held", "", "")),
        (MyConsents(wish=NO, zone=PORTO), Known(BOTH), ("changed", "school waste", "Le Vele")),
        (MyConsents(wish=NO, zone=PORTO), Known(BOTH, ("porto",)), ("none-left", "", "")),
    ],
)
async def test_it_is_shown_asked_back_or_changed(
    form: MyConsents, known: Known, expected: tuple[str, str, str]
) -> None:
    assert await told(form, known) == expected


async def test_certified_mail_carries_no_alerts() -> None:
    assert (await told(MyConsents(WASTE, YES), Known(), "pec:a@pec.example.org"))[0] == "not-by-this-way"
