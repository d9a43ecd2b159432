"""What a mail says, once it is read: who, what, with which files, and whether it may be answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.message import File, Inbound


class Silence(Enum):
    """Why a mail has no answer of ours; the words go to logs and metrics. It is kept all the same."""

    NONE = ""  # it is answered
    POISON = "poison"  # it cannot be read within our bounds: a person must look
    NO_SENDER = "no sender"  # From is missing, names several, or is no address
    OURS = "ours"  # from our own address
    LOOP = "loop"  # it carries our own mark
    BOUNCE = "bounce"  # null sender, mailer-daemon, postmaster, a report
    NO_REPLY = "no reply"  # its sender says that nobody reads there
    AUTOMATIC = "automatic"  # sent by a machine, RFC 3834
    LIST = "list"  # a mailing list, or bulk
    CERTIFIED = "certified"  # an envelope or a receipt of PEC, which another channel reads


@dataclass(frozen=True, slots=True)
class Refused:
    """An attachment that is not taken: `reason` is "size", "count" or "name"."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it was read.

    `text` holds the sender's own words, without what they quote and without signature. `context` is
    what `writing` wants back for an answer in the same thread. `language` is a tag ("it", "en-GB") or
    empty. `detail` tells which rule decided `silence`, in a word without the sender's.
    """

    external_id: str
    sender: str = ""
    subject: str = ""
    text: str = ""
    files: tuple[File, ...] = ()
    refused: tuple[Refused, ...] = ()
    context: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    silence: Silence = Silence.NONE
    detail: str = ""

    @property
    def answerable(self) -> bool:
        """Whether a machine may answer it."""
        return self.silence is Silence.NONE

    @property
    def poison(self) -> bool:
        """Whether it is to be parked unread."""
        return self.silence is Silence.POISON

    def inbound(self, channel: str, at: datetime) -> Inbound:
        """What the engine hears: the subject, then the text, unless the subject only names our thread."""
        return Inbound(
            channel,
            self.external_id,
            self.sender,
            f"{self.subject}\n{self.text}".strip(),
            at,
            files=self.files,
            language=self.language,
            context=self.context,
        )
