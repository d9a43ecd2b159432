"""Ready answers: sentences that staff begin from, read from a file that the municipality may replace."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Misconfigured

OURS = Path(__file__).with_name("canned_answers.toml")
_LANGUAGES = ("it", "en")


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """A sentence by its name, for some kinds of requests (none: all), as each language says it."""

    name: str
    kinds: frozenset[str]
    title: str
    text: str


class Canned:
    """The ready answers of a file."""

    def __init__(self, file: Path = OURS) -> None:
        """Read them; raises Misconfigured where the file is not as `canned_answers.toml` is."""
        try:
            rows = tomllib.loads(file.read_text("utf-8"))["answer"]
            self._answers = {language: [_read(row, language) for row in rows] for language in _LANGUAGES}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as problem:
            raise Misconfigured(f"{file.name}: the ready answers cannot be read ({problem})") from problem

    def for_kind(self, kind: str, language: str) -> Sequence[CannedAnswer]:
        """List those for a kind of requests in the citizen's language, Italian where that is not known."""
        answers = self._answers.get(language, self._answers[_LANGUAGES[0]])
        return [each for each in answers if not each.kinds or any(kind.startswith(one) for one in each.kinds)]


def ready_answers(file: Path | None) -> Canned:
    """Read those of a municipality, ours if it has none; raises Misconfigured."""
    return Canned() if file is None else Canned(file)


def _read(row: dict[str, object], language: str) -> CannedAnswer:
    words = row[language]
    if not isinstance(words, dict) or not isinstance(kinds := row.get("kinds", []), list):
        raise TypeError(row.get("name"))
    return CannedAnswer(
        str(row["name"]),
        frozenset(map(str, kinds)),
        str(words["title"]),
        str(words["text"]).strip(),
    )
