"""What a mail says in words, out of the parts that show text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from channels.mail.charsets import decode
from channels.mail.flowed import unflow
from channels.mail.markup import cids, read_page
from channels.mail.mime import Leaf

_PLAIN, _PAGE = "text/plain", "text/html"
# Blanks of other kinds, and what shows nothing: a reader of words would stumble over them.
_UNSEEN = {
    0xA0: " ",
    0x202F: " ",
    0x2007: " ",
    0xAD: None,
    0x200B: None,
    0xFEFF: None,
    0x2028: "\n",
    0x2029: "\n",
}
_SHARE = 8  # bytes that are looked at for each character that is kept: pages say little in much


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail, the parts that it was shown in, and the Content-IDs that its pages show."""

    text: str
    parts: tuple[Leaf, ...]
    shown: frozenset[str]


def read_body(raw: bytes, leaves: Sequence[Leaf], most: int) -> Body:
    """Read the text of a mail, as far as it is in its first `most` characters, about.

    Of alternatives the plain one is read, unless it is empty; what stands side by side is read in order.
    """
    parts = [leaf for at, leaf in enumerate(leaves) if _is_text(leaf, first=at == 0)]
    budget = most * _SHARE
    texts: list[str] = []
    done: set[int] = set()
    for leaf in parts:
        if budget <= 0 or leaf.choice in done:
            continue
        group = [leaf] if not leaf.choice else [each for each in parts if each.choice == leaf.choice]
        if leaf.choice:
            done.add(leaf.choice)
        text, used = _best(raw, group, budget)
        budget -= used
        texts.append(text)
    shown = _shown(raw, leaves, parts, most * _SHARE)
    return Body("\n\n".join(text for text in texts if text.strip()), tuple(parts), shown)


def _is_text(leaf: Leaf, *, first: bool) -> bool:
    """Whether a part is meant to be read on the screen; a name makes it a file, unless it comes first."""
    if leaf.kind not in {_PLAIN, _PAGE} or leaf.disposition == "attachment":
        return False
    return not leaf.name or first or leaf.choice > 0


def _best(raw: bytes, group: Sequence[Leaf], budget: int) -> tuple[str, int]:
    """Read the alternatives of one kind; the bytes that were looked at."""
    used = 0
    for kind in (_PLAIN, _PAGE):
        texts = []
        for leaf in group:
            if leaf.kind == kind and used < budget:
                texts.append(_text(raw, leaf, budget - used))
                used += min(leaf.end - leaf.start, budget)
        if any(text.strip() for text in texts):
            return "\n\n".join(texts), used
    return "", used


def _text(raw: bytes, leaf: Leaf, most: int) -> str:
    said = decode(leaf.content(raw, most), leaf.parameters.get("charset", ""))
    said = said.replace("\r\n", "\n").replace("\r", "\n")
    if leaf.kind == _PAGE:
        return _seen(read_page(said))
    said = _seen(said)
    if leaf.parameters.get("format", "").lower() == "flowed":
        return unflow(said, delete_space=leaf.parameters.get("delsp", "").lower() == "yes")
    return said


def _seen(text: str) -> str:
    return text if text.isascii() else text.translate(_UNSEEN)


def _shown(raw: bytes, leaves: Iterable[Leaf], parts: Iterable[Leaf], most: int) -> frozenset[str]:
    """The Content-IDs that pages refer to, where there is a picture that might be meant."""
    if not any(leaf.kind.startswith("image/") and leaf.headers.has("content-id") for leaf in leaves):
        return frozenset()
    found: set[str] = set()
    for leaf in parts:
        if leaf.kind == _PAGE and most > 0:
            found |= cids(decode(leaf.content(raw, most), leaf.parameters.get("charset", "")))
            most -= leaf.end - leaf.start
    return frozenset(found)
