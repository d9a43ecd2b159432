"""Requests as citizens read of them: what each is called, how far it is, and what has happened to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.values.date import Date
from storage.request_rows import CITIZEN, Event, Request, Stage, State, What

# What the kinds of request are called; another is "a request".
_KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    "it": {
        "instalments": "rateizzazione di una multa",
        "certificate": "certificato",
        "data-correction": "correzione dei suoi dati",
        "credentials": "credenziali",
        "ztl-first": "permesso ZTL",
        "ztl-renew": "rinnovo del permesso ZTL",
        "ztl-change": "modifica del permesso ZTL",
        "ztl-substitute": "veicolo sostitutivo ZTL",
        "ztl-duplicate": "duplicato del permesso ZTL",
        "ztl-renounce": "rinuncia al permesso ZTL",
        "": "richiesta",
    },
    "en": {
        "instalments": "a fine in instalments",
        "certificate": "certificate",
        "data-correction": "correction of your data",
        "credentials": "credentials",
        "ztl-first": "ZTL permit",
        "ztl-renew": "renewal of a ZTL permit",
        "ztl-change": "change of a ZTL permit",
        "ztl-substitute": "replacement vehicle for a ZTL permit",
        "ztl-duplicate": "duplicate of a ZTL permit",
        "ztl-renounce": "giving up a ZTL permit",
        "": "request",
    },
}
# What happened, in plain words; an event that is not here is not told.
_EVENTS: Final[Mapping[str, Mapping[What, str]]] = {
    "it": {
        What.OPENED: "ricevuta",
        What.MESSAGE: "messaggio",
        What.DOCUMENT: "documento",
        What.TAKEN: "presa in carico",
        What.ASKED: "chiesta un'integrazione",
        What.ACCEPTED: "accolta",
        What.REFUSED: "non accolta",
        What.WITHDRAWN: "ritirata",
        What.PAID: "pagata",
        What.ENTERED: "protocollata",
    },
    "en": {
        What.OPENED: "received",
        What.MESSAGE: "message",
        What.DOCUMENT: "document",
        What.TAKEN: "taken in hand",
        What.ASKED: "more was asked",
        What.ACCEPTED: "granted",
        What.REFUSED: "not granted",
        What.WITHDRAWN: "withdrawn",
        What.PAID: "paid",
        What.ENTERED: "registered",
    },
}
_FROM: Final = {"it": ("suo", "dell'ufficio"), "en": ("yours", "from the office")}
_FROM_WHOM: Final = frozenset({What.MESSAGE, What.DOCUMENT})
_WITH_TEXT: Final = frozenset({What.DOCUMENT, What.ENTERED})  # a name, a number: no words of anybody


def standing_of(one: Request) -> str:
    """Tell by one word how a request stands, for the texts that choose by it."""
    if one.state is State.OPEN:
        return one.stage.value
    if one.state is State.WITHDRAWN:
        return "withdrawn"
    return "accepted" if one.accepted else "refused"


@dataclass(frozen=True, slots=True)
class Called:
    """What a request is called, and what about."""

    request: Request

    def show(self, language: str) -> str:
        """Write `permesso ZTL, AB123CD`; what is not for reading (an id of ours) is left out."""
        words = _KINDS.get(language, _KINDS["en"])
        name = words.get(self.request.kind, words[""])
        about = self.request.subject
        return f"{name}, {about}" if about and self.request.kind in _WITH_SUBJECT else name


_WITH_SUBJECT: Final = frozenset({"instalments", *(kind for kind in _KINDS["it"] if kind.startswith("ztl-"))})
_STAGES: Final[Mapping[str, Mapping[Stage, str]]] = {
    "it": {
        Stage.RECEIVED: "ricevuta",
        Stage.WORKING: "in lavorazione",
        Stage.ASKED: "aspetta una sua integrazione",
    },
    "en": {Stage.RECEIVED: "received", Stage.WORKING: "being worked on", Stage.ASKED: "waits for you"},
}
_BY: Final = {"it": "entro il", "en": "by"}


@dataclass(frozen=True, slots=True)
class Open:
    """Open requests one a line."""

    requests: Sequence[Request]

    def show(self, language: str) -> str:
        """Write `- 2B3C-4D5N rateizzazione di una multa, V/12/2026: in lavorazione, entro il 05/03/2026`."""
        return "\n".join(self._line(one, language) for one in self.requests)

    def _line(self, one: Request, language: str) -> str:
        stage = _STAGES.get(language, _STAGES["en"])[one.stage]
        waits = one.stage is Stage.ASKED and one.asked_until is not None
        until = one.asked_until if waits and one.asked_until else one.answer_by
        by = f"{_BY.get(language, _BY['en'])} {Date(until).show(language)}"
        return f"- {one.reference.show(language)} {Called(one).show(language)}: {stage}, {by}"


@dataclass(frozen=True, slots=True)
class Happened:
    """What has happened to a request, one a line, the oldest first."""

    events: Sequence[Event]

    def show(self, language: str) -> str:
        """Write `- 03/02/2026 ricevuta`."""
        lines = (self._line(each, language) for each in self.events)
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def _line(self, one: Event, language: str) -> str:
        what = _EVENTS.get(language, _EVENTS["en"]).get(one.kind, "")
        if not what:
            return ""
        mine, ours = _FROM.get(language, _FROM["en"])
        whose = f" {mine if one.by == CITIZEN else ours}" if one.kind in _FROM_WHOM else ""
        text = f": {one.text}" if one.text and one.kind in _WITH_TEXT else ""
        return f"- {Date(one.at.date()).show(language)} {what}{whose}{text}"
