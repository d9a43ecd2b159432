"""Phrases that open a message and tell how it is meant: "non so ...", "ho sbagliato ..."."""

import re
from collections.abc import Iterable

from bot.values.spelling import plain


class Phrases:
    """Finds phrases in a plain() text; a star at the end stands for any ending ("sbagli*")."""

    def __init__(self, phrases: Iterable[str]) -> None:
        spelled = sorted((re.escape(plain(phrase)).replace(r"\*", r"\w*") for phrase in phrases), key=len)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(reversed(spelled)) or '(?!)'})(?!\w)")

    def open(self, key: str) -> bool:
        """Whether a text begins with one of them."""
        return self._pattern.match(key) is not None

    def are_in(self, key: str) -> bool:
        """Whether one of them is anywhere in a text."""
        return self._pattern.search(key) is not None
