"""The logins of the login page on the store's links and sessions: each step is written, and taken once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Ids
from platforms.oidc.claims import same
from platforms.oidc.person import Identified
from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.request import Begun
from sportello.web.identity.desk import Answer, Chat, Login, Party, Said, Stage, Way
from storage.citizens import Citizen, SqlCitizens
from storage.contacts import channel_of, hint
from storage.credentials import SqlCredentials
from storage.database import Database
from storage.identity import Rules
from storage.links import END_LINK, LOGIN, MISS_LINK, Link, Opening, SqlLinks, fingerprint
from storage.logins import Login as Kept
from storage.logins import SqlLogins
from storage.proving import USE_LINK, Proven

_WAYS, _AWAY, _BACK, _TRYING, _SETTLING = "ways", "away", "back", "trying", "settling"
_OPEN = frozenset({_WAYS, _AWAY, _BACK})  # nothing is proven yet
_ENDED = {stage.value: stage for stage in (Stage.TAKEN, Stage.DONE, Stage.WEAK)}
_STEPS = (
    _OPEN | _ENDED.keys() | {_TRYING, _SETTLING}
)  # all others are of an account, whose cookie may be shown here
_STAYS = timedelta(minutes=15)  # for which the last page can be seen after the link's own time
_OF_THE_CHAT = ("lane", "code", "service", "until")
_BEGUN = ("state", "nonce", "verifier", "issuer")

log = structlog.get_logger()


@dataclass(frozen=True)
class Visits:
    """Implements desk.LoginDesk.

    `parties` ask the provider of each way, by its name; `home` is where providers send browsers back to;
    `refused` tells a conversation that its link was not theirs, and `wake` that something waits for it.
    """

    database: Database
    links: SqlLinks
    logins: SqlLogins
    citizens: SqlCitizens
    credentials: SqlCredentials
    rules: Rules
    ids: Ids
    home: str
    wake: Callable[[], None]
    refused: Callable[[str], Awaitable[None]]
    ways: Sequence[Way] = ()
    parties: Mapping[str, Party] = field(default_factory=dict)

    @property
    def local(self) -> bool:
        """As the settings say."""
        return self.rules.local_credentials

    async def look(self, token: str) -> Chat | None:
        """As LoginDesk."""
        link = await self.links.look(token)
        return _chat(link) if link is not None and link.purpose == LOGIN else None

    async def owns(self, token: str, browser: str) -> bool:
        """As LoginDesk."""
        kept = await self.logins.read(browser) if browser else None
        return kept is not None and kept.link == fingerprint(token)

    async def bind(self, token: str, browser: str) -> bool:
        """As LoginDesk."""
        if await self.owns(token, browser):
            return True
        if await self.look(token) is None:
            return False
        link = await self.links.open(token, browser)
        if link is None:
            return False
        about = (link.lane, link.code, link.service, link.expires_at.isoformat())
        secrets = dict(zip(_OF_THE_CHAT, about, strict=True))
        await self.logins.keep(browser, Kept(fingerprint(token), _WAYS, link.expires_at + _STAYS, secrets))
        return True

    async def refuse(self, token: str) -> bool:
        """As LoginDesk."""
        link = await self.links.look(token)
        if link is None or link.purpose != LOGIN or not await self.links.end(token, self.ids()):
            return False
        await self.refused(link.lane)
        return True

    async def login(self, browser: str) -> Login | None:
        """As LoginDesk."""
        kept = await self._kept(browser)
        return None if kept is None else Login(_chat_kept(kept), _ENDED.get(kept.step, Stage.WAYS))

    async def depart(self, browser: str, way: str) -> str | Answer:
        """As LoginDesk."""
        kept, party = await self._kept(browser), self.parties.get(way)
        if kept is None or kept.step not in _OPEN or party is None:
            return _not_now(kept)
        try:
            begun = await party.begin(self._home(way))
        except NotIdentified as why:
            return self._why(way, why)
        if await self.logins.take(browser, kept.step, _TRYING) is None:
            return Said.CHECKING
        secrets = _about_chat(kept) | {name: getattr(begun, name) for name in _BEGUN} | {"way": way}
        await self.logins.keep(browser, replace(kept, step=_AWAY, secrets=secrets))
        return begun.url

    async def arrive(self, browser: str, query: Mapping[str, str], way: str = "") -> Answer:
        """As LoginDesk: the state is compared before anything is taken, so that a stranger ends nothing."""
        kept = await self._kept(browser)
        if kept is None:
            return Said.LOST
        if kept.step in _ENDED:
            return Said.OK
        if not same(query.get("state"), kept.secrets.get("state", "")) or "way" not in kept.secrets:
            return Reason.OTHER_LOGIN
        elsewhere = way != self._end(kept.secrets["way"])
        taken = None if elsewhere else await self.logins.take(browser, _AWAY, _BACK)
        if taken is None:
            return Reason.OTHER_PROVIDER if elsewhere else Said.CHECKING
        gone_to = taken.secrets["way"]
        try:
            found = await self._finish(gone_to, query, taken)
        except NotIdentified as why:
            await self._keep(browser, taken, _WAYS)
            return self._why(gone_to, why)
        return await self._prove(browser, taken, await self._admit(found), found.level)

    async def sign_in(self, browser: str, username: str, password: str, code: str) -> Said:
        """As LoginDesk."""
        kept = await self._kept(browser)
        if kept is None or kept.step not in _OPEN or not self.local:
            return _not_now(kept)
        trying = await self.logins.take(browser, kept.step, _TRYING)
        if trying is None:  # one try at a time: of many at once all would be checked before any is counted
            return Said.CHECKING
        tried = await self.credentials.sign_in(username, password, code)
        if tried.citizen:
            return await self._prove(browser, trying, tried.citizen, "credentials")
        if not await self.database.writer.submit(MISS_LINK, _opening(kept, browser)):
            await self.logins.end(browser)  # with its link: nothing more may be tried
            return Said.LOST
        await self._keep(browser, trying, _WAYS)
        return Said.WRONG

    async def replace(self, browser: str) -> Said:
        """As LoginDesk."""
        kept = await self.logins.take(browser, Stage.TAKEN.value, _SETTLING)
        if kept is None:
            return await self._already(browser)
        return await self._use(browser, kept, kept.secrets["citizen"], kept.secrets["proof"])

    async def leave(self, browser: str) -> Said:
        """As LoginDesk."""
        kept = await self.logins.take(browser, Stage.TAKEN.value, _SETTLING)
        if kept is None:
            return Said.LOST
        await self.database.writer.submit(END_LINK, _opening(kept, browser))
        await self.logins.end(browser)
        return Said.OK

    def _end(self, way: str) -> str:
        return next((each.name for each in self.ways if each.name == way and each.apart), "")

    def _home(self, way: str) -> str:
        return f"{self.home}/{self._end(way)}".rstrip("/")

    async def _kept(self, browser: str) -> Kept | None:
        """Read a session; one in which nothing is proven ends with its link."""
        kept = await self.logins.read(browser) if browser else None
        if kept is None or kept.step not in _STEPS or (kept.step not in _ENDED and self._past(kept)):
            return None
        return kept

    def _past(self, kept: Kept) -> bool:
        return datetime.fromisoformat(kept.secrets["until"]) <= self.database.clock()

    async def _finish(self, way: str, query: Mapping[str, str], kept: Kept) -> Identified:
        begun = Begun("", **{name: kept.secrets[name] for name in _BEGUN})
        party = self.parties.get(way)
        if party is None:  # the settings have changed meanwhile
            raise NotIdentified(Reason.OTHER_PROVIDER, "gone")
        return await party.finish(query, begun, self._home(way))

    def _why(self, way: str, why: NotIdentified) -> Reason:
        log.info("not identified", way=way, reason=why.reason.value, code=why.code)
        return why.reason

    async def _admit(self, found: Identified) -> str:
        person = Citizen("", found.fiscal_code, found.name, found.surname, found.born_on)
        return await self.citizens.admit(person, found.level)

    async def _prove(self, browser: str, kept: Kept, citizen: str, proof: str) -> Said:
        """Bind the conversation, unless it is somebody else's: then that is asked first."""
        return await self._use(browser, kept, citizen, proof, takes_over=False)

    async def _use(
        self, browser: str, kept: Kept, citizen: str, proof: str, *, takes_over: bool = True
    ) -> Said:
        days, hours = self.rules.contact_days, self.rules.identified_hours
        given = _opening(kept, browser), citizen, proof, days, hours
        proven = Proven(*given, self.ids(), takes_over)
        used = await self.database.writer.submit(USE_LINK, proven)
        if used is None:
            await self.logins.end(browser)
            return Said.LOST
        if used.taken:
            await self._keep(browser, kept, Stage.TAKEN.value, citizen=citizen, proof=proof)
            return Said.OK
        await self._keep(browser, kept, (Stage.DONE if used.enough else Stage.WEAK).value)
        self.wake()
        return Said.OK

    async def _already(self, browser: str) -> Said:
        kept = await self._kept(browser)
        return Said.OK if kept is not None and kept.step in _ENDED else Said.LOST

    async def _keep(self, browser: str, kept: Kept, step: str, **more: str) -> None:
        """Keep a step; what a provider was asked is forgotten with it."""
        await self.logins.keep(browser, replace(kept, step=step, secrets=_about_chat(kept) | more))


def _not_now(kept: Kept | None) -> Said:
    return Said.CHECKING if kept is not None and kept.step == _TRYING else Said.LOST


def _opening(kept: Kept, browser: str) -> Opening:
    return Opening(kept.link, fingerprint(browser))


def _about_chat(kept: Kept) -> dict[str, str]:
    return {name: kept.secrets[name] for name in _OF_THE_CHAT}


def _chat(link: Link) -> Chat:
    return Chat(channel_of(link.lane), hint(link.lane), link.code, link.service, link.expires_at)


def _chat_kept(kept: Kept) -> Chat:
    lane, code, service, until = (kept.secrets[name] for name in _OF_THE_CHAT)
    return Chat(channel_of(lane), hint(lane), code, service, datetime.fromisoformat(until))
