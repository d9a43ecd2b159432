"""Writes a message of the Common Alerting Protocol 1.2, its elements in the order of the standard."""

import re
from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from platforms.cap.alert import NAMESPACE, Alert, Area, Info, Named, Resource
from platforms.cap.fields import write_instant

Value = str | datetime | float | None
_MARK = "{%s}%s"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_alert(alert: Alert) -> bytes:
    """Write it as XML in UTF-8; what is empty is left out. It does not check what read_alert checks."""
    root = etree.Element(_MARK % (NAMESPACE, "alert"), nsmap={None: NAMESPACE})
    _put(root, "identifier", alert.identifier)
    _put(root, "sender", alert.sender)
    _put(root, "sent", alert.sent)
    _put(root, "status", alert.status)
    _put(root, "msgType", alert.kind)
    _put(root, "source", alert.source)
    _put(root, "scope", alert.scope)
    _put(root, "restriction", alert.restriction)
    _put(root, "addresses", _words(alert.addresses))
    _put_all(root, "code", alert.codes)
    _put(root, "note", alert.note)
    _put(root, "references", write_references(alert))
    _put(root, "incidents", _words(alert.incidents))
    for info in alert.infos:
        _put_info(_inner(root, "info"), info)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def write_references(alert: Alert) -> str:
    """Write the messages that it refers to, as 3.2.1 references has them."""
    return " ".join(
        f"{each.sender},{each.identifier},{write_instant(each.sent)}" for each in alert.references
    )


def _put_info(element: etree._Element, info: Info) -> None:
    _put(element, "language", info.language)
    _put_all(element, "category", info.categories)
    _put(element, "event", info.event)
    _put_all(element, "responseType", info.responses)
    _put(element, "urgency", info.urgency)
    _put(element, "severity", info.severity)
    _put(element, "certainty", info.certainty)
    _put(element, "audience", info.audience)
    _put_named(element, "eventCode", info.event_codes)
    _put(element, "effective", info.effective)
    _put(element, "onset", info.onset)
    _put(element, "expires", info.expires)
    _put(element, "senderName", info.sender_name)
    _put(element, "headline", info.headline)
    _put(element, "description", info.description)
    _put(element, "instruction", info.instruction)
    _put(element, "web", info.web)
    _put(element, "contact", info.contact)
    _put_named(element, "parameter", info.parameters)
    for resource in info.resources:
        _put_resource(_inner(element, "resource"), resource)
    for area in info.areas:
        _put_area(_inner(element, "area"), area)


def _put_resource(element: etree._Element, resource: Resource) -> None:
    _put(element, "resourceDesc", resource.description)
    _put(element, "mimeType", resource.media_type)
    _put(element, "size", None if resource.size is None else str(resource.size))
    _put(element, "uri", resource.uri)
    _put(element, "digest", resource.digest)


def _put_area(element: etree._Element, area: Area) -> None:
    _put(element, "areaDesc", area.description)
    _put_all(element, "polygon", (" ".join(map(_pair, ring)) for ring in area.polygons))
    _put_all(element, "circle", (f"{_pair(each.centre)} {_number(each.km)}" for each in area.circles))
    _put_named(element, "geocode", area.geocodes)
    _put(element, "altitude", area.altitude)
    _put(element, "ceiling", area.ceiling)


def _inner(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, _MARK % (NAMESPACE, name))


def _put(parent: etree._Element, name: str, value: Value) -> None:
    if value is None or value == "":
        return
    element = _inner(parent, name)
    if isinstance(value, datetime):
        element.text = write_instant(value)
    else:
        element.text = legal(value) if isinstance(value, str) else _number(value)


def _put_all(parent: etree._Element, name: str, values: Iterable[str]) -> None:
    for value in values:
        _put(parent, name, value)


def _put_named(parent: etree._Element, name: str, pairs: Iterable[Named]) -> None:
    for pair in pairs:
        element = _inner(parent, name)
        _put(element, "valueName", pair.name)
        _inner(element, "value").text = legal(pair.value)


def legal(text: str) -> str:
    """Leave out what XML cannot hold (1.0, 2.2)."""
    return _ILLEGAL.sub("", text)


def _words(names: Iterable[str]) -> str:
    return " ".join(f'"{name}"' if " " in name else name for name in names)


def _pair(point: tuple[float, float]) -> str:
    """Write latitude first (3.2.4)."""
    east, north = point
    return f"{_number(north)},{_number(east)}"


def _number(number: float) -> str:
    """Write a number without an exponent, to a tenth of a metre on the map."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
