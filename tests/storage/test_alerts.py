"""Alerts of others become drafts, once; ours are given out as CAP, once, and refer to the first."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from platforms.cap.alert import MessageType
from platforms.cap.fields import write_instant
from platforms.cap.reading import read_alert
from sportello.cap_publishing import Publisher
from sportello.cap_taking import CapDesk, Left
from sportello.imports.zones import import_zones
from storage.alert_publishing import PUBLISH, read_due, read_message, read_recent
from storage.alerts import Became
from storage.audience import Audience
from storage.broadcasts import Done, Kind, State, Text
from storage.public_alerts import read_active, read_public
from storage.zones import list_zones
from tests.storage.broadcasting import APPROVER, ROADS, WRITER, Hall, done, draft, emergency, lay_subscribers

SAMPLE = Path(__file__).parents[2] / "samples" / "zones.geojson"
SALINE = "43.300,10.005 43.300,10.012 43.305,10.012 43.305,10.005 43.300,10.005"
FAR = "45.0,7.0 45.0,7.1 45.1,7.1 45.1,7.0 45.0,7.0"


@pytest.fixture
async def hall(store, desk, clock):
    hall = Hall.of(store, desk, clock)
    await import_zones(desk.database, SAMPLE, report=lambda _: None, progress=lambda _: None)
    return hall


@pytest.fixture
def cap(desk):
    return CapDesk(desk.database, "Comune di Portoreale", ("it", "en"), frozenset({"Tosc-A9"}))


@pytest.fixture
def publisher(desk):
    return Publisher(desk.database, "https://sportello.portoreale.example", "Comune di Portoreale")


def message(clock, number=1, *, kind="Alert", refers=(), area=f"<polygon>{SALINE}</polygon>", **changes):
    """Write what the civil protection of a region might send."""
    values = {
        "status": "Actual",
        "scope": "Public",
        "severity": "Severe",
        "headline": "Allerta arancione",
        "expires": write_instant(clock() + timedelta(hours=12)),
        **changes,
    }
    references = " ".join(f"pc.example,PC-{each},2026-02-03T09:00:00+01:00" for each in refers)
    return f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
    <identifier>PC-{number}</identifier><sender>pc.example</sender><sent>2026-02-03T09:00:00+01:00</sent>
    <status>{values["status"]}</status><msgType>{kind}</msgType><scope>{values["scope"]}</scope>
    <note>Cessata allerta.</note><references>{references}</references>
    <info><language>it-IT</language><category>Met</category><event>Piena</event>
    <responseType>Avoid</responseType><urgency>Expected</urgency><severity>{values["severity"]}</severity>
    <certainty>Likely</certainty><expires>{values["expires"]}</expires>
    <headline>{values["headline"]}</headline><description>Piena del Rio {{Torto}}.</description>
    <instruction>Non scenda in cantina.</instruction>
    <area><areaDesc>Piana</areaDesc>{area}</area></info></alert>""".encode()


# -- what others warn of


async def test_an_alert_becomes_a_draft_for_the_zones_that_it_touches(hall, cap, clock):
    came = await cap.take(message(clock), "E. Editor")
    assert (came.left, came.taken.became, came.place.zones) == (None, Became.DRAFT, ("saline",))
    one = await hall.broadcasts.by_code(came.taken.done.code)
    assert (one.state, one.draft.kind, one.draft.public) == (State.DRAFT, Kind.EMERGENCY, True)
    assert one.draft.audience == Audience(topics=("civil_protection",), zones=("saline",))
    text = Text("Allerta arancione", "Piena del Rio (Torto).\nNon scenda in cantina.")
    assert one.draft.texts == {"it": text}
    assert one.draft.valid_until == clock() + timedelta(hours=12)


async def test_the_same_alert_is_taken_once_whoever_brings_it(hall, cap, clock):
    first = await cap.take(message(clock), WRITER)
    again = await cap.take(message(clock), APPROVER)
    assert (again.taken.became, again.taken.done.id) == (Became.KNOWN, first.taken.done.id)
    assert len(await hall.broadcasts.list()) == 1


