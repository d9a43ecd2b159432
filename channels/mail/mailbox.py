"""Whose mail it is, and how much of a mail is read."""

from dataclasses import dataclass

LINES = 4  # connections to a submission server at once: a provider allows a few to each customer


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Our own address, and the name beside it (the counter's).

    `others` are the addresses that are ours too: a mail from one of them has no answer.
    """

    address: str
    name: str = ""
    others: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """What our Message-IDs end with."""
        return self.address.rpartition("@")[2].lower()

    def is_ours(self, address: str) -> bool:
        """Whether an address is this mailbox under one of its names."""
        return address.lower() in {self.address.lower(), *(other.lower() for other in self.others)}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of one mail is read: what is beyond is poison, except files, which are refused one by one.

    Sizes in bytes, `text` in characters. `mail` is of the whole mail as it came, a file's size that of
    its content.
    """

    mail: int = 30_000_000
    headers: int = 262_144
    parts: int = 500
    text: int = 100_000
    file: int = 10_000_000
    files: int = 10
