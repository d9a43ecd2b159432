"""What is written reads back as it was, whatever it says, and keeps the order of the standard."""

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from platforms.cap.alert import (
    Alert,
    Area,
    Category,
    Certainty,
    Circle,
    Info,
    MessageType,
    Named,
    Reference,
    Resource,
    Response,
    Scope,
    Severity,
    Status,
    Urgency,
)
from platforms.cap.reading import read_alert
from platforms.cap.writing import write_alert

WORDS = st.text("abcèÀ€<>&\"' 1\n", max_size=12).map(str.strip)
SOME = WORDS.filter(bool)
NAME = st.text("ab1@.-é", min_size=1, max_size=9)
ZONES = st.sampled_from([timezone(timedelta(hours=hours)) for hours in (-5, 0, 1, 2)])
INSTANTS = st.builds(
    lambda moment, zone: moment.replace(microsecond=0, tzinfo=zone),
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)),  # noqa: DTZ001 - the zone is drawn beside it
    ZONES,
)
POINT = st.tuples(
    st.integers(-179_000_000, 179_000_000).map(lambda east: east / 1e6),
    st.integers(-89_000_000, 89_000_000).map(lambda north: north / 1e6),
)
RING = st.lists(POINT, min_size=3, max_size=6).map(lambda points: (*points, points[0]))
NAMED = st.lists(st.builds(Named, SOME, WORDS), max_size=2).map(tuple)


def tuples(one, most=2):
    return st.lists(one, max_size=most).map(tuple)


def maybe(one):
    return st.none() | one


AREAS = st.builds(
    Area,
    description=SOME,
    polygons=tuples(RING),
    circles=tuples(st.builds(Circle, POINT, st.integers(0, 9_999).map(lambda m: m / 1000))),
    geocodes=NAMED,
    altitude=st.just(0.0) | st.just(12.5),
    ceiling=maybe(st.just(300.0)),
)
INFOS = st.builds(
    Info,
    event=SOME,
    categories=st.lists(st.sampled_from(Category), min_size=1, max_size=3).map(tuple),
    urgency=st.sampled_from(Urgency),
    severity=st.sampled_from(Severity),
    certainty=st.sampled_from(Certainty),
    language=st.sampled_from(["it-IT", "en-GB"]),
    responses=tuples(st.sampled_from(Response)),
    audience=WORDS,
    event_codes=NAMED,
    effective=maybe(INSTANTS),
    onset=maybe(INSTANTS),
    expires=maybe(INSTANTS),
    sender_name=WORDS,
    headline=WORDS,
    description=WORDS,
    instruction=WORDS,
    parameters=NAMED,
    resources=tuples(st.builds(Resource, SOME, st.just("image/png"), maybe(st.integers(0, 9)), WORDS), 1),
    areas=tuples(AREAS),
)
ALERTS = st.builds(
    Alert,
    identifier=NAME,
    sender=NAME,
    sent=INSTANTS,
    status=st.sampled_from(Status),
    kind=st.sampled_from(MessageType),
    scope=st.just(Scope.PUBLIC),
    codes=tuples(SOME),
    note=WORDS,
    references=st.lists(st.builds(Reference, NAME, NAME, INSTANTS), min_size=1, max_size=3).map(tuple),
    incidents=tuples(st.sampled_from(["piena", "piena del 24"])),
    infos=tuples(INFOS),
)


@given(ALERTS)
def test_what_is_written_reads_back(alert):
    assert read_alert(write_alert(alert)) == alert


def plain(**values):
    fixed = {
        "identifier": "x-1",
        "sender": "comune.example",
        "sent": datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta())),
        "status": Status.ACTUAL,
        "kind": MessageType.ALERT,
        "scope": Scope.PUBLIC,
    }
    return Alert(**(fixed | values))


def test_greenwich_is_written_as_the_standard_wants_it():
    assert b"<sent>2026-11-24T10:00:00-00:00</sent>" in write_alert(plain())


def test_latitude_comes_first_and_no_exponent():
    info = Info("x", (Category.MET,), Urgency.PAST, Severity.MINOR, Certainty.OBSERVED)
    area = Area("x", circles=(Circle((0.000001, 43.5), 0.25),))
    document = write_alert(plain(infos=(_with(info, area),)))
    assert b"<circle>43.5,0.000001 0.25</circle>" in document


def _with(info, area):
    return Info(info.event, info.categories, info.urgency, info.severity, info.certainty, areas=(area,))


def test_what_xml_cannot_hold_is_left_out():
    alert = read_alert(write_alert(plain(note="a\x00b\x0bc\ud800d\ufffee", codes=("\x1b",))))
    assert (alert.note, alert.codes) == ("abcde", ("",))


# The order of the elements, as section 3.4 has it.
ORDER = (
    *("language", "category", "event", "responseType", "urgency", "severity", "certainty", "audience"),
    *("eventCode", "effective", "onset", "expires", "senderName", "headline", "description"),
    *("instruction", "web", "contact", "parameter", "resource", "area"),
)
TOP = (
    *("identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction"),
    *("addresses", "code", "note", "references", "incidents", "info"),
)


@given(ALERTS)
def test_elements_come_in_the_order_of_the_standard(alert):
    root = etree.fromstring(write_alert(alert))
    assert _in_order(root, TOP)
    assert all(_in_order(info, ORDER) for info in root.iterfind("{*}info"))


def _in_order(element, order):
    places = [order.index(etree.QName(child).localname) for child in element]
    return places == sorted(places)
