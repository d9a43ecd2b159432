"""Three networks that exist only in the page: an SMS phone, a chat and a mailbox to try the counter with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channel import Unsettled
from bot.errors import BadRequest
from bot.message import Asking, File, Inbound, Part, Traits
from channels.plain_letters import fits, transliterate

CHAT_UNITS = 4096  # a Telegram message, https://core.telegram.org/bots/api#sendmessage
_TYPED = {"sms": 1530, "telegram": CHAT_UNITS, "email": 100_000}  # what each network lets a person type
_FILES = 10
_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_REPLY = re.compile(
    r"(?:re|r|rif|aw|sv)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)  # how mail programs mark an answer
# Lines that open with ">", and the line before them that tells who wrote them: "On 3 February … wrote:".
_QUOTED = re.compile(r"(?m)(?:^[^>\n][^\n]*:[ \t]*\n+)?(?:^>[^\n]*(?:\n|\Z))+")


@dataclass(frozen=True, slots=True)
class Posting:
    """What a pretended citizen submitted; `id` is made by the page, one for each submit."""

    id: str
    sender: str
    text: str = ""
    tap: str = ""
    subject: str = ""
    thread: str = ""
    files: tuple[File, ...] = ()
    language: str = ""


class Sandbox:
    """A network without a network: the row in the outbox is the delivery, and the page reads it."""

    def __init__(self, name: str, traits: Traits) -> None:
        self._name = name
        self._traits = traits

    @property
    def name(self) -> str:
        """The name under which its messages are stored."""
        return self._name

    @property
    def traits(self) -> Traits:
        """Those of the network that it plays."""
        return self._traits

    async def send(self, part: Part) -> str:
        """Do nothing: the page shows the outbox itself."""
        return f"{self._name}-{part.key}"

    async def settle(self, part: Part) -> Unsettled:  # noqa: ARG002 - the row is the delivery, whatever the part
        """Ask for another sending, which repeats nothing a citizen can see."""
        return Unsettled.NOT_SENT

    def decode(self, posting: Posting, at: datetime) -> Inbound:
        """Read what the page posted.

        A mail's text is its subject, then its body without what it quotes. Raises BadRequest, in one
        sentence, for what this network could not have carried.
        """
        self._check(posting)
        mail = self._traits.letter
        return Inbound(
            channel=self._name,
            external_id=posting.id,
            sender=posting.sender,
            text=_letter(posting) if mail else posting.text.strip(),
            received_at=at,
            tap=posting.tap,
            files=posting.files,
            language=posting.language,
            context={"subject": posting.subject, "thread": posting.thread} if mail else {},
        )

    def _check(self, posting: Posting) -> None:
        if not _ID.fullmatch(posting.id):
            raise BadRequest("The id of the message must be 8 to 64 letters, digits and hyphens.")
        if not (posting.text.strip() or posting.subject.strip() or posting.tap or posting.files):
            raise BadRequest("The message is empty.")
        if len(posting.text) > _TYPED[self._traits.kind]:
            raise BadRequest("The text is longer than this network allows.")
        if posting.tap and not self._traits.buttons:
            raise BadRequest("This network has no buttons.")
        if posting.files and not self._traits.files:
            raise BadRequest("This network carries no attachments.")
        if len(posting.files) > _FILES:
            raise BadRequest(f"At most {_FILES} attachments go with one message.")
        _check_storable(posting)


def _check_storable(posting: Posting) -> None:
    """Refuse what a database cannot hold as text: NUL, and half of a surrogate pair."""
    names = (file.name + file.media_type for file in posting.files)
    everything = "".join((posting.text, posting.tap, posting.subject, posting.thread, *names))
    if "\x00" in everything or any("\ud800" <= char <= "\udfff" for char in everything):
        raise BadRequest("The message holds a character that is not text.")
    if max(len(posting.tap), len(posting.thread), len(posting.subject)) > 998:  # noqa: PLR2004 - RFC 5322, 2.1.1
        raise BadRequest("The subject is longer than a line of mail may be.")
    if "\n" in posting.subject or "\r" in posting.subject:
        raise BadRequest("The subject must be one line.")


def _letter(posting: Posting) -> str:
    """Put the subject before the body, unless it only repeats that of the letter that is answered."""
    body = _QUOTED.sub("", posting.text.replace("\r\n", "\n")).strip()
    subject = posting.subject.strip()
    return body if body and _REPLY.match(subject) else f"{subject}\n{body}".strip()


def _fits_chat(text: str) -> bool:
    return len(text.encode("utf-16-le")) // 2 <= CHAT_UNITS


def _fits_mail(text: str) -> bool:  # noqa: ARG001 - a mail has no limit
    return True


def sandboxes() -> Mapping[str, Sandbox]:
    """Build the three, by name."""
    sms = Traits("sms", Asking.ALL_AT_ONCE, fits, spell=transliterate)
    chat = Traits("telegram", Asking.ONE_BY_ONE, _fits_chat, buttons=True, files=True)
    mail = Traits(
        "email", Asking.ALL_AT_ONCE, _fits_mail, files=True, letter=True, patience=timedelta(days=7)
    )
    named = {"try-sms": sms, "try-chat": chat, "try-mail": mail}
    return {name: Sandbox(name, traits) for name, traits in named.items()}
