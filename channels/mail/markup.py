"""A page becomes text: what it says in lines, what it quotes behind ">", and where its links lead.

Python's own html.parser is not used: up to 3.13 it takes time by the square of the length over a page that
opens many things and closes none, and who writes to us is a stranger. Here every character is passed once.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LONGEST_LINK = 500
_DEEPEST_QUOTE = 5
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]{0,30}")
_INSIDE = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")  # a tag ends outside quotes
_HREF = re.compile(r"""\bhref\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*+:\s*+none|mso-hide\s*+:\s*+all", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"&#[0-9]{8,};?")  # no letter has it, and Python will not even read it
_CID = re.compile(r"cid:([^\"'>\s)]{1,250})", re.IGNORECASE)
_SILENT = frozenset(("head", "script", "style", "title", "noscript", "template", "svg", "object", "select"))
_RAW = frozenset(("script", "style", "title"))  # what they hold is no markup
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "source"))
_BLOCKS = frozenset(
    (
        *("address", "article", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer"),
        *("form", "header", "hr", "html", "li", "main", "nav", "ol", "section", "table", "tbody", "thead"),
        *("tr", "ul"),
    )
)
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"))
_RULE = "_" * 20


def cids(page: str) -> frozenset[str]:
    """The Content-IDs that a page refers to, RFC 2392."""
    return frozenset(_CID.findall(page))


def read_page(page: str) -> str:
    """Read what a page says; what it hides is left out, what it quotes begins with ">"."""
    text = _Text()
    for words, tag, inside in _tokens(page):
        if tag:
            text.tag(tag, inside)
        else:
            text.words(words)
    text.line_end()
    return "\n".join(text.lines)


def _tokens(page: str) -> Iterator[tuple[str, str, str]]:
    """Cut a page into words and tags (a name, perhaps after a slash, and what stands inside)."""
    at = 0
    while (begin := page.find("<", at)) >= 0:
        if begin > at:
            yield page[at:begin], "", ""
        at, tag, inside = _tag(page, begin)
        yield ("", tag, inside) if tag else (inside, "", "")
        if tag in _RAW:
            at = _raw_end(page, at, tag)
    yield page[at:], "", ""


def _tag(page: str, begin: int) -> tuple[int, str, str]:
    """Read what opens at a "<": where it ends, its name, its inside; without a name, words."""
    if page.startswith("<!--", begin):
        end = page.find("-->", begin + 4)
        return (len(page) if end < 0 else end + 3), "", ""
    name = _NAME.match(page, begin + 1)
    if name is None and page[begin + 1 : begin + 2] not in {"!", "?"}:
        return begin + 1, "", "<"
    start = begin + 1 if name is None else name.end()
    found = _INSIDE.match(page, start)
    end = page.find(">", start) + 1 if found is None else found.end()
    end = end or len(page)
    return end, name[0].lower() if name else "", page[start : end - 1] if name else ""


def _raw_end(page: str, at: int, tag: str) -> int:
    end = re.compile(rf"</{tag}", re.IGNORECASE).search(page, at)
    return len(page) if end is None else end.start()


@dataclass(slots=True)
class _Text:
    """What was read of a page so far."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quotes: int = 0
    hidden: str = ""  # the tag that hides what is in it
    depth: int = 0  # how many tags of that name are open in it
    verbatim: int = 0
    link: str = ""
    link_from: int = 0  # where in `line` its words begin

    def words(self, words: str) -> None:
        if self.hidden or not words:
            return
        if "&" in words:
            words = html.unescape(_LONG_NUMBER.sub("\ufffd", words))
        if not self.verbatim:
            words = re.sub(r"[ \t\r\n\f]+", " ", words)
            self.line.append(words)
            return
        first, *others = words.split("\n")
        self.line.append(first)
        for other in others:
            self.line_end()
            self.line.append(other)

    def tag(self, tag: str, inside: str) -> None:
        name = tag.lstrip("/")
        opens = tag == name
        if self.hidden == "head" and tag == "body":  # many a head is never closed
            self.hidden = ""
        elif self.hidden:
            self._in_hiding(name, opens=opens, empty=inside.endswith("/"))
        elif opens and (name in _SILENT or (inside and _HIDDEN.search(inside))) and name not in _VOID:
            if not inside.endswith("/"):
                self.hidden, self.depth = name, 1
        elif name == "a":
            self._anchor(inside if opens else "")
        elif name in {"td", "th"}:
            self.line += [] if not self.line or self.line[-1].endswith(" ") else [" "]
        elif name == "br":
            self.line_end(blank=True)
        elif name in _BLOCKS or name in _PARAGRAPHS:
            self._block(name, opens=opens)

    def _in_hiding(self, name: str, *, opens: bool, empty: bool) -> None:
        if name == self.hidden and not empty:
            self.depth += 1 if opens else -1
            if self.depth == 0:
                self.hidden = ""

    def _block(self, name: str, *, opens: bool) -> None:
        self.line_end()
        if name in _PARAGRAPHS:
            self._gap()
        if name == "blockquote":
            self.quotes = max(0, self.quotes + (1 if opens else -1))
        elif name == "pre":
            self.verbatim = max(0, self.verbatim + (1 if opens else -1))
        elif name == "li" and opens:
            self.line.append("- ")
        elif name == "hr":
            self.lines += [self._mark() + _RULE]

    def _anchor(self, inside: str) -> None:
        """Open a link, or close the one that is open: its address is told where its words do not tell it."""
        if self.link:
            said = "".join(self.line[self.link_from :]).strip()
            if _bare(said) != _bare(self.link):
                self.line.append(f" ({self.link})" if said else self.link)
        match = _HREF.search(inside)
        href = html.unescape(_LONG_NUMBER.sub("", match[1] or match[2] or match[3] or "")) if match else ""
        kept = href.startswith(("http://", "https://")) and len(href) <= _LONGEST_LINK and " " not in href
        self.link, self.link_from = (href, len(self.line)) if kept else ("", 0)

    def line_end(self, *, blank: bool = False) -> None:
        """End the line; an empty one counts only where it is wanted."""
        said = "".join(self.line)
        said = said.rstrip() if self.verbatim else said.strip(" ")
        self.line, self.link_from = [], 0
        if said or blank:
            self.lines.append(self._mark() + said)

    def _gap(self) -> None:
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(self._mark().rstrip())

    def _mark(self) -> str:
        depth = min(self.quotes, _DEEPEST_QUOTE)
        return ">" * depth + " " if depth else ""


def _bare(link: str) -> str:
    return (
        link.strip().rstrip("/").lower().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    )
