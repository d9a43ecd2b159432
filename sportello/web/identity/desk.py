"""What the login pages ask of whoever keeps links, logins and credentials, and what may come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from platforms.oidc.person import Identified
from platforms.oidc.reason import Reason
from platforms.oidc.request import Begun


class Said(Enum):
    """What a page has to say of what was just asked; its value names the words.

    What goes wrong at a provider is a Reason instead, which has its own words.
    """

    OK = "ok"
    LOST = "lost"  # no login of this browser: lapsed, or never begun here
    CHECKING = "checking"  # what a provider answered is being checked at this moment
    WRONG = "wrong"  # user name, password or code, or the account is locked: never told apart
    WRONG_CODE = "wrong-code"  # the first code of an app that is being linked
    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    UNEQUAL = "unequal"


Answer = Said | Reason


class Stage(Enum):
    """Where a login stands."""

    WAYS = "ways"  # the conversation is confirmed: which way?
    TAKEN = "taken"  # proven, but the conversation is bound to somebody else
    DONE = "done"
    WEAK = "weak"  # done, but by less than the service asks for


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation as its page may show it: `tail` is the end of its address, no more.

    It is shortened as storage.contacts.hint does. `code` is the one that the message with the link shows
    too; `service` names what waits for the proof, empty for none.
    """

    channel: str
    tail: str
    code: str
    service: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """A login of one browser."""

    chat: Chat
    stage: Stage


@dataclass(frozen=True, slots=True)
class Way:
    """A provider that citizens may go to: `kind` is "spid", "cie" or "other"; `title` its own name.

    `apart`: its answers come to an address that ends with its `name`, so that no provider's answer can be
    taken for another's (RFC 9700, section 4.4.2.2); else to the address that all the others share.
    """

    name: str
    title: str
    kind: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """An account whose password is about to be set; `recovery` if it had one before."""

    username: str
    recovery: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An account in the browser that opened its link.

    What its citizen's app needs to make codes: `uri` as in a QR code, `key` in base 32; both empty once the
    account is ready. Then there are its recovery `codes`, for as long as the last page can be seen.
    """

    account: Account
    uri: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    codes: Sequence[str] = field(default=(), repr=False)


class Party(Protocol):
    """Whoever asks one provider: platforms.oidc.relying_party.RelyingParty."""

    async def begin(self, redirect_uri: str) -> Begun:
        """Make a question; raises NotIdentified."""

    async def finish(self, query: Mapping[str, str], begun: Begun, redirect_uri: str) -> Identified:
        """Turn an answer into a citizen; raises NotIdentified."""


class LoginDesk(Protocol):
    """Whoever keeps links and logins. `browser` is the secret of a cookie, empty if there is none."""

    @property
    def ways(self) -> Sequence[Way]:
        """The providers of the settings."""

    @property
    def local(self) -> bool:
        """Whether the municipality's own credentials are offered."""

    async def look(self, token: str) -> Chat | None:
        """Show what a link is for; None for one that is unknown, expired, used or bound. Changes nothing."""

    async def owns(self, token: str, browser: str) -> bool:
        """Tell whether a login that lives was begun with this link by this browser. Changes nothing."""

    async def bind(self, token: str, browser: str) -> bool:
        """Begin a login: the link belongs to this browser from now on, and may be bound to it again.

        False if `look` gives None.
        """

    async def refuse(self, token: str) -> bool:
        """End a link and tell its conversation so; False if `look` gives None."""

    async def login(self, browser: str) -> Login | None:
        """Look up the login of a browser; None if there is none that lives. Changes nothing."""

    async def depart(self, browser: str, way: str) -> str | Answer:
        """Give the provider's address to send the browser to; or LOST, or a Reason."""

    async def arrive(self, browser: str, query: Mapping[str, str], way: str = "") -> Answer:
        """Take what a provider sends a browser back with: never twice, never for another browser.

        `way` is the end of the address that it came to, empty for the shared one.

        OK if the login is TAKEN, DONE or WEAK by now; or LOST, CHECKING, or a Reason.
        """

    async def sign_in(self, browser: str, username: str, password: str, code: str) -> Said:
        """Check the municipality's own credentials; as slow for a name that nobody has.

        Or LOST, WRONG, or CHECKING while another try of this browser is under way.
        """

    async def replace(self, browser: str) -> Said:
        """End the binding of a TAKEN conversation to another citizen and make the new one; or LOST."""

    async def leave(self, browser: str) -> Said:
        """Leave a TAKEN conversation as it was, and end the login; or LOST."""


class AccountDesk(Protocol):
    """Whoever keeps credentials. Tokens are those of the links to activate and to recover an account."""

    async def account(self, token: str) -> Account | None:
        """Show whose link it is; None for one that is unknown, expired, used or bound. Changes nothing."""

    async def owns(self, token: str, browser: str) -> bool:
        """Tell whether this browser has begun with this link, and lives. Changes nothing."""

    async def begin(self, token: str, browser: str) -> bool:
        """Begin: the link belongs to this browser from now on, and may be begun in it again.

        False if `account` gives None.
        """

    async def enrolment(self, browser: str) -> Enrolment | None:
        """Look up what a browser has begun; None if there is nothing that lives. Changes nothing."""

    async def finish(self, browser: str, password: str, code: str) -> Said:
        """Make the account ready, with a password that was found good; or LOST, WRONG_CODE."""
