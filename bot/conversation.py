"""The shell round a step of the dialogue: take a message in hand, think, act, and write down one Turn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.apology import apology, envelope_of, excuse, told_language
from bot.civil_hours import civil_hour
from bot.clock import Clock
from bot.desk import Desk
from bot.dialogue import Fulfil, Review, Talk, hear
from bot.dialogue.progress import HandOver, Login, Logout
from bot.drawing import drawn
from bot.erasing import Erase, nothing_kept, without_passwords
from bot.evidence import evidence_of
from bot.fixed import fixed
from bot.for_staff import NoStaff, StaffLanes, wanted_of_staff
from bot.form import Options
from bot.gate import Gate
from bot.ledger import Turn, Work
from bot.level import Identity, NoIdentity
from bot.looking import Keeps, ReadCodes, keeps_none, looked_through, no_codes, worth_a_look
from bot.message import Inbound, Part, Traits
from bot.own_events import CONFIRMED, LOCKED, OWN, PROVEN, REFUSED, be_told
from bot.patience import PAUSE, USEFUL, timers_of
from bot.person import LATE, Persons
from bot.records import Record
from bot.reply import render
from bot.served import still_served
from bot.service import QUIET, Bound, Outcome
from bot.session import Caller, Session
from bot.transfer import Transfer, looked_after, told_to_staff
from bot.usage import Tally, uses

__all__ = ["CONFIRMED", "LOCKED", "PROVEN", "REFUSED", "Conversation", "Handled"]

_ROUNDS = 8  # reviews and digressions that one message may set off: more is a fault of ours


@fixed
class Handled:
    """A turn, which service it was about, and whether a person has been asked for."""

    turn: Turn
    topic: str
    wants_person: bool = False


class Conversation:
    """Answers one message at a time; who calls it keeps each sender's messages in order."""

    def __init__(  # noqa: PLR0913 - its collaborators, one by one
        self,
        desk: Desk,
        services: Mapping[str, Bound],
        traits: Mapping[str, Traits],
        clock: Clock,
        *,
        keep: timedelta,
        read_codes: ReadCodes = no_codes,
        keeps: Keeps = keeps_none,
        identity: Identity = NoIdentity(),  # noqa: B008 - it keeps nothing
        erase: Erase = nothing_kept,
        on_stop: Sequence[Record] = (),
        persons: Persons | None = None,
        tally: Tally | None = None,
        staff: StaffLanes = NoStaff(),  # noqa: B008 - it keeps nothing
    ) -> None:
        """Wire it; `on_stop` is written with every turn that asks for no more notices.

        `tally` writes down what became of services, if anybody counts.
        """
        self._desk = desk
        self._services = services
        self._traits = traits
        self._clock = clock
        self._offered: dict[str, Options] = {}  # of each service, as they were found last
        self._read_codes = read_codes
        self._keeps = keeps
        self._identity = identity
        self._erase = erase
        self._on_stop = on_stop
        self._persons = persons
        self._tally = tally
        self._staff = staff
        self._keep = keep  # how long a request that was put aside can be taken up again

    async def handle(self, work: Work) -> Handled:
        """Think about a message and do what it asks for; nothing is written yet."""
        with_person = work.caller is not None and work.caller.session.person is not None
        if worth_a_look(work.inbound) and not with_person:
            work = await looked_through(work, self._read_codes, self._keeps)
        return await self.go_on(work, self.begin(work, await self.options()))

    async def options(self) -> Mapping[str, Options]:
        """Ask every service what can be chosen in it now."""
        return {
            name: await self._options(name, bound) for name, bound in self._services.items() if bound.options
        }

    def begin(self, work: Work, options: Mapping[str, Options]) -> Talk:
        """Think about a message as far as nobody else is needed; its files are only counted."""
        return self._begin(work, options, self._desk)

    def _begin(self, work: Work, options: Mapping[str, Options], desk: Desk) -> Talk:
        inbound = work.inbound
        talk = self._talk(work, options, desk)
        if inbound.entry is not None:
            talk.registered = True
        if not inbound.event:
            _greet_in_their_language(talk, inbound)
            hear(talk, inbound.text, inbound.tap, len(inbound.files), inbound.refused)
        return talk

    def at_once(self, work: Work, talk: Talk) -> Handled | None:
        """End a message that was only thought about; None if something is to be looked up or done for it."""
        if talk.todo is not None or work.inbound.event or talk.session.acting:
            return None
        if wanted_of_staff(self._desk, work) is not None:  # who writes is to be looked up
            return None
        return self._handled(work, talk)

    async def go_on(self, work: Work, talk: Talk) -> Handled:
        """Do what a message asks for."""
        theirs = wanted_of_staff(self._desk, work)
        if theirs is not None and await self._staff.lets(work.inbound.lane, theirs.staff):
            talk = self._begin(work, talk.options, self._desk.staff or self._desk)
        gate = Gate(self._identity, talk, work.inbound)
        if work.inbound.event in OWN:
            await be_told(work.inbound.event, talk, gate, self._transfer(talk, work.inbound))
        elif work.inbound.event:
            await self._event(talk, work.inbound)
        await gate.still_acts()
        await self._act(talk, work.inbound, gate)
        await gate.name_principal()
        if talk.files:
            talk.files = await drawn(talk.files, talk.traits)
        return self._handled(work, talk)

    def apology(self, work: Work) -> tuple[Turn, str]:
        """What to keep and to say when handling a message has failed; see bot.apology."""
        return apology(self._desk, self._traits, work)

    def excuse(self, inbound: Inbound) -> tuple[Part, ...]:
        """What to say of a message that could not even be read; the keys lack the message's number."""
        return excuse(self._desk, self._traits, inbound)

    # -- before

    def _talk(self, work: Work, options: Mapping[str, Options], desk: Desk) -> Talk:
        caller = work.caller or Caller(work.inbound.lane)
        session = still_served(caller.session, desk.services)
        if session is not caller.session:
            caller = caller.with_session(session)
        return Talk(desk, caller, self._traits[work.inbound.channel], self._clock(), options)

    async def _options(self, name: str, bound: Bound) -> Options:
        """Ask for the options of a service; as long as they are equal they are the same object."""
        options = {slot: tuple(await offering()) for slot, offering in bound.options.items()}
        if options == self._offered.get(name):
            return self._offered[name]
        self._offered[name] = options
        return options

    # -- doing

    async def _act(self, talk: Talk, inbound: Inbound, gate: Gate) -> None:
        """Review and fulfil until nothing is left to do: a digression may set off its outer one."""
        for _ in range(_ROUNDS):
            if talk.todo is None:
                return
            if isinstance(talk.todo, Login | Logout):
                await gate.act(talk.todo)
            elif isinstance(talk.todo, HandOver):
                await self._transfer(talk, inbound).hand_over()
            elif await gate.lets(talk.todo):
                talk.outcome(await self._do(talk.todo, inbound, gate))
        if talk.todo is not None:
            raise RecursionError(f"{talk.topic} sets itself off again and again")

    async def _do(self, todo: Review | Fulfil, inbound: Inbound, gate: Gate) -> Outcome:
        bound = self._services[todo.service]
        act = bound.fulfil if isinstance(todo, Fulfil) else bound.review
        if act is None:
            raise LookupError(f"{todo.service} has nothing to review")
        reviewed = todo.reviewed if isinstance(todo, Fulfil) else None
        standing = await gate.standing() if bound.takes(act, "standing") else None
        evidence = evidence_of(inbound)
        return await bound.call(
            act, todo.form, reviewed=reviewed, lane=inbound.lane, standing=standing, evidence=evidence
        )

    def _transfer(self, talk: Talk, inbound: Inbound) -> Transfer:
        return Transfer(self._persons, talk, inbound)

    async def _event(self, talk: Talk, inbound: Inbound) -> None:
        """Have a service say what it was told of."""
        service, _, event = inbound.event.partition(".")
        talk.topic = service
        bound = self._services[service]
        outcome = await bound.call(bound.events[event], inbound.payload, lane=inbound.lane)
        if outcome.text != QUIET:
            talk.say(outcome.text, service, **outcome.values)
        talk.files += outcome.files
        talk.records += outcome.records
        talk.keep_question()

    # -- after

    def _handled(self, work: Work, talk: Talk) -> Handled:
        return Handled(self._turn(work, talk), talk.topic, talk.wants_person)

    def _turn(self, work: Work, talk: Talk) -> Turn:
        if talk.secret:
            work = without_passwords(work, self._desk.passwords)
            talk.records += self._erase(work)
        inbound = work.inbound
        caller = talk.close(None if inbound.event else inbound.context)
        envelope = envelope_of(work, caller.session)
        if inbound.event == PAUSE:
            start = civil_hour(talk.now)
            envelope = replace(envelope, not_before=start, valid_until=start + USEFUL)
        elif inbound.event == LATE:
            envelope = replace(envelope, not_before=civil_hour(talk.now))
        parts = render(talk, envelope, caller.session.question)
        before = work.caller.session if work.caller else Session()
        timers = timers_of(inbound.lane, before, caller.session, talk, self._keep)
        if self._persons is not None and (before.person is not None or caller.session.person is not None):
            talk.records += told_to_staff(self._persons, talk, work.id)
            timers = (*timers, *looked_after(self._persons, talk, inbound.lane, before.person))
        counted = self._counted(before, caller.session, talk)
        written = (*talk.records, *(self._on_stop if talk.stopping else ()), *counted)
        records = tuple(record.for_lane(inbound.lane) for record in written)
        return Turn(work, caller, parts, records, timers)

    def _counted(self, before: Session, after: Session, talk: Talk) -> list[Record]:
        if self._tally is None:
            return []
        found = uses(before, after, talk.used, talk.ended)
        return [self._tally(use, talk.now.date()) for use in found]


def _greet_in_their_language(talk: Talk, inbound: Inbound) -> None:
    """Take the network's word for a new sender's language."""
    told = told_language(inbound)
    if not talk.caller.language and told in talk.desk.words.languages:
        talk.speak(told, chosen=False)
