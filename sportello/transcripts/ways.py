"""How what a script says comes in, and what stands over an answer: as it is on a network of that name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.message import File, Inbound, Part, Traits
from channels.sandbox import sandboxes
from sportello.settings import Settings


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody does on the stage; `id` is no other's."""

    id: str
    person: str
    at: datetime
    text: str = ""
    tap: str = ""
    files: tuple[File, ...] = field(default=(), repr=False)


class Way(Protocol):
    """A network as the stage needs it."""

    @property
    def traits(self) -> Traits:
        """What the network can do."""

    def address(self, person: str) -> str:
        """Under which somebody is reached there."""

    async def read(self, said: Said) -> Inbound | None:
        """What the counter hears; None for what its network never answers."""

    def heading(self, part: Part) -> str:
        """What a reader sees before the text of an answer; empty if there is nothing."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Brings a message in as it is written, under the person's own name."""

    traits: Traits

    def address(self, person: str) -> str:
        """The name itself."""
        return person

    async def read(self, said: Said) -> Inbound | None:
        """All that was said."""
        return Inbound(self.traits.kind, said.id, said.person, said.text, said.at, said.tap, said.files)

    def heading(self, part: Part) -> str:  # noqa: ARG002 - the protocol's
        """Nothing."""
        return ""


def plain_ways() -> Mapping[str, Way]:
    """The networks of the phone in the browser, which need no library."""
    return {box.traits.kind: Plain(box.traits) for box in sandboxes().values()}


def real_ways(settings: Settings) -> Mapping[str, Way]:
    """Make ways on which the real channels read what comes and write what goes; loads their libraries."""
    from channels.sms.sms import TRAITS
    from sportello.transcripts.chat_way import ChatWay
    from sportello.transcripts.mail_way import MailWay
    from sportello.transcripts.pec_way import PecWay

    return {
        "sms": Plain(TRAITS),
        "telegram": ChatWay(settings.telegram.max_file_mb),
        "email": MailWay(settings),
        "pec": PecWay(settings),
    }
