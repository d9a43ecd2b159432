"""Reads a message of the Common Alerting Protocol 1.2: strangers' XML, every field checked.

More is taken than the standard allows only where the meaning is beyond doubt: elements in another order, Z
for Greenwich, fractions of seconds. A signature is passed over: nothing that is read here is sent before two
people have agreed to it.
"""

from typing import Final

from lxml import etree

from platforms.cap import fields
from platforms.cap.alert import (
    NAMESPACE,
    Alert,
    Area,
    Category,
    Certainty,
    Info,
    MessageType,
    Resource,
    Response,
    Scope,
    Severity,
    Status,
    Urgency,
)
from platforms.cap.fields import BadAlert, Fields, choice, instant, number_within

LARGEST: Final = (
    2 * 1024 * 1024
)  # bytes; a message with the borders of a region has some hundreds of thousands
_FEET = 1_000_000.0
_ALERT, _INFO, _RESOURCE, _AREA = "3.2.1", "3.2.2", "3.2.3", "3.2.4"
_OPPOSED = (MessageType.UPDATE, MessageType.CANCEL, MessageType.ACK, MessageType.ERROR)


def read_alert(data: bytes) -> Alert:
    """Read a message; raises BadAlert at the first thing that is wrong."""
    root = _parse(data)
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise BadAlert("alert", _ALERT, f"the document is no alert of {NAMESPACE}")
    top = Fields(root, "alert", _ALERT)
    alert = Alert(
        identifier=top.one("identifier", fields.name_of),
        sender=top.one("sender", fields.name_of),
        sent=top.one("sent", instant),
        status=top.one("status", choice(Status)),
        kind=top.one("msgType", choice(MessageType)),
        scope=top.one("scope", choice(Scope)),
        source=top.text("source"),
        restriction=top.text("restriction"),
        addresses=fields.words(top.text("addresses")),
        codes=tuple(top.texts("code")),
        note=top.text("note"),
        references=top.optional("references", fields.references) or (),
        incidents=fields.words(top.text("incidents")),
        infos=tuple(map(_info, top.inner("info", _INFO))),
    )
    _check(alert, top)
    return alert


def _parse(data: bytes) -> etree._Element:
    """Build the tree, without document types, entities or a network; libxml2's own limits of depth hold."""
    if len(data) > LARGEST:
        raise BadAlert("alert", "", f"larger than {LARGEST // 1024 // 1024} MiB")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadAlert("alert", "", "not XML") from None
    if root.getroottree().docinfo.doctype:
        raise BadAlert("alert", "", "a document type is not allowed")
    return root


def _check(alert: Alert, top: Fields) -> None:
    """Check what the fields say of each other (3.2.1)."""
    if alert.scope is Scope.RESTRICTED and not alert.restriction:
        raise top.wrong("restriction", "missing, though the scope is Restricted")
    if alert.scope is Scope.PRIVATE and not alert.addresses:
        raise top.wrong("addresses", "missing, though the scope is Private")
    if alert.kind in _OPPOSED and not alert.references:
        raise top.wrong("references", f"missing, though msgType is {alert.kind}")


def _info(info: Fields) -> Info:
    categories = info.each("category", choice(Category))
    if not categories:
        raise info.wrong("category", "missing")
    return Info(
        event=info.text("event", required=True),
        categories=categories,
        urgency=info.one("urgency", choice(Urgency)),
        severity=info.one("severity", choice(Severity)),
        certainty=info.one("certainty", _certainty),
        language=info.text("language") or "en-US",
        responses=info.each("responseType", choice(Response)),
        audience=info.text("audience"),
        event_codes=info.named("eventCode"),
        effective=info.optional("effective", instant),
        onset=info.optional("onset", instant),
        expires=info.optional("expires", instant),
        sender_name=info.text("senderName"),
        headline=info.text("headline"),
        description=info.text("description"),
        instruction=info.text("instruction"),
        web=info.text("web"),
        contact=info.text("contact"),
        parameters=info.named("parameter"),
        resources=tuple(map(_resource, info.inner("resource", _RESOURCE))),
        areas=tuple(map(_area, info.inner("area", _AREA))),
    )


def _certainty(text: str) -> Certainty:
    """Read how sure it is; what CAP 1.0 called Very Likely counts as Likely (3.2.2 certainty)."""
    return Certainty.LIKELY if text == "Very Likely" else choice(Certainty)(text)


def _resource(resource: Fields) -> Resource:
    size = resource.optional("size", lambda text: int(number_within(text, 0, 2**40)))
    return Resource(
        description=resource.text("resourceDesc", required=True),
        media_type=resource.text("mimeType", required=True),
        size=size,
        uri=resource.text("uri"),
        digest=resource.text("digest"),
    )


def _area(area: Fields) -> Area:
    altitude = area.optional("altitude", lambda text: number_within(text, -_FEET, _FEET))
    ceiling = area.optional("ceiling", lambda text: number_within(text, -_FEET, _FEET))
    if ceiling is not None and altitude is None:
        raise area.wrong("ceiling", "only together with an altitude")
    return Area(
        description=area.text("areaDesc", required=True),
        polygons=area.each("polygon", fields.ring),
        circles=area.each("circle", fields.circle_of),
        geocodes=area.named("geocode"),
        altitude=altitude,
        ceiling=ceiling,
    )
