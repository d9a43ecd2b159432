"""Who wrote a mail: the one address of its From, RFC 5322 section 3.6.2."""

import re
from collections.abc import Sequence

from channels.mail.charsets import decode
from channels.mail.headers import one_line

_LONGEST = 2000  # characters of a From that are read
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"')
_COMMENT = re.compile(r"\([^()]*+\)")
_ANGLED = re.compile(r"<([^<>]*+)>")
# Letters of RFC 5321 without quoted local parts, which no citizen has; RFC 5321 section 4.5.3.1 bounds it.
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*+"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_LONGEST_ADDRESS = 254
_LONGEST_LOCAL = 64


def is_address(text: str) -> bool:
    """Whether a mail can be sent to it as it stands: lower case, ASCII, no blanks."""
    local = text.partition("@")[0]
    return (
        len(text) <= _LONGEST_ADDRESS
        and len(local) <= _LONGEST_LOCAL
        and _ADDRESS.fullmatch(text) is not None
    )


def addresses_in(value: str) -> list[str]:
    """The addresses that a field names, in lower case, each once; a name that holds an @ is none."""
    bare = _COMMENT.sub(" ", _QUOTED.sub(" ", value[:_LONGEST]))
    angled = _ANGLED.findall(bare)
    found = angled or [each for each in re.split(r"[,;\s]+", bare) if "@" in each]
    return list(dict.fromkeys(_plain(each) for each in found))


def sender_of(values: Sequence[bytes]) -> str:
    """The one address that From names, in lower case; empty where it names none, several, or no address."""
    if len(values) != 1:
        return ""
    found = addresses_in(one_line(decode(values[0])))
    return found[0] if len(found) == 1 and is_address(found[0]) else ""


def _plain(address: str) -> str:
    """Write an address as we keep it, a domain of other letters in its ASCII form (RFC 5891)."""
    address = address.strip().lower()
    local, _, domain = address.rpartition("@")
    if address.isascii() or not local.isascii() or len(domain) > _LONGEST_ADDRESS:
        return address
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address
