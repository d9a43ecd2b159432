"""The sentences that the counter learns from, kept in plain text files beside the words of each service."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NONE = "none"  # nothing that this counter can do
SHORTHAND = "shorthand"  # "nn non": what is written in haste, then what is meant
COURTESY = "courtesy"  # "buongiorno …": what may stand round any request
CONCEPT = "concept "  # "sald* vers*": words that mean much the same, a star for any ending
COMMAND = "command "
SERVICE = "service "
SMALL_TALK = "smalltalk "


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what it wants.

    `intent` is "service <name>", "command <name>", "smalltalk <kind>" or "none"; with "shorthand",
    "courtesy" or "concept <name>" the text is no sentence but an entry of the lexicon.
    """

    intent: str
    language: str
    text: str


def read_examples(path: Path, language: str, intent: str = "") -> Iterator[Example]:
    """Read a file: `# <intent>` opens a group, `//` a comment; every other line is one sentence.

    `intent` holds for the lines above the first header (a service's file needs none). Raises ValueError
    for a sentence that belongs to no group.
    """
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if line.startswith("# "):
            intent = line[2:].strip()
        elif line and not line.startswith("//"):
            if not intent:
                raise ValueError(f"{path.name}:{number}: a sentence before the first '# <intent>'")
            yield Example(intent, language, line)
