"""What a mail server's refusals mean to us: a reason in one word, and whether the same mail may pass later.

Sources: RFC 5321 section 4.2 (the three digits), RFC 3463 (the enhanced code `5.1.1`, which tells more).
Temporary unless proven permanent: what only says that our own server does not want us is tried again,
because the operator can mend it and no answer is lost meanwhile.
"""

import re
from dataclasses import dataclass
from enum import Enum

ADDRESS = "address"  # nobody is reached under that address
FULL = "full"  # their mailbox is full
SIZE = "size"  # the mail is too large for them
CONTENT = "content"  # the mail as it is does not pass
SPAM = "spam"  # it is taken for unwanted
LATER = "later"  # they are busy, or want to see us try twice
RELAY = "relay"  # our server does not carry mail for us, or not so far: the operator must mend it
SENDER = "sender"  # our own address is not ours there: the operator must mend it
ACCOUNT = "account"  # our login is refused: the operator must mend it
SERVER = "server"  # our server cannot be used now
LOST = "lost"  # the line was cut before they had the mail

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")


class Stage(Enum):
    """Where in a transaction an answer was given."""

    LOGIN = "login"
    SENDER = "sender"  # MAIL FROM
    RECIPIENT = "recipient"  # RCPT TO
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means: `again` if the same mail may pass later."""

    reason: str
    again: bool = False


# Enhanced codes that say the same wherever they come, by subject and detail; the first digit says how long.
_DETAIL = {
    "1.1": Verdict(ADDRESS),
    "1.2": Verdict(ADDRESS),
    "1.3": Verdict(ADDRESS),
    "1.6": Verdict(ADDRESS),
    "1.10": Verdict(ADDRESS),  # the domain wants no mail, RFC 7505
    "1.7": Verdict(SENDER, again=True),
    "1.8": Verdict(SENDER, again=True),
    "2.1": Verdict(ADDRESS),  # the mailbox is closed
    "2.2": Verdict(FULL),
    "2.3": Verdict(SIZE),
    "3.4": Verdict(SIZE),
    "6.0": Verdict(CONTENT),
    "6.1": Verdict(CONTENT),
    "6.7": Verdict(ADDRESS),  # letters beyond ASCII do not pass, RFC 6531
    "7.8": Verdict(ACCOUNT, again=True),  # RFC 4954
    "7.9": Verdict(ACCOUNT, again=True),
}
_SIZES = frozenset({552, 523})
_ADDRESSES = frozenset({521, 550, 551, 553, 556})


def verdict(stage: Stage, code: int, text: str) -> Verdict:
    """Judge a refusal by where it came, its three digits, and the first words of its text."""
    detail = _detail(text)
    known = _DETAIL.get(detail)
    if code < 500:  # noqa: PLR2004 - RFC 5321: from here on it is for good
        return Verdict(known.reason if known else LATER, again=True)
    if stage is Stage.LOGIN:
        return Verdict(ACCOUNT, again=True)
    if known:
        return known
    if stage is Stage.SENDER:
        return Verdict(SIZE) if code in _SIZES else Verdict(SENDER, again=True)
    return _of_recipient(code, detail) if stage is Stage.RECIPIENT else _of_data(code, detail)


def label(reason: str, code: int | str) -> str:
    """What is written beside a part: our word, a colon, the server's digits."""
    return f"{reason}:{code}"


def _of_recipient(code: int, detail: str) -> Verdict:
    if detail.startswith("7."):
        return Verdict(RELAY, again=True)
    return Verdict(ADDRESS) if code in _ADDRESSES else Verdict(RELAY, again=True)


def _of_data(code: int, detail: str) -> Verdict:
    if code in _SIZES:
        return Verdict(SIZE)
    return Verdict(SPAM if detail.startswith("7.") else CONTENT)


def _detail(text: str) -> str:
    """Cut subject and detail out of an enhanced code, which leads the text."""
    found = _ENHANCED.match(text.lstrip())
    return found[0].partition(".")[2] if found else ""
