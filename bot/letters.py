"""What a letter says between its subject, its greeting and its signature."""

from collections.abc import Iterable

from bot.phrases import Phrases
from bot.values.spelling import plain

_SHORT = 6  # words up to which a line may be a greeting or a closing formula
_FIRST = 3  # so many lines are looked at for a short answer ("sì", "ANNULLA")
_RULE = "--"  # the line that parts a signature from a mail, RFC 3676 section 4.3


class Letters:
    """Knows the formulas of letters, in every language at once."""

    def __init__(self, replies: Iterable[str], greetings: Iterable[str], closings: Iterable[str]) -> None:
        self._replies = tuple(f"{plain(word)}:" for word in replies)
        self._greetings = Phrases(greetings)
        self._closings = Phrases(closings)

    def body(self, text: str) -> str:
        """Leave out the subject of a reply, which repeats ours, and all from the closing formula on."""
        lines = text.strip().split("\n")
        if len(lines) > 1 and plain(lines[0]).startswith(self._replies):
            lines = lines[1:]
        end = next((at for at, line in enumerate(lines) if at and self._closes(line)), len(lines))
        return "\n".join(lines[:end]).strip()

    def short_answers(self, body: str) -> list[str]:
        """List what may be the answer to a question of few words: the whole, or one of the first lines."""
        lines = [line.strip() for line in body.split("\n") if line.strip()]
        told = [
            line for line in lines if not (len(line.split()) <= _SHORT and self._greetings.open(plain(line)))
        ]
        return [body, *told[:_FIRST]] if len(lines) > 1 else [body]

    def _closes(self, line: str) -> bool:
        bare = line.strip()
        return bare == _RULE or (len(bare.split()) <= _SHORT and self._closings.open(plain(bare)))
