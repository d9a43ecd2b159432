"""The gate before what a service does: whoever writes has proven enough, or is shown how to."""

from bot.dialogue import Fulfil, Review, Talk
from bot.dialogue.progress import Login, Logout
from bot.dialogue.proving import ask_for_proof, be_proven, give_link, is_draft, still_waits, tell, weigh
from bot.dialogue.reserved import ask_again
from bot.level import Identity, Invitation, Level, Standing
from bot.message import Inbound
from bot.service import Service
from bot.session import PROOF


class Gate:
    """Stands there for one message; who writes is asked about once, and only if something depends on it."""

    def __init__(self, identity: Identity, talk: Talk, inbound: Inbound) -> None:
        self._identity = identity
        self._talk = talk
        self._inbound = inbound
        self._standing: Standing | None = None

    async def standing(self) -> Standing:
        """Tell what the sender has proven."""
        if self._standing is None:
            self._standing = await self._identity.standing(self._inbound)
        return self._standing

    async def lets(self, todo: Review | Fulfil) -> bool:
        """Whether something may be done; if not, its request waits and the citizen knows for what."""
        talk, service = self._talk, self._talk.service(todo.service)
        level, talk.worth = service.asks(todo.form) if service.asks else service.level, ""
        waits = talk.session.stack[-1].awaiting == PROOF
        if isinstance(todo, Review) and service.shown_to is not None and not waits:
            level = service.shown_to
        if level is not Level.OPEN and (await self.standing()).level < level:
            await self._stop(service, level)
            return False
        if service.filing:
            weigh(talk, service, await self.standing())
        return True

    async def _stop(self, service: Service, level: Level) -> None:
        talk = self._talk
        talk.put_off()
        link = talk.session.link
        waits = talk.session.stack[-1].awaiting == PROOF
        if waits and link is not None and link.until > talk.now and link.level >= level:
            still_waits(talk, link)
            return
        await self._ask_for_proof(service, level)

    async def _ask_for_proof(self, service: Service, level: Level) -> None:
        invitation = await self._invite(level, service.name)
        known = (await self.standing()).level > Level.OPEN
        certified = self._inbound.assurance is not None
        ask_for_proof(self._talk, service, invitation, level=level, known=known, certified=certified)

    async def _invite(self, level: Level, service: str = "") -> Invitation | None:
        try:
            return await self._identity.invite(self._inbound.lane, level, service)
        except LookupError:  # no way to prove it is set up
            return None

    async def login(self) -> None:
        """Say what is proven, and give a link to prove more (ACCEDI)."""
        talk, standing = self._talk, await self.standing()
        talk.put_off()
        request = talk.request
        if request is not None and request.awaiting == PROOF:
            await self._again(talk.service(request.service), standing)
            return
        more = standing.level < Level.IDENTIFIED or is_draft(talk, standing)
        invitation = await self._invite(Level.IDENTIFIED) if more else None
        if more and invitation is None:
            talk.say("login-nowhere")
        else:
            tell(talk, "login", standing)
        if invitation is not None:
            give_link(talk, invitation, Level.IDENTIFIED)
        if request is not None:
            ask_again(talk)

    async def _again(self, service: Service, standing: Standing) -> None:
        """Look again whether what waits may go on; else a new link takes the place of the old one."""
        if standing.level >= service.level:
            self._talk.proceed()
        else:
            await self._ask_for_proof(service, service.level)

    async def logout(self) -> None:
        """End what was proven (ESCI)."""
        talk, standing = self._talk, await self.standing()
        talk.put_off()
        talk.records += await self._identity.leave(self._inbound.lane)
        talk.forget_link()
        tell(talk, "logout", standing)

    async def proven(self) -> None:
        """A proof has come, from whatever device: what waited for it goes on."""
        standing = await self.standing()
        if standing.level is Level.OPEN:  # it was revoked while the event waited
            self._talk.keep_question()
        else:
            be_proven(self._talk, standing)

    async def act(self, todo: Login | Logout) -> None:
        """Do what a reserved word asks for."""
        if isinstance(todo, Login):
            await self.login()
        else:
            await self.logout()
