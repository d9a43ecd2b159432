"""What is taken as a message of CAP 1.2 and what is not, field by field."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from platforms.cap.alert import (
    Category,
    Certainty,
    Circle,
    MessageType,
    Named,
    Reference,
    Response,
    Scope,
    Severity,
    Status,
    Urgency,
)
from platforms.cap.fields import BadAlert
from platforms.cap.reading import LARGEST, read_alert
from storage.shapes import holds

ROME = timezone(timedelta(hours=1))
HEAD = {
    "identifier": "PC-2026-114",
    "sender": "allerte@protezionecivile.example",
    "sent": "2026-11-24T11:30:00+01:00",
    "status": "Actual",
    "msgType": "Alert",
    "scope": "Public",
}
INFO = {
    "category": "Met",
    "event": "Forti piogge",
    "urgency": "Expected",
    "severity": "Severe",
    "certainty": "Likely",
}
AREA = "<area><areaDesc>Portoreale</areaDesc>{}</area>"
SQUARE = "43.30,9.98 43.30,10.00 43.32,10.00 43.32,9.98 43.30,9.98"


def elements(values):
    return "".join(f"<{name}>{text}</{name}>" for name, text in values.items() if text is not None)


def message(*, info=None, inner="", more="", **head):
    body = elements(HEAD | head) + more
    body += f"<info>{elements(INFO | (info or {}))}{inner}</info>"
    return f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">{body}</alert>'.encode()


def test_a_whole_message_is_read():
    inner = (
        "<language>it-IT</language><category>Safety</category><responseType>Avoid</responseType>"
        "<responseType>Monitor</responseType><audience>tutti</audience>"
        "<eventCode><valueName>LIV</valueName><value>arancione</value></eventCode>"
        "<effective>2026-11-24T11:30:00+01:00</effective><onset>2026-11-24T18:00:00+01:00</onset>"
        "<expires>2026-11-25T06:00:00+01:00</expires><senderName>Protezione civile</senderName>"
        "<headline>Allerta arancione</headline><description>\n Piogge forti.\n Vento.\n</description>"
        "<instruction>Non scendete in cantina.</instruction><web>https://pc.example/114</web>"
        "<contact>800 000</contact><parameter><valueName>mm</valueName><value>80</value></parameter>"
        "<resource><resourceDesc>mappa</resourceDesc><mimeType>image/png</mimeType><size>1200</size>"
        "<uri>https://pc.example/m.png</uri></resource>"
    ) + AREA.format(
        f"<polygon>{SQUARE}</polygon><circle>43.33,10.05 1.5</circle>"
        "<geocode><valueName>quartiere</valueName><value>mulini</value></geocode>"
        "<altitude>0</altitude><ceiling>300.5</ceiling>"
    )
    alert = read_alert(
        message(
            inner=inner,
            source="radar",
            note="prova",
            code="profilo:1",
            incidents='"piena del 24" vento',
            references="a@b.example,PC-1,2026-11-24T10:00:00+01:00\n c,PC-2,2026-11-24T10:30:00-00:00",
            msgType="Update",
        )
    )
    assert (alert.identifier, alert.sender) == (HEAD["identifier"], HEAD["sender"])
    assert alert.sent == datetime(2026, 11, 24, 11, 30, tzinfo=ROME)
    assert (alert.status, alert.kind, alert.scope) == (Status.ACTUAL, MessageType.UPDATE, Scope.PUBLIC)
    assert (alert.source, alert.note, alert.codes) == ("radar", "prova", ("profilo:1",))
    assert alert.incidents == ("piena del 24", "vento")
    assert alert.references == (
        Reference("a@b.example", "PC-1", datetime(2026, 11, 24, 10, tzinfo=ROME)),
        Reference("c", "PC-2", datetime(2026, 11, 24, 10, 30, tzinfo=UTC)),
    )
    (info,) = alert.infos
    assert info.categories == (Category.MET, Category.SAFETY)
    assert info.responses == (Response.AVOID, Response.MONITOR)
    assert (info.urgency, info.severity, info.certainty) == (
        Urgency.EXPECTED,
        Severity.SEVERE,
        Certainty.LIKELY,
    )
    assert (info.language, info.event, info.headline) == ("it-IT", "Forti piogge", "Allerta arancione")
    assert info.description == "Piogge forti.\n Vento."
    assert info.event_codes == (Named("LIV", "arancione"),)
    assert info.parameters == (Named("mm", "80"),)
    assert info.onset == datetime(2026, 11, 24, 18, tzinfo=ROME)
    assert info.expires == datetime(2026, 11, 25, 6, tzinfo=ROME)
    assert (info.resources[0].media_type, info.resources[0].size) == ("image/png", 1200)
    (area,) = info.areas
    assert area.polygons[0][1] == (10.0, 43.3)
    assert area.circles == (Circle((10.05, 43.33), 1.5),)
    assert area.geocodes == (Named("quartiere", "mulini"),)
    assert (area.altitude, area.ceiling) == (0.0, 300.5)
    assert holds(area.shape, (9.99, 43.31))
    assert holds(area.shape, (10.06, 43.335))
    assert not holds(area.shape, (10.02, 43.31))


def test_what_is_left_out_is_empty():
    alert = read_alert(message())
    (info,) = alert.infos
    assert (info.language, info.headline, info.onset, info.areas) == ("en-US", "", None, ())
    assert (alert.references, alert.note) == ((), "")


ALLOWED = {
    "a message without an info": message().split(b"<info>")[0] + b"</alert>",
    "another order of elements": message(identifier=None, more="<identifier>x</identifier>"),
    "Z for Greenwich": message(sent="2026-11-24T10:30:00Z"),
    "parts of a second": message(sent="2026-11-24T11:30:00.250+01:00"),
    "what CAP 1.0 called very likely": message(info={"certainty": "Very Likely"}),
    "elements of others": message(more='<x:Signature xmlns:x="urn:x"><x:a/></x:Signature>'),
    "a comment": message(more="<!-- ciao -->"),
    "a prefix": message().replace(b"<", b"<c:").replace(b"<c:/", b"</c:").replace(b"xmlns=", b"xmlns:c="),
    "restricted, with a restriction": message(scope="Restricted", restriction="comuni"),
    "private, with addresses": message(scope="Private", addresses='a@b.example "Sala Operativa"'),
    "a radius of nothing": message(inner=AREA.format("<circle>43.3,10 0</circle>")),
    "no geometry": message(inner=AREA.format("")),
}


@pytest.mark.parametrize("data", ALLOWED.values(), ids=ALLOWED)
def test_it_is_taken(data):
    assert read_alert(data).sender == HEAD["sender"]


def _area(inner):
    return message(inner=AREA.format(inner))


REFUSED = {
    "no XML": (b"ALLERTA", "alert", "", "not XML"),
    "nothing": (b"", "alert", "", "not XML"),
    "too large": (b" " * (LARGEST + 1), "alert", "", "larger than 2 MiB"),
    "a document type": (
        b'<!DOCTYPE alert [<!ENTITY a "b">]>' + message(),
        "alert",
        "",
        "a document type is not allowed",
    ),
    "CAP 1.1": (
        message().replace(b"cap:1.2", b"cap:1.1"),
        "alert",
        "3.2.1",
        "the document is no alert of urn:oasis:names:tc:emergency:cap:1.2",
    ),
    **{
        f"no {name}": (message(**{name: None}), f"alert/{name}", "3.2.1", "missing")
        for name in ("identifier", "sender", "sent", "status", "msgType", "scope")
    },
    **{
        f"no {name}": (message(info={name: None}), f"alert/info[1]/{name}", "3.2.2", "missing")
        for name in INFO
    },
    "two identifiers": (
        message(more="<identifier>x</identifier>"),
        "alert/identifier",
        "3.2.1",
        "more than one",
    ),
    "an identifier with a comma": (
        message(identifier="a,b"),
        "alert/identifier",
        "3.2.1",
        "blanks, commas, < and & are not allowed, nor more than 400 characters",
    ),
    "a sender with a blank": (
        message(sender="a b"),
        "alert/sender",
        "3.2.1",
        "blanks, commas, < and & are not allowed, nor more than 400 characters",
    ),
    "a moment without a zone": (
        message(sent="2026-11-24T11:30:00"),
        "alert/sent",
        "3.2.1",
        "not a moment as 2026-11-24T18:00:00+01:00",
    ),
    "no such moment": (message(sent="2026-02-30T11:30:00+01:00"), "alert/sent", "3.2.1", "no such moment"),
    "another status": (
        message(status="actual"),
        "alert/status",
        "3.2.1",
        "none of Actual, Exercise, System, Test, Draft",
    ),
    "an update of nothing": (
        message(msgType="Update"),
        "alert/references",
        "3.2.1",
        "missing, though msgType is Update",
    ),
    "a cancel of nothing": (
        message(msgType="Cancel"),
        "alert/references",
        "3.2.1",
        "missing, though msgType is Cancel",
    ),
    "half a reference": (
        message(references="a,b"),
        "alert/references",
        "3.2.1",
        "not sender,identifier,sent",
    ),
    "a reference without a moment": (
        message(references="a,b,c"),
        "alert/references",
        "3.2.1",
        "not a moment as 2026-11-24T18:00:00+01:00",
    ),
    "restricted to nobody": (
        message(scope="Restricted"),
        "alert/restriction",
        "3.2.1",
        "missing, though the scope is Restricted",
    ),
    "private to nobody": (
        message(scope="Private"),
        "alert/addresses",
        "3.2.1",
        "missing, though the scope is Private",
    ),
    "elements in a text": (
        message(note="<b>x</b>"),
        "alert/note",
        "3.2.1",
        "elements where a text should be",
    ),
    "a long text": (message(note="x" * 20_001), "alert/note", "3.2.1", "longer than 20000 characters"),
    "another severity": (
        message(info={"severity": "High"}),
        "alert/info[1]/severity",
        "3.2.2",
        "none of Extreme, Severe, Moderate, Minor, Unknown",
    ),
    "a code without a name": (
        message(inner="<eventCode><value>x</value></eventCode>"),
        "alert/info[1]/eventCode[1]/valueName",
        "3.2.2",
        "missing",
    ),
    "a resource without a kind": (
        message(inner="<resource><resourceDesc>x</resourceDesc></resource>"),
        "alert/info[1]/resource[1]/mimeType",
        "3.2.3",
        "missing",
    ),
    "an area without a name": (
        message(inner="<area/>"),
        "alert/info[1]/area[1]/areaDesc",
        "3.2.4",
        "missing",
    ),
    "a polygon of three": (
        _area("<polygon>43,10 43,11 43,10</polygon>"),
        "alert/info[1]/area[1]/polygon",
        "3.2.4",
        "fewer than four pairs of coordinates",
    ),
    "an open polygon": (
        _area("<polygon>43,10 43,11 44,11 44,10</polygon>"),
        "alert/info[1]/area[1]/polygon",
        "3.2.4",
        "the last pair is not the first",
    ),
    "longitude first": (
        _area("<polygon>100,43 101,43 101,44 100,43</polygon>"),
        "alert/info[1]/area[1]/polygon",
        "3.2.4",
        "not between -90 and 90",
    ),
    "no numbers": (
        _area("<polygon>a,b a,b a,b a,b</polygon>"),
        "alert/info[1]/area[1]/polygon",
        "3.2.4",
        "not a number",
    ),
    "not a number at all": (
        _area("<circle>nan,10 1</circle>"),
        "alert/info[1]/area[1]/circle",
        "3.2.4",
        "not between -90 and 90",
    ),
    "a circle without a radius": (
        _area("<circle>43,10</circle>"),
        "alert/info[1]/area[1]/circle",
        "3.2.4",
        "not a pair of coordinates and a radius",
    ),
    "a ceiling without an altitude": (
        _area("<ceiling>10</ceiling>"),
        "alert/info[1]/area[1]/ceiling",
        "3.2.4",
        "only together with an altitude",
    ),
}


@pytest.mark.parametrize(("data", "place", "section", "reason"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_by_its_place_and_the_section_of_the_standard(data, place, section, reason):
    with pytest.raises(BadAlert) as refused:
        read_alert(data)
    assert (refused.value.place, refused.value.section, refused.value.reason) == (place, section, reason)
