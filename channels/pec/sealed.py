"""A certified mail taken apart: its header, the bytes that were signed, the signature, the parts inside.

Nothing is believed here and nothing is written anew: what was signed is a slice of the raw mail.
"""

import re
from dataclasses import dataclass, replace

from channels.mail.headers import Headers, Unreadable
from channels.pec.parts import Budget, Part, guess_boundary, part_at, split
from channels.pec.seal import enclosed_content

_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")
_OUTLOOK = bytes.fromhex("d0cf11e0a1b11ae1")  # how its .msg begins: [MS-CFB] section 2.2
_LARGEST_OF_MACS = 40_000_000  # bytes: it takes one more copy
_SIGNED = "multipart/signed"
_SIGNATURES = frozenset(("application/pkcs7-signature", "application/x-pkcs7-signature"))
_OPAQUE = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_PARTS = 2  # of a multipart/signed: what is signed, and the signature (RFC 1847 section 2.1)
_OF_MAIL = frozenset(
    (
        *("from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "reply-to"),
        *("mime-version", "content-type", "delivered-to", "x-trasporto", "x-ricevuta"),
    )
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A mail taken apart.

    `raw` is what all places are of. `children` are the direct parts of what was signed, or of the mail itself
    where nothing claims to be. `outside` are parts beside what was signed, without the signature. `irregular`
    tells that its structure is not the one of RFC 6109 section 4.3.
    """

    raw: bytes
    headers: Headers
    whole: Part
    children: tuple[Part, ...] = ()
    signed: bool = False
    content: tuple[int, int] = (0, 0)
    signature: bytes = b""
    outside: tuple[Part, ...] = ()
    irregular: bool = False

    @property
    def signed_bytes(self) -> bytes:
        """What the signature is over: from the part's first header to before the next boundary's line."""
        return self.raw[slice(*self.content)]


def take_apart(raw: bytes, budget: Budget) -> Sealed:
    """Take a mail apart, however it was stored.

    Raises Unreadable ("outlook", "not-a-mail", "headers", "parts", "large").
    """
    if raw.startswith(_OUTLOOK):
        raise Unreadable("outlook")
    if b"\n" not in raw and b"\r" in raw:  # as old Macs kept it
        if len(raw) > _LARGEST_OF_MACS:
            raise Unreadable("large")
        raw = raw.replace(b"\r", b"\n")
    begin = _BEGIN.match(raw)
    whole = part_at(raw, begin.end() if begin else 0, len(raw), budget)
    if not whole.headers.has(*_OF_MAIL):
        raise Unreadable("not-a-mail")
    if whole.kind == _SIGNED:
        return _take_signed(raw, whole, budget)
    if whole.kind in _OPAQUE and (opaque := _take_opaque(raw, whole, budget)):
        return opaque
    return Sealed(raw, whole.headers, whole, tuple(_inside(raw, whole, budget)[0]))


def _take_signed(raw: bytes, whole: Part, budget: Budget) -> Sealed:
    parts, guessed = _inside(raw, whole, budget)
    if not parts:
        return Sealed(raw, whole.headers, whole, signed=True, irregular=True)
    first = parts[0]
    signatures = [part for part in parts[1:] if _is_signature(part)]
    children, also_guessed = _inside(raw, first, budget)
    return Sealed(
        raw,
        whole.headers,
        whole,
        tuple(children),
        signed=True,
        content=(first.head, first.end),
        signature=signatures[0].content(raw) if signatures else b"",
        outside=tuple(part for part in parts[1:] if part not in signatures[:1]),
        irregular=guessed or also_guessed or (bool(signatures) and len(parts) != _PARTS),
    )


def _inside(raw: bytes, whole: Part, budget: Budget) -> tuple[list[Part], bool]:
    """Cut a part into its parts, and tell whether its boundary had to be guessed."""
    if not whole.is_multipart:
        return [], False
    if parts := split(raw, whole, budget):
        return parts, False
    guessed = replace(whole, parameters={"boundary": guess_boundary(raw, whole)})
    return split(raw, guessed, budget), True


def _is_signature(part: Part) -> bool:
    return part.kind in _SIGNATURES or part.called("smime.p7s")


def _take_opaque(raw: bytes, whole: Part, budget: Budget) -> Sealed | None:
    """Open a mail whose content lies in the signature (RFC 8551 section 3.5.2); None if it holds none."""
    signature = whole.content(raw)
    content = enclosed_content(signature)
    if content is None:
        return None
    inner = part_at(content, 0, len(content), budget)
    return Sealed(
        content,
        whole.headers,
        whole,
        tuple(_inside(content, inner, budget)[0]),
        signed=True,
        content=(0, len(content)),
        signature=signature,
        irregular=True,
    )
