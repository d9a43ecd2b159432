"""What a mail says, once it is read: who, what, with which files, and whether it may be answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.message import File, Inbound, Refused
from channels.mail.threads import is_reply, spoken


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
class Letter:
    """A mail as it was read.

    `sender` is the one address of its From, in lower case, or empty: answers go there, never to Reply-To,
    which a stranger may point at others. `text` holds the sender's own words, without what they quote and
    without signature. `context` is what `writing` wants back for an answer in the same thread. `language`
    is a tag ("it", "en-GB") or empty. `detail` tells which rule decided `silence`, in a word of ours.
    `owed` is whether a person waits for a word about a mail that is poison: no robot, no list, not ourselves.
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
    owed: bool = False

    @property
    def answerable(self) -> bool:
        """Whether a machine may answer it."""
        return self.silence is Silence.NONE

    @property
    def poison(self) -> bool:
        """Whether it is to be parked unread."""
        return self.silence is Silence.POISON

    @property
    def message(self) -> str:
        """What the engine hears: the subject, then the text; of an answer to us the text alone, if any."""
        if self.text and is_reply(self.subject):
            return self.text
        return f"{spoken(self.subject)}\n{self.text}".strip()

    def inbound(self, channel: str, at: datetime, original: File | None = None) -> Inbound:
        """Make the message of it; `original` is the mail as it came, `at` when it was taken."""
        return Inbound(
            channel,
            self.external_id,
            self.sender,
            self.message,
            at,
            files=self.files,
            language=self.language,
            context=self.context,
            refused=self.refused,
            original=original,
        )