async def test_two_who_bring_the_same_alert_at_once_make_one_draft(hall, desk, store, cap, clock):
    there = desk.database if desk.database.exclusive else store.open("second").database
    others = CapDesk(there, cap.name, cap.languages)
    came = await asyncio.gather(*(each.take(message(clock), WRITER) for each in (cap, others) * 3))
    assert sorted(each.taken.became for each in came) == [Became.DRAFT] + [Became.KNOWN] * 5
    assert len(await hall.broadcasts.list()) == 1


async def test_an_update_writes_anew_what_has_not_begun_and_nobody_has_agreed_to_that(hall, cap, clock):
    first = (await cap.take(message(clock), WRITER)).taken.done
    edited = await hall.one(first.id)
    fit = draft(clock, audience=ROADS, texts=edited.draft.texts)
    version = done(await hall.broadcasts.edit(first.id, fit, WRITER, first.version)).version
    done(await hall.broadcasts.submit(first.id, WRITER, version, 3, 0))
    update = message(clock, 2, kind="Update", refers=[1], headline="Allerta rossa")
    came = await cap.take(update, WRITER)
    assert (came.taken.became, came.taken.done.id) == (Became.EDITED, first.id)
    one = await hall.one(first.id)
    assert (one.state, one.draft.texts["it"].title, one.approvals) == (State.DRAFT, "Allerta rossa", [])


async def test_an_update_of_what_has_begun_is_a_draft_of_its_own_for_everybody_concerned(hall, cap, clock):
    first = await begun(hall, cap, clock)
    came = await cap.take(message(clock, 2, kind="Update", refers=[1]), WRITER)
    assert (came.taken.became, came.taken.first) == (Became.DRAFT, (await hall.one(first)).code)
    assert came.taken.done.id != first
    assert await hall.state(first) is State.RUNNING


async def begun(hall, cap, clock, **rest):
    """Take an alert, and let it begin."""
    lay_subscribers(hall.store, 3)
    first = (await cap.take(message(clock), WRITER)).taken.done
    standing = await hall.one(first.id)
    fit = draft(clock, texts=standing.draft.texts, public=True, **rest)
    edited = done(await hall.broadcasts.edit(first.id, fit, WRITER, first.version))
    submitted = done(await hall.broadcasts.submit(first.id, WRITER, edited.version, 3, 0))
    done(await hall.broadcasts.approve(first.id, APPROVER, submitted.version, 3))
    assert await hall.broadcasts.start_due() == 1
    return first.id


async def test_a_cancel_ends_what_has_not_begun(hall, cap, clock):
    first = (await cap.take(message(clock), WRITER)).taken.done
    came = await cap.take(message(clock, 2, kind="Cancel", refers=[1]), WRITER)
    assert (came.taken.became, came.taken.first) == (Became.CANCELLED, first.code)
    assert await hall.state(first.id) is State.CANCELLED


async def test_a_cancel_of_what_has_begun_stops_it_and_drafts_what_those_reached_are_told(hall, cap, clock):
    first = await begun(hall, cap, clock)
    await hall.send(2)
    came = await cap.take(message(clock, 2, kind="Cancel", refers=[1], headline="Fine"), WRITER)
    assert came.taken.became is Became.CALLED_BACK
    assert await hall.state(first) is State.CANCELLED
    told = await hall.one(came.taken.done.id)
    assert (told.state, told.corrects, told.draft.texts["it"].title) == (State.DRAFT, first, "Fine")


async def test_a_cancel_that_says_nothing_of_where_still_cancels(hall, cap, clock):
    first = (await cap.take(message(clock), WRITER)).taken.done
    bare = message(clock, 2, kind="Cancel", refers=[1]).split(b"<info>")[0] + b"</alert>"
    assert (await cap.take(bare, WRITER)).taken.became is Became.CANCELLED
    assert await hall.state(first.id) is State.CANCELLED


async def test_a_cancel_of_what_nobody_took_does_nothing(hall, cap, clock):
    came = await cap.take(message(clock, 2, kind="Cancel", refers=[7]), WRITER)
    assert came.taken.became is Became.UNRELATED
    assert not await hall.broadcasts.list()


