"""What a public text says where others are greeted by name: what stands there for whoever has none."""

from typing import Final

from bot.alert_text import compose

_NOBODY: Final = "…"


def without_places(text: str) -> str:
    """Fill a text in for nobody in particular."""
    template = compose("", text, "", "sms").text
    return template.fill(dict.fromkeys(template.lacking({}), _NOBODY)).strip()
