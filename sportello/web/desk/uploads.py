"""Files that staff put to an answer: PDF, JPEG and PNG by what they are, under a name that harms nothing."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from aiohttp import web
from multidict import MultiDictProxy

from bot.message import File

LARGEST: Final = 8 * 1000 * 1000  # bytes of all files of one answer
ROOM: Final = 4 * LARGEST  # bytes of a post: what is a little too large is told on the page
_HEADS: Final = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
)
_LONGEST = 100  # characters of a name
_HARMFUL = re.compile(r'["\\/:*?<>|;%\x00-\x1f\x7f]+')

Form = MultiDictProxy[str | bytes | bytearray | web.FileField]


class WrongFile(Exception):  # noqa: N818 - a state of affairs, of which the caller makes what is fit
    """A file that is not taken; `why` is a word of the page's messages."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def posted_files(form: Form, field: str = "files") -> Sequence[File]:
    """Read the files of a form; raises WrongFile for a type that is not taken, and for too much."""
    fields = [each for each in form.getall(field, []) if isinstance(each, web.FileField) and each.filename]
    files = [_read(each) for each in fields]
    if sum(len(each.content) for each in files) > LARGEST:
        raise WrongFile("large")
    return files


def _read(field: web.FileField) -> File:
    with field.file as stream:
        content = stream.read()
    for head, media_type, ending in _HEADS:
        if content.startswith(head):
            return File(harmless(field.filename, ending), media_type, content)
    raise WrongFile("type")


def harmless(name: str, ending: str) -> str:
    """Keep of a name what a reader needs; it ends as what it is, whatever it said."""
    plain = unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name)
    shown = "".join(each for each in plain if unicodedata.category(each)[0] != "C")  # no controls, no bidi
    stem = " ".join(_HARMFUL.sub(" ", shown).split()).strip(" .")
    stem = stem.removesuffix(ending).removesuffix(ending.upper())
    return f"{stem[:_LONGEST].strip(' .') or 'documento'}{ending}"
