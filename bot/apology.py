"""What is said where no answer could be found: of a message that failed, or that could not be read."""

from collections.abc import Mapping

from bot.desk import Desk
from bot.ledger import Turn, Work
from bot.message import Inbound, Part, Priority, Traits
from bot.reply import Envelope, compose
from bot.session import Caller, Session
from bot.traces import bare_traceback
from bot.words import COUNTER


def apology(desk: Desk, traits: Mapping[str, Traits], work: Work) -> tuple[Turn, str]:
    """What to keep and to say when handling a message has failed, and the traceback for staff.

    Called while the exception is handled. The session stays as it was, so that the citizen may
    go on. The traceback names files and lines only: an exception's text may hold what was written.
    """
    inbound = work.inbound
    caller = work.caller or Caller(inbound.lane)
    known = traits.get(inbound.channel)
    if inbound.event or known is None:  # nobody waits for an answer, or its network is gone
        return Turn(work, caller), bare_traceback()
    language = caller.language or told_language(inbound)
    parts = _say(desk, envelope_of(work, caller.session), known, language, "internal-error")
    return Turn(work, caller, parts), bare_traceback()


def excuse(desk: Desk, traits: Mapping[str, Traits], inbound: Inbound) -> tuple[Part, ...]:
    """What to say of a message that could not even be read; the keys lack the message's number."""
    envelope = Envelope("aside", inbound.channel, inbound.sender, inbound.context, entry=inbound.entry)
    return _say(desk, envelope, traits[inbound.channel], told_language(inbound), "set-aside")


def _say(desk: Desk, envelope: Envelope, traits: Traits, language: str, name: str) -> tuple[Part, ...]:
    voice = desk.words.voice(language, traits.kind)
    return compose(envelope, voice, traits, voice.say(COUNTER, name))


def told_language(inbound: Inbound) -> str:
    """Tell the network's word for a sender's language; empty if it has none."""
    return inbound.language[:2].lower()


def envelope_of(work: Work, session: Session) -> Envelope:
    """Address the answer to a message."""
    inbound = work.inbound
    priority = Priority.NOTICE if inbound.event else Priority.REPLY
    context = session.context if inbound.event else inbound.context
    return Envelope(str(work.id), inbound.channel, inbound.sender, context, priority, entry=inbound.entry)
