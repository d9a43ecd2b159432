"""The digest of signed content, whose lines end in CRLF however the mail was kept."""

import hashlib
from collections.abc import Iterator

_PIECE = 1 << 20  # bytes: what is copied at a time


def digests(content: bytes, algorithm: str) -> Iterator[bytes]:
    """Give the digest over the canonical form (RFC 8551, section 3.1.1), then over the bytes as they are.

    The second is there only where it differs: a provider that signs in binary leaves a lone LF as it is.
    Nothing is copied where every line ends in CRLF already, and else a piece at a time.
    """
    if content.count(b"\n") == content.count(b"\r\n"):
        yield hashlib.new(algorithm, content).digest()
        return
    canonical = hashlib.new(algorithm)
    for piece in _pieces(content):
        canonical.update(piece.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    yield canonical.digest()
    yield hashlib.new(algorithm, content).digest()


def _pieces(content: bytes) -> Iterator[bytes]:
    """Cut into pieces, never between the two signs of a line's end."""
    start = 0
    while start < len(content):
        end = start + _PIECE
        end += content[end - 1 : end + 1] == b"\r\n"
        yield content[start:end]
        start = end
