"""The digest of signed content, whose lines end in CRLF however the mail was kept."""

import hashlib
from collections.abc import Iterator

_PIECE = 1 << 20  # bytes: what is copied at a time


def digests(content: bytes, algorithm: str) -> Iterator[bytes]:
    """Give the digest over the bytes as they are, then over the canonical form (RFC 8551, section 3.1.1).

    The second is there only where it differs. The first is that of nearly every mail, which comes with CRLF
    (to look for a lone LF takes longer than to digest), and of a provider that signs in binary and leaves
    a lone LF as it is. Nothing is copied but a piece at a time.
    """
    yield hashlib.new(algorithm, content).digest()
    if content.count(b"\n") == content.count(b"\r\n"):
        return
    canonical = hashlib.new(algorithm)
    for piece in _pieces(content):
        canonical.update(piece.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    yield canonical.digest()


def _pieces(content: bytes) -> Iterator[bytes]:
    """Cut into pieces, never between the two signs of a line's end."""
    start = 0
    while start < len(content):
        end = start + _PIECE
        end += content[end - 1 : end + 1] == b"\r\n"
        yield content[start:end]
        start = end
