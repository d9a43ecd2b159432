"""Which conversation a mail belongs to: its ids and its subject, RFC 5322 section 3.6.4."""

import re
from collections.abc import Mapping

from channels.mail.headers import Headers

MOST = 800  # characters of References: one unfolded line stays under the 998 of RFC 5322, 2.1.1
LONGEST_SUBJECT = 250
_LONGEST_ID = 250
_ID = re.compile(r"<[!-;=?-~]{1,248}>")
# How mail programs mark an answer, once or again and again: "Re:", "R:", "RIF:", "Re[2]:", "AW:", "SV:".
_REPLY = re.compile(
    r"(?:\s*+(?:re|r|rif|ris|aw|antw|sv|vs|res|odp)\s*+(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*+[:：])++\s*+",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"\s*+(?:fwd?|i|inoltr?o?|wg|tr|enc|rv)\s*+[:：]", re.IGNORECASE)
# What programs write where nothing was written.
_NO_SUBJECT = frozenset(
    (
        "(no subject)",
        "no subject",
        "(nessun oggetto)",
        "[nessun oggetto]",
        "nessun oggetto",
        "(senza oggetto)",
    )
)


def context_of(headers: Headers) -> Mapping[str, str]:
    """What an answer needs: `message_id`, `references` (ids) and `subject`, each only if it is there."""
    told = {
        "message_id": next(iter(ids_in(headers.first("message-id"))), ""),
        "references": " ".join(_chain(headers)),
        "subject": headers.text("subject")[:LONGEST_SUBJECT],
    }
    return {name: value for name, value in told.items() if value}


def _chain(headers: Headers) -> list[str]:
    """The ids before this mail's own: its References, or what it answers if that is one mail."""
    references = ids_in(headers.first("references"))
    if references:
        return bounded(references)
    answered = ids_in(headers.first("in-reply-to"))
    return answered if len(answered) == 1 else []


def ids_in(value: str) -> list[str]:
    """The ids of mails that a field names, in their angle brackets, each once."""
    return list(dict.fromkeys(each for each in _ID.findall(value) if len(each) <= _LONGEST_ID))


def bounded(ids: list[str]) -> list[str]:
    """Drop ids from the middle until they fit in a line: the first keeps the thread, the last the place."""
    kept: list[str] = []
    room = MOST - len(ids[0]) if ids else 0
    for each in reversed(ids[1:]):
        room -= len(each) + 1
        if room < 0:
            break
        kept.append(each)
    return [*ids[:1], *reversed(kept)]


def is_reply(subject: str) -> bool:
    """Whether a subject says that the mail answers another."""
    return _REPLY.match(subject) is not None


def answers_one(headers: Headers, subject: str) -> bool:
    """Whether a mail answers another; one that passes another on names it too, and is told by its subject."""
    if _FORWARD.match(subject):
        return False
    return is_reply(subject) or headers.has("in-reply-to", "references")


def spoken(subject: str) -> str:
    """What a subject says, without the marks of programs."""
    said = _FORWARD.sub("", subject, count=1).strip()
    return "" if said.lower() in _NO_SUBJECT else said


def answering(subject: str) -> str:
    """The subject of an answer: "Re: " once, whatever stood there, in one line that is not too long."""
    plain = _REPLY.sub("", " ".join(subject.split()), count=1)
    return f"Re: {plain[:LONGEST_SUBJECT]}".rstrip()
