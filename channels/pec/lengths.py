"""ASN.1 of which elements end at a mark (BER, indefinite lengths), with lengths told throughout.

asn1crypto reads such elements in most places, but not where a type is a choice.
"""

from dataclasses import dataclass

_END = b"\0\0"
_DEPTH = 24  # a certificate inside a signature goes to 14
_ELEMENTS = 8_192  # of those alone in which an end mark may be; a signature with two certificates has 400
_OCTETS = 0x04
_CONSTRUCTED = 0x20
_LONG_TAG = 0x1F
_UNTOLD = 0x80  # the length octet of an element that ends at a mark
_BEGINNINGS = tuple(
    bytes((tag, _UNTOLD)) for tag in (0x24, 0x30, 0x31, *range(0xA0, 0xA4))
)  # that a seal has


def definite(encoded: bytes) -> bytes:
    """Give the first element with definite lengths throughout, and whatever follows it as it stands.

    An element that holds no end mark is given byte by byte as it was, so that what is signed inside stays
    as it was signed. An octet string in segments becomes one. Raises ValueError for what is cut short,
    nested too deep or in too many pieces. Source: X.690, sections 8.1.3.6 and 8.7.
    """
    if _END not in encoded or not any(mark in encoded for mark in _BEGINNINGS):
        return encoded
    element, end = _Walk(encoded).element(0, 0)
    return element + encoded[end:]


@dataclass(slots=True)
class _Walk:
    encoded: bytes
    seen: int = 0

    def element(self, start: int, depth: int) -> tuple[bytes, int]:
        """Give the element that starts here, and where the next one does."""
        self.seen += 1
        if self.seen > _ELEMENTS or depth > _DEPTH:
            raise ValueError("too many elements")
        inside, length = _head(self.encoded, start)
        tag = self.encoded[start]
        if length is None:
            content, end = self._until_mark(inside, depth)
            return _whole(tag, content), end
        end = inside + length
        if end > len(self.encoded):
            raise ValueError("cut short")
        if not tag & _CONSTRUCTED or self.encoded.find(_END, inside, end) < 0:
            return self.encoded[start:end], end
        content = self._until(inside, end, depth)
        if content == self.encoded[inside:end]:
            return self.encoded[start:end], end
        return _whole(tag, content), end

    def _until(self, start: int, end: int, depth: int) -> bytes:
        found = []
        while start < end:
            element, start = self.element(start, depth + 1)
            found.append(element)
        if start != end:
            raise ValueError("an element that is longer than what it is in")
        return b"".join(found)

    def _until_mark(self, start: int, depth: int) -> tuple[bytes, int]:
        found = []
        while self.encoded[start : start + 2] != _END:
            element, start = self.element(start, depth + 1)
            found.append(element)
        return b"".join(found), start + 2


def _head(encoded: bytes, start: int) -> tuple[int, int | None]:
    """Read tag and length: where the content begins, and its length unless a mark ends it."""
    if start + 2 > len(encoded) or encoded[start] & _LONG_TAG == _LONG_TAG:
        raise ValueError("cut short, or a tag that no signature has")
    told = encoded[start + 1]
    if told < _UNTOLD:
        return start + 2, told
    if told == _UNTOLD:
        return start + 2, None
    after = start + 2 + (told & ~_UNTOLD)
    return after, int.from_bytes(encoded[start + 2 : after], "big")


def _whole(tag: int, content: bytes) -> bytes:
    """Put tag and length before a content; the segments of an octet string become one."""
    if tag == _OCTETS | _CONSTRUCTED:
        return _told(_OCTETS, _joined(content))
    return _told(tag, content)


def _joined(segments: bytes) -> bytes:
    start, found = 0, []
    while start < len(segments):
        inside, length = _head(segments, start)
        if segments[start] != _OCTETS or length is None:
            raise ValueError("an octet string in segments that are none")
        start = inside + length
        found.append(segments[inside:start])
    return b"".join(found)


def _told(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < _UNTOLD:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _UNTOLD | len(length))) + length + content
