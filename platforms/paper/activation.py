"""The letter that the counter hands over: a username, and the link by which its owner sets a password."""

from dataclasses import dataclass, field
from datetime import datetime

from platforms.paper.drawing import link_drawing
from platforms.paper.typesetting import legible, say, typeset


@dataclass(frozen=True, slots=True)
class ActivationLetter:
    """All that a letter says: who opens `url` first sets the password, so it is nobody else's to see.

    `city` signs, `holder` is the citizen's name, `by` who of the staff has checked their document. Both
    times are printed as they are given: in the time zone of the city. `recovery` if there was a password
    before.
    """

    city: str
    holder: str
    username: str
    url: str = field(repr=False)
    until: datetime
    printed_at: datetime
    by: str
    recovery: bool = False


_FIXED = ("letter-for", "letter-username", "letter-scan", "letter-steps", "letter-know")
_STEPS = ("letter-step-open", "letter-step-password", "letter-step-app")
_KNOW = (
    "letter-know-nobody",
    "letter-know-used",
    "letter-know-worth",
    "letter-know-lost",
    "letter-know-spid",
)


def letter_pdf(letter: ActivationLetter) -> bytes:
    """Print a letter: the same bytes whenever it is printed."""
    until = say("letter-until", day=f"{letter.until:%d/%m/%Y}", hour=f"{letter.until:%H:%M}")
    document = {
        "creditor": legible(letter.city),
        "title": say("letter-recovery" if letter.recovery else "letter"),
        "holder": legible(letter.holder),
        "username": legible(letter.username),
        "once": say("letter-once", until=until),
        "url": letter.url,
        "code": link_drawing(letter.url),
        "code-alt": say("letter-code-alt", url=letter.url),
        "words": {name: say(name) for name in _FIXED},
        "steps": [say(name) for name in _STEPS],
        "know": [say(name) for name in _KNOW],
        "printed": say("letter-printed", day=f"{letter.printed_at:%d/%m/%Y}", by=legible(letter.by)),
    }
    return typeset("activation.typ", document, letter.printed_at.date())
