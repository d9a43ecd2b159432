"""The gate before what a service does: whoever writes has proven enough, or is shown how to."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.dialogue import Fulfil, Review, Talk
from bot.dialogue.behalf import name_principal, refuse_for_others, stop_acting, why_not_for_others
from bot.dialogue.confirming import ask_for_pin, be_confirmed, be_locked, pin_waits
from bot.dialogue.progress import Login, Logout
from bot.dialogue.proving import ask_for_proof, be_proven, give_link, is_draft, still_waits, tell, weigh
from bot.dialogue.reserved import ask_again
from bot.level import Identity, Invitation, Level, Standing
from bot.message import Inbound
from bot.service import Service
from bot.session import PIN, PROOF, Request

_WAITING = timedelta(days=1)  # before a conversation changes hands, for which what waits is the new owner's


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
            found = await self._identity.standing(self._inbound)
            same = found.acting_for == self._talk.session.acting
            self._standing = found if same else found.as_oneself()
            self._leave_behind(found.since)
        return self._standing

    def _leave_behind(self, since: datetime | None) -> None:
        """Drop what another citizen has left open in a conversation that is not theirs any more."""
        talk = self._talk
        if since is None or all(request.opened_at >= since for request in talk.session.stack):
            return
        stack = talk.session.stack
        kept = tuple(_as_of(request, since) for request in stack if _is_theirs(request, since))
        if len(kept) == len(stack):
            talk.session = talk.session.with_stack(kept)
            return
        talk.put_off()
        talk.session = replace(talk.session.with_stack(kept), paused_at=None, acting="")
        talk.say("left-behind")

    async def lets(self, todo: Review | Fulfil) -> bool:
        """Whether something may be done; if not, its request waits and the citizen knows for what."""
        talk, service = self._talk, self._talk.service(todo.service)
        level, talk.worth = service.asks(todo.form) if service.asks else service.level, ""
        waits = talk.session.stack[-1].awaiting == PROOF
        if isinstance(todo, Review) and service.shown_to is not None and not waits:
            level = service.shown_to
        if level is not Level.OPEN and (await self.standing()).level < level and talk.todo is todo:
            await self._stop(service, level)
            return False
        if service.filing:
            weigh(talk, service, await self.standing())
        if talk.todo is todo and await self._for_others(service):
            await self._confirmed(service, todo)
        return talk.todo is todo

    async def _for_others(self, service: Service) -> bool:
        """Whether it may be done for whom the conversation acts."""
        if not self._talk.session.acting or service.level is Level.OPEN:
            return True
        standing = await self.standing()
        why = why_not_for_others(service, standing) if standing.acting_for else ""
        if why:
            refuse_for_others(self._talk, service, standing, why)
        return not why

    async def _confirmed(self, service: Service, todo: Review | Fulfil) -> None:
        """Let an act with effect wait for the PIN of who has one."""
        effect = service.filing or service.confirms
        if not effect or not isinstance(todo, Fulfil) or not (await self.standing()).unconfirmed:
            return
        talk, standing = self._talk, await self.standing()
        waits, link = talk.session.stack[-1].awaiting == PIN, talk.session.link
        talk.put_off()
        if waits and link is not None and link.until > talk.now:
            pin_waits(talk, link)
            return
        ask_for_pin(
            talk,
            service.name,
            await self._identity.ask_pin(self._inbound.lane, standing.citizen, service.name),
        )

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
        talk.session = replace(talk.session, acting="")
        talk.forget_link()
        tell(talk, "logout", standing)

    async def proven(self) -> None:
        """A proof has come, from whatever device: what waited for it goes on."""
        standing = await self.standing()
        if standing.level is Level.OPEN:  # it was revoked while the event waited
            self._talk.keep_question()
        else:
            be_proven(self._talk, standing)

    async def confirmed(self) -> None:
        """A PIN has been given: what was agreed to is done."""
        await self.standing()
        be_confirmed(self._talk)

    async def locked(self) -> None:
        """Too many wrong PINs: the conversation is nobody's any more, unless somebody has proven it anew."""
        if (await self.standing()).level is Level.OPEN:
            be_locked(self._talk)
        else:
            self._talk.keep_question()

    async def still_acts(self) -> None:
        """Act for nobody else any more where the mandate, its time or the login has ended."""
        if self._talk.session.acting and not (await self.standing()).acting_for:
            stop_acting(self._talk)

    async def name_principal(self) -> None:
        """Say for whom the answer is, where it is for another."""
        acting = self._talk.session.acting
        if acting and (await self.standing()).acting_for == acting:
            name_principal(self._talk, await self.standing())

    async def act(self, todo: Login | Logout) -> None:
        """Do what a reserved word asks for."""
        if isinstance(todo, Login):
            await self.login()
        else:
            await self.logout()


def _is_theirs(request: Request, since: datetime) -> bool:
    """Whether a request is of who owns the conversation `since`: one that waited for this proof is."""
    waited = request.awaiting == PROOF and request.opened_at > since - _WAITING
    return waited or request.opened_at >= since


def _as_of(request: Request, since: datetime) -> Request:
    return request if request.opened_at >= since else replace(request, opened_at=since)
