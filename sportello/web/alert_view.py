"""What the page of alerts shows of one, in the language of its reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alert_text import in_language
from sportello.alert_wording import without_places
from sportello.web.pages import LANGUAGES
from storage.public_alerts import PublicAlert
from storage.zones import Zone


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert; `lang` is that of its words, which may be another than the page's.

    `where` is empty for the whole city. `standing`: holds, over, withdrawn, set-right.
    """

    code: str
    emergency: bool
    lang: str
    title: str
    body: str
    where: str
    since: datetime
    until: datetime | None
    standing: str
    set_right: str
    corrects: str


def view_of(one: PublicAlert, language: str, zones: Sequence[Zone], now: datetime) -> AlertView:
    """Show one as a reader of a language sees it."""
    texts = {each: (each, text) for each, text in one.texts.items()}
    lang, text = in_language(texts, language, LANGUAGES)
    names = {zone.code: zone.name for zone in zones}
    return AlertView(
        code=one.code,
        emergency=one.emergency,
        lang=lang,
        title=without_places(text.title),
        body=without_places(text.body),
        where=", ".join(names.get(code, code) for code in one.zones),
        since=one.begun_at,
        until=one.valid_until,
        standing=_standing(one, now),
        set_right=one.set_right,
        corrects=one.corrects,
    )


def _standing(one: PublicAlert, now: datetime) -> str:
    if one.set_right:
        return "set-right"
    if one.withdrawn:
        return "withdrawn"
    return "holds" if one.holds(now) else "over"
