"""Files that people of a script hand on: from beside it, or as the counter gave them, whole or harmed."""

import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.message import File, Part

HANDED: Final = re.compile(
    r"\+(?P<name>\S+)(?:\s+\((?:(?P<size>\d{1,2}) MB|(?P<harm>cut|changed|longer))\))?(?:\s+(?P<text>.*))?",
    re.DOTALL,
)
_MEGABYTE = 1_000_000
_HARMS: Mapping[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[: len(content) * 2 // 3],
    "changed": lambda content: _changed(content, len(content) * 3 // 5),
    "longer": lambda content: content + b"% one more line\n",
}


@dataclass
class Hands:
    """What has been given on a stage so far, by name: the newest of each."""

    given: dict[str, bytes] = field(default_factory=dict)

    def take(self, parts: Iterable[Part]) -> None:
        """Remember the files of answers."""
        self.given.update((file.name, file.content) for part in parts for file in part.files)

    def file(self, folder: Path, match: re.Match[str]) -> File:
        """Make the file that a step names; one that is nowhere holds its name."""
        name, path = match["name"], folder / match["name"]
        content = self.given.get(name) or (
            path.read_bytes() if path.is_file() else f"a file named {name}".encode()
        )
        content = bytes(int(match["size"] or 0) * _MEGABYTE) or content
        if match["harm"]:
            content = _HARMS[match["harm"]](content)
        return File(name, mimetypes.guess_type(name)[0] or "application/octet-stream", content)


def _changed(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