PLACES = {
    "a code of a zone": (
        "<geocode><valueName>zone</valueName><value>PORTO</value></geocode>",
        ("porto",),
        False,
        (),
    ),
    "a code of the whole city": (
        "<geocode><valueName>ZA</valueName><value>Tosc-A9</value></geocode>",
        (),
        True,
        (),
    ),
    "a circle round everything": ("<circle>43.315,10.0 50</circle>", (), True, ()),
    "a name of nowhere we know": ("", (), False, ("Piana",)),
    "codes of nowhere we know": (
        "<geocode><valueName>ZA</valueName><value>X</value></geocode>",
        (),
        False,
        ("Piana",),
    ),
}


@pytest.mark.usefixtures("hall")
async def test_where_it_holds(cap, clock):
    found = {}
    for number, (name, (area, *_)) in enumerate(PLACES.items(), 1):
        place = (await cap.take(message(clock, number, area=area), WRITER)).place
        found[name] = (area, place.zones, place.whole, place.unplaced)
    assert found == PLACES


LEFT = {
    "elsewhere": ({"area": f"<polygon>{FAR}</polygon>"}, Left.ELSEWHERE),
    "a sender's draft": ({"status": "Draft"}, Left.STATUS),
    "among machines": ({"status": "System"}, Left.STATUS),
    "an answer": ({"kind": "Ack", "refers": [1]}, Left.KIND),
    "over": ({"expires": "2026-02-03T09:30:00+01:00"}, Left.OVER),
}


async def test_what_is_left_alone(hall, cap, clock):
    for name, (changes, left) in LEFT.items():
        came = await cap.take(message(clock, **changes), WRITER)
        assert (came.left, came.taken) == (left, None), name
    assert not await hall.broadcasts.list()


async def test_an_exercise_is_a_drill(hall, cap, clock):
    came = await cap.take(message(clock, status="Exercise"), WRITER)
    one = await hall.one(came.taken.done.id)
    assert (one.draft.training, one.draft.public) == (True, False)


# -- what we warn of


async def out(hall, written):
    lay_subscribers(hall.store, 3)
    return await hall.running(written)


async def recent(desk, clock):
    since = clock() - timedelta(days=7)
    return await desk.database.reader.fetch(lambda connection: read_recent(connection, since, clock()))


def public(clock, **rest):
    return emergency(
        clock, public=True, audience=Audience(topics=("roads",), zones=("saline", "porto")), **rest
    )


async def test_what_begins_is_given_out_once(hall, publisher, desk, clock):
    number = await out(hall, public(clock))
    for _ in range(2):
        assert await publisher.publish_due() == 0
    (kept,) = await recent(desk, clock)
    alert = read_alert(kept.document.encode())
    code = (await hall.one(number)).code
    assert alert.identifier == f"sportello.portoreale.example-{code}"
    assert (alert.kind, alert.references, alert.sent) == (MessageType.ALERT, (), clock())
    assert [(info.language, info.headline) for info in alert.infos] == [
        ("it-IT", "Via Roma"),
        ("en-GB", "Via Roma"),
    ]
    (area,) = alert.infos[0].areas
    assert area.description == "Porto, Saline"
    assert [geocode.value for geocode in area.geocodes] == ["porto", "saline"]
    assert alert.infos[0].web == f"https://sportello.portoreale.example/avvisi/{code}"


async def test_what_is_no_secret_but_a_drill_or_not_public_is_not_given_out(hall, publisher, desk, clock):
    lay_subscribers(hall.store, 3)
    await hall.running(draft(clock))
    await hall.running(draft(clock, public=True, training=True))
    await hall.submitted(draft(clock, public=True))
    await publisher.publish_due()
    assert await recent(desk, clock) == []


async def test_what_is_cancelled_is_called_back_and_refers_to_the_first(hall, publisher, desk, clock):
    number = await out(hall, public(clock))
    await publisher.publish_due()
    clock.tick(minutes=5)
    done(await hall.broadcasts.cancel(number, APPROVER))
    for _ in range(2):
        await publisher.publish_due()
    cancel, first = await recent(desk, clock)
    alert = read_alert(cancel.document.encode())
    assert (alert.kind, alert.sent) == (MessageType.CANCEL, clock())
    assert [each.identifier for each in alert.references] == [first.identifier]


