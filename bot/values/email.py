"""An e-mail address, ordinary or certified."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.value import Found, Reading, Sure

# RFC 5321 section 4.1.2, without quoted local parts and address literals, which no citizen writes.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]{1,64}"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = rf"(?:{_LABEL}\.){{1,8}}[A-Za-z]{{2,63}}"
_ADDRESS = rf"{_ATOM}(?:\.{_ATOM}){{0,8}}@{_DOMAIN}"
_SHAPE = re.compile(rf"(?<![\w.+@-])(?=\w){_ADDRESS}(?![\w@]|-\w)")
_WHOLE = re.compile(
    rf"(?:(?:e-?mail|mail|pec|mailto|la mia)[\s:]+|mailto:)*<?(?P<email>{_ADDRESS})>?\.?", re.IGNORECASE
)
_LONGEST, _LONGEST_LOCAL = 254, 64


@fixed
class Email:
    """An e-mail address, the domain in small letters; the local part as it was written."""

    RANK: ClassVar[int] = 30

    address: str

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer, in angle brackets or not. The only reason is "shape"."""
        match = _WHOLE.fullmatch(text.strip()) if "@" in text else None
        if not match or not match[0].isascii():
            raise WrongAnswer
        local, _, domain = match["email"].rpartition("@")
        if len(local) > _LONGEST_LOCAL or len(local) + 1 + len(domain) > _LONGEST:
            raise WrongAnswer
        return cls(f"{local}@{domain.lower()}")

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find every address; an at sign between two names is hardly anything else."""
        if "@" not in text:
            return
        for match in _SHAPE.finditer(text):
            try:
                email = cls.parse(match[0], reading)
            except WrongAnswer:
                continue
            yield Found(email, match.start(), match.end(), Sure.CERTAIN)

    def __str__(self) -> str:
        return self.address

    def show(self, language: str) -> str:  # noqa: ARG002 - an address is the same in every language
        """Write it as it is typed."""
        return self.address
