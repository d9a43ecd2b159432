"""What is wrong with a draft, before anybody has to approve it: told all at once, in sentences."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.alert_text import compose, strays
from sportello.broadcast_estimate import Estimate, Laid
from storage.audience_query import BadQuery, check_query, pointed
from storage.broadcast_records import Draft

MOST_BY_SMS = 1_600  # characters, https://www.twilio.com/docs/api/errors/21617


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to choose from: `lists` are the names that each ready list fills in."""

    topics: Collection[str]
    zones: Collection[str]
    languages: Collection[str]
    aliases: Collection[str]
    lists: Mapping[int, Collection[str]]


def faults(draft: Draft, known: Known, laid: Laid, now: datetime) -> Iterator[str]:
    """Tell what nobody could send, or nobody would mean; the store has the last word on the rest."""
    yield from _choices(draft, known)
    yield from _places(draft, known)
    yield from _too_long(draft, laid)
    if draft.valid_until and draft.valid_until <= max(now, draft.starts_at or now):
        yield "valid_until: it would be over before it begins"


def lacking(found: Estimate) -> Iterator[str]:
    """Tell of places that stay empty for some readers, who would get nothing."""
    for name, readers in sorted(found.lacking.items()):
        yield f"{readers} of the readers have nothing for {{{name}}}: write {{{name}|...}} for them"


def _choices(draft: Draft, known: Known) -> Iterator[str]:
    audience = draft.audience
    offered = {
        "audience.topics": (audience.topics, known.topics),
        "audience.zones": (audience.zones, known.zones),
        "audience.languages": (audience.languages, known.languages),
        "text": (tuple(draft.texts), known.languages),
        "sender": ((draft.sender,) if draft.sender else (), known.aliases),
    }
    for name, (chosen, there_are) in offered.items():
        if wrong := [each for each in chosen if each not in there_are]:
            rest = ", ".join(there_are) or "nothing to choose"
            yield f"{name}: there is no {', '.join(wrong)}, only {rest}"
    for name, number in (("list", audience.list), ("excluded_list", audience.excluded_list)):
        if number is not None and number not in known.lists:
            yield f"audience.{name}: there is no list {number}"
    try:
        check_query(audience.query, {"topic": known.topics, "zone": known.zones})
    except BadQuery as problem:
        yield f"audience.query: {problem}\n{pointed(audience.query, problem)}"


def _places(draft: Draft, known: Known) -> Iterator[str]:
    """Only rows of a list have something to fill in: with others too, each place needs words of its own."""
    audience = draft.audience
    alone = not (audience.topics or audience.everyone)
    filled = known.lists.get(audience.list or 0, ()) if alone else ()
    for language, text in draft.texts.items():
        for part, words in (("title", text.title), ("body", text.body)):
            if found := strays(words):
                yield f"text.{language}.{part}: a bracket at character {found[0] + 1} fills nothing in"
        if audience.corrects is not None:
            continue  # its readers are those of another, with what their list says of them
        for name in compose(text.title, text.body, "", "email").lacking(dict.fromkeys(filled, "x")):
            yield f"text.{language}: nothing fills in {{{name}}}: write {{{name}|what stands there else}}"


def _too_long(draft: Draft, laid: Laid) -> Iterator[str]:
    for language in draft.texts:
        composed = laid.text("sms", language)
        text = composed.fill({place.name: "x" for place in composed.text.places})
        if len(text.text) > MOST_BY_SMS:
            yield f"text.{language}: {len(text.text)} characters, by SMS no more than {MOST_BY_SMS} leave"