async def test_what_sets_another_right_is_an_update_of_it(hall, publisher, desk, clock):
    number = await out(hall, public(clock))
    await publisher.publish_due()
    await hall.send()
    clock.tick(minutes=5)
    made = done(await hall.broadcasts.correct(number, WRITER))
    await publisher.publish_due()
    assert len(await recent(desk, clock)) == 1  # no Cancel: the update will come
    until = clock() + timedelta(hours=2)
    written = emergency(clock, public=True, valid_until=until, audience=Audience(corrects=number))
    edited = done(await hall.broadcasts.edit(made.id, written, WRITER, made.version))
    submitted = done(await hall.broadcasts.submit(made.id, WRITER, edited.version, 3, 0))
    done(await hall.broadcasts.approve(made.id, APPROVER, submitted.version, 3))
    assert await hall.broadcasts.start_due() == 1
    await publisher.publish_due()
    update, first = await recent(desk, clock)
    alert = read_alert(update.document.encode())
    assert alert.kind is MessageType.UPDATE
    assert [each.identifier for each in alert.references] == [first.identifier]
    assert alert.infos[0].areas[0].description == "Porto, Saline"


async def test_what_others_update_is_an_update_of_ours(hall, cap, publisher, desk, clock):
    await begun(hall, cap, clock)
    await publisher.publish_due()
    clock.tick(minutes=5)
    second = (await cap.take(message(clock, 2, kind="Update", refers=[1]), WRITER)).taken.done
    fit = draft(clock, public=True)
    edited = done(await hall.broadcasts.edit(second.id, fit, WRITER, second.version))
    submitted = done(await hall.broadcasts.submit(second.id, WRITER, edited.version, 3, 0))
    done(await hall.broadcasts.approve(second.id, APPROVER, submitted.version, 3))
    await hall.broadcasts.start_due()
    await publisher.publish_due()
    update, first = await recent(desk, clock)
    alert = read_alert(update.document.encode())
    assert (alert.kind, alert.references[0].identifier) == (MessageType.UPDATE, first.identifier)
    assert alert.infos[0].categories == ("Met",)


async def test_two_who_look_at_once_give_it_out_once(hall, publisher, desk, clock):
    await out(hall, public(clock))
    due = await desk.database.reader.fetch(read_due)
    zones = await desk.database.reader.fetch(list_zones)
    made = publisher.message(due[0], zones)
    assert await desk.database.writer.submit(PUBLISH, made)
    assert not await desk.database.writer.submit(PUBLISH, made)
    assert await desk.database.reader.fetch(lambda c: read_message(c, made.identifier)) == made


# -- the public page


async def active(desk, clock):
    return await desk.database.reader.fetch(lambda connection: read_active(connection, clock()))


async def one_public(desk, code):
    return await desk.database.reader.fetch(lambda connection: read_public(connection, code))


async def test_what_holds_is_shown_emergencies_first_until_it_is_over(hall, desk, clock):
    await out(hall, public(clock))
    clock.tick(minutes=1)
    await hall.running(draft(clock, public=True, valid_until=clock() + timedelta(hours=9)))
    shown = await active(desk, clock)
    assert [(each.emergency, each.zones) for each in shown] == [(True, ("porto", "saline")), (False, ())]
    clock.tick(hours=8)
    assert [each.emergency for each in await active(desk, clock)] == [False]


async def test_what_is_cancelled_is_shown_as_withdrawn_by_its_code_alone(hall, desk, clock):
    number = await out(hall, public(clock))
    done(await hall.broadcasts.cancel(number, APPROVER))
    assert await active(desk, clock) == []
    shown = await one_public(desk, (await hall.one(number)).code)
    assert (shown.withdrawn, shown.holds(clock())) == (True, False)


async def test_a_draft_is_nobodys_to_read(hall, desk, clock):
    made = await hall.broadcasts.make(public(clock), WRITER)
    assert isinstance(made, Done)
    assert await one_public(desk, made.code) is None
    assert await active(desk, clock) == []
