"""The draft that an alert in CAP comes to: somebody reads and mends it before two agree to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from platforms.cap.alert import Alert, Certainty, Info, MessageType, Severity, Status, Urgency
from sportello.cap_areas import City, Place, together
from storage.alert_codes import Codes
from storage.audience import Audience, Policy
from storage.broadcast_records import Draft, Kind, Text

TOPIC: Final = "civil_protection"
_SEVERE: Final = (Severity.EXTREME, Severity.SEVERE)
_SOON: Final = (Urgency.IMMEDIATE, Urgency.EXPECTED)
_BRACES: Final = str.maketrans("{}", "()")  # in our texts they are places to fill in


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, what CAP says beside it, and where it holds."""

    draft: Draft
    codes: Codes
    place: Place
    expires_at: datetime | None


def draft_of(alert: Alert, city: City, languages: Sequence[str]) -> Drafted | None:
    """Make the draft of an alert; None if none of it is about this city.

    `languages` are the city's, the first the usual one. What nobody here reads stands under the usual one.
    """
    placed = [(info, city.place(info)) for info in alert.infos]
    here = [info for info, place in placed if place.is_here]
    if alert.kind is MessageType.CANCEL and not here:
        return _called_off(alert, languages[0])
    if not here:
        return None
    place = together((place for _, place in placed if place.is_here), city.zones)
    expires = [info.expires for info in here if info.expires]
    emergency = any(_is_emergency(info) for info in here)
    draft = Draft(
        kind=Kind.EMERGENCY if emergency else Kind.NOTICE,
        policy=Policy.CHEAPEST,
        texts=_texts(here, languages),
        audience=Audience(topics=(TOPIC,), zones=place.zones),
        valid_until=max(expires, default=None),
        training=alert.status is not Status.ACTUAL,
        public=alert.status is Status.ACTUAL,
    )
    return Drafted(draft, _codes(here), place, draft.valid_until)


def _called_off(alert: Alert, language: str) -> Drafted:
    """Make what is said to those whom the first has reached, of a cancelling that hardly says anything."""
    words = alert.note or next((info.headline for info in alert.infos), "")
    draft = Draft(
        kind=Kind.NOTICE,
        policy=Policy.CHEAPEST,
        texts={language: Text("", words.translate(_BRACES))},
        audience=Audience(topics=(TOPIC,)),
        training=alert.status is not Status.ACTUAL,
        public=alert.status is Status.ACTUAL,
    )
    unknown = Codes("Safety", "", "AllClear", Urgency.PAST, Severity.UNKNOWN, Certainty.UNKNOWN, None, "")
    return Drafted(draft, unknown, Place(), None)


def _is_emergency(info: Info) -> bool:
    likely = info.certainty in (Certainty.OBSERVED, Certainty.LIKELY)
    return info.severity in _SEVERE and info.urgency in _SOON and likely


def _texts(infos: Sequence[Info], languages: Sequence[str]) -> Mapping[str, Text]:
    by_language: dict[str, list[Info]] = {}
    for info in infos:
        by_language.setdefault(info.language.partition("-")[0].lower(), []).append(info)
    ours = {language: found for language, found in by_language.items() if language in languages}
    if not ours:
        ours = {languages[0]: next(iter(by_language.values()))}
    return {language: _text(found) for language, found in ours.items()}


def _text(infos: Sequence[Info]) -> Text:
    bodies = dict.fromkeys(filter(None, map(_body, infos)))
    title = infos[0].headline or infos[0].event
    return Text(" ".join(title.split()).translate(_BRACES), "\n\n".join(bodies) or title)


def _body(info: Info) -> str:
    lines = (info.description, info.instruction, info.web)
    return "\n".join(" ".join(line.split()) for line in lines if line).translate(_BRACES)


def _codes(infos: Sequence[Info]) -> Codes:
    worst = min(infos, key=lambda info: list(Severity).index(info.severity))
    onsets = [info.onset for info in infos if info.onset]
    areas = dict.fromkeys(area.description for info in infos for area in info.areas)
    return Codes(
        category=" ".join(dict.fromkeys(each for info in infos for each in info.categories)),
        event=worst.event,
        response=" ".join(dict.fromkeys(each for info in infos for each in info.responses)),
        urgency=worst.urgency,
        severity=worst.severity,
        certainty=worst.certainty,
        onset_at=min(onsets, default=None),
        area=", ".join(areas),
    )
