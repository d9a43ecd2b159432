"""What a broadcast comes to and how it stands, as lines of a terminal."""

from collections.abc import Iterator
from typing import Final

from rich.table import Table
from rich.text import Text

from bot.alert_text import in_language
from channels.gsm7_advice import advise
from platforms.tariffs.tariff import in_euros
from sportello.broadcast_estimate import Estimate
from sportello.broadcast_preview import Preview
from sportello.shortened import shortened
from sportello.terminal import line
from storage.broadcasts import Broadcast, Event

_OFFICE: Final = "it"  # the language in which staff know a broadcast


def reach(found: Estimate) -> str:
    """Say how many people it reaches and what that costs."""
    about = "" if found.exact else "about "
    count = found.count
    parts = [
        f"about {_many(count.people, 'person', 'people')}",
        _many(found.messages, "message", "messages"),
        *([_many(count.spare, "spare address", "spare addresses")] if count.spare else []),
        f"{_many(found.segments, 'segment', 'segments')} of SMS",
        f"{about}{in_euros(found.micros)} EUR without VAT",
    ]
    return ", ".join(parts)


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def costs(found: Estimate) -> Table:
    """Lay out what leaves by channel and language."""
    table = Table("channel", "language", "messages", "segments", "longest", "EUR")
    for column in table.columns[2:]:
        column.justify = "right"
    for each in found.lines:
        figures = (each.messages, each.segments, each.longest)
        table.add_row(each.channel, each.language, *map(str, figures), in_euros(each.micros))
    return table


def remarks(found: Estimate) -> Iterator[str]:
    """Say of an estimate what its figures do not."""
    count = found.count
    for number, why in (
        (count.stopped, "have asked for no more"),
        (count.suppressed, "are dead"),
        (count.excluded, "are on the excluded list"),
    ):
        if number:
            yield f"{number} addresses {why}: nothing goes there."
    if found.made_up and found.micros:
        yield "The prices are another city's: name your own table in [broadcasts] prices."
    if not found.exact:
        yield "Of texts that differ from reader to reader only some were counted."


def dear(text: str) -> Iterator[str]:
    """Say what makes a text dear by SMS, and what would be cheaper."""
    found = advise(text)
    if found.guilty:
        shown = ", ".join(f"{each.character} ({each.name})" for each in found.guilty)
        yield f"outside the 7-bit alphabet: {shown}"
    if found.saves > 0:
        yield f"cheaper by {_many(found.saves, 'segment', 'segments')}: {found.wording}"
    if found.cut:
        yield f"{_many(found.cut, 'character', 'characters')} less would save a segment"


def bubble(shown: Preview) -> Iterator[str]:
    """Show what one reader gets."""
    size = f", {_many(shown.segments, 'segment', 'segments')}" if shown.channel.endswith("sms") else ""
    yield f"--- {shortened(f'{shown.channel}:{shown.address}')} ({shown.language}{size})"
    if shown.words.subject:
        yield f"Subject: {line(shown.words.subject)}"
    yield from map(line, shown.words.text.split("\n"))
    if shown.lacking:
        yield f"!!! nothing leaves: nothing fills in {', '.join(shown.lacking)}"


def facts(one: Broadcast) -> Iterator[tuple[str, str]]:
    """Tell what is known of one, by name; empty where there is nothing to tell."""
    draft, audience = one.draft, one.draft.audience
    yield "code", one.code
    yield "state", f"{one.state.value}{f' ({line(one.held)})' if one.held else ''}"
    yield "kind", f"{draft.kind.value}{', a drill: nothing leaves' if draft.training else ''}"
    yield "basis", draft.basis
    yield "urgent", one.urgent
    yield "policy", draft.policy.value
    yield "sender", draft.sender
    yield "begins", f"{draft.starts_at:%d/%m/%Y %H:%M}" if draft.starts_at else ""
    yield "holds until", f"{draft.valid_until:%d/%m/%Y %H:%M}" if draft.valid_until else ""
    yield "public", "on the public page" if draft.public else ""
    yield "everyone", "whatever they have asked for" if audience.everyone else ""
    yield "topics", ", ".join(audience.topics)
    yield "zones", ", ".join(audience.zones)
    yield "languages", ", ".join(audience.languages)
    yield "query", audience.query
    yield "list", str(audience.list or "")
    yield "without list", str(audience.excluded_list or "")
    yield "written by", f"{one.made_by}, last {one.edited_by}"
    yield "submitted by", one.submitted_by
    yield "submitted for", _counted(one)
    yield "approved by", ", ".join(f"{each.who} (about {each.counted})" for each in one.approvals)


def _counted(one: Broadcast) -> str:
    if one.counted is None:
        return ""
    return f"about {one.counted} people, {in_euros(one.micros or 0)} EUR"


def happened(event: Event) -> str:
    """Tell an event."""
    who = f" by {line(event.who)}" if event.who else ""
    detail = f": {line(event.detail)}" if event.detail else ""
    return f"{event.at:%d/%m/%Y %H:%M} {event.what.value}{who}{detail}"


def row(one: Broadcast) -> tuple[str | Text, ...]:
    """Put one into a line of the list."""
    text = in_language(one.draft.texts, _OFFICE, ()) if one.draft.texts else None
    title = (text.title or text.body) if text else ""
    people = "" if one.counted is None else str(one.counted)
    by = one.submitted_by or one.made_by
    return one.code, one.state.value, f"{one.made_at:%d/%m/%Y %H:%M}", by, people, Text(line(title)[:60])
