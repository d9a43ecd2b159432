"""Our alerts as feeds: Atom (RFC 4287) and RSS 2.0, an entry for each message of CAP that was given out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from lxml import etree

from platforms.cap.alert import MEDIA_TYPE, Alert, Info
from platforms.cap.reading import read_alert
from platforms.cap.writing import legal
from storage.alert_publishing import Message

_ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Heading:
    """What heads a feed: whose it is, in which language, where our pages begin."""

    place: str
    title: str
    language: str
    address: str
    cancelled: str  # what stands before the title of what was called back


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one message."""

    identifier: str
    title: str
    summary: str
    sent_at: datetime
    page: str
    cap: str


def entries_of(messages: Sequence[Message], heading: Heading) -> Sequence[Entry]:
    """Read what our own messages say; takes a millisecond for each."""
    return [_entry(each, read_alert(each.document.encode()), heading) for each in messages]


def _entry(message: Message, alert: Alert, heading: Heading) -> Entry:
    info = _in_language(alert.infos, heading.language)
    title = (info.headline or info.event) if info else message.identifier
    return Entry(
        identifier=message.identifier,
        title=f"{heading.cancelled}: {title}" if message.kind == "Cancel" else title,
        summary=info.description if info else "",
        sent_at=message.sent_at,
        page=f"{info.web}?lang={heading.language}" if info else f"{heading.address}/avvisi",
        cap=f"{heading.address}/avvisi/cap/{message.identifier}.xml",
    )


def _in_language(infos: Sequence[Info], language: str) -> Info | None:
    ours = (info for info in infos if info.language.partition("-")[0] == language)
    return next(ours, next(iter(infos), None))


def write_atom(heading: Heading, entries: Sequence[Entry], at: datetime) -> bytes:
    """Write the feed; `at` is when it last changed, if it has no entry."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", heading.language)
    home = f"{heading.address}/avvisi"
    changed = max((each.sent_at for each in entries), default=at)
    _text(feed, "id", f"{home}/feed.atom")
    _text(feed, "title", heading.title)
    _text(feed, "updated", changed.isoformat())
    _text(etree.SubElement(feed, f"{{{_ATOM}}}author"), "name", heading.place)
    _link(feed, "self", f"{home}/feed.atom?lang={heading.language}", "application/atom+xml")
    _link(feed, "alternate", f"{home}?lang={heading.language}", "text/html")
    for each in entries:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "id", each.cap)
        _text(entry, "title", each.title)
        _text(entry, "updated", each.sent_at.isoformat())
        _text(entry, "summary", each.summary)
        _link(entry, "alternate", each.page, "text/html")
        _link(entry, "related", each.cap, MEDIA_TYPE)
    return _bytes(feed)


def write_rss(heading: Heading, entries: Sequence[Entry], at: datetime) -> bytes:
    """Write the feed as RSS 2.0; `at` as for write_atom."""
    rss = etree.Element("rss", nsmap={"atom": _ATOM}, version="2.0")
    channel = etree.SubElement(rss, "channel")
    home = f"{heading.address}/avvisi"
    changed = max((each.sent_at for each in entries), default=at)
    _plain(channel, "title", heading.title)
    _plain(channel, "link", f"{home}?lang={heading.language}")
    _plain(channel, "description", f"{heading.title}, {heading.place}")
    _plain(channel, "language", heading.language)
    _plain(channel, "lastBuildDate", format_datetime(changed))
    _link(channel, "self", f"{home}/feed.rss?lang={heading.language}", "application/rss+xml")
    for each in entries:
        item = etree.SubElement(channel, "item")
        _plain(item, "title", each.title)
        _plain(item, "link", each.page)
        _plain(item, "description", each.summary)
        _plain(item, "guid", each.cap).set("isPermaLink", "true")
        _plain(item, "pubDate", format_datetime(each.sent_at))
    return _bytes(rss)


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = legal(text)


def _plain(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = legal(text)
    return element


def _link(parent: etree._Element, rel: str, href: str, media_type: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=href, type=media_type)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
