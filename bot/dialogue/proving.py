"""What is said of who writes: that it must be proven, by which link, that it now is, and that it is no more.

All of it is said in private: groups are never answered (channels), so they never come here.
"""

from dataclasses import replace
from datetime import datetime

from bot.dialogue.talk import Talk
from bot.filing import Worth, proof_of, worth_of
from bot.level import Invitation, Level, Standing
from bot.service import Service
from bot.session import CONFIRM, PROOF, Link, Request
from bot.values.moment import Moment

_NAMES = {Level.OPEN: "open", Level.REGISTERED: "registered", Level.IDENTIFIED: "identified"}


def ask_for_proof(
    talk: Talk,
    service: Service,
    invitation: Invitation | None,
    *,
    level: Level,
    known: bool,
    certified: bool,
) -> None:
    """Let the innermost request wait for a proof, by a new link; None where no link can be made.

        `known` says that the conversation is bound to a citizen, which is not enough either; `certified` that
    the message was a PEC, which was not enough of a proof by itself.
    """
    talk.put(talk.session.stack[-1].asking(PROOF))
    if invitation is None:
        talk.say("proof-nowhere", title=talk.title(service.name))
        return
    talk.say(
        "proof-needed",
        title=talk.title(service.name),
        level=_NAMES[level],
        known="yes" if known else "no",
        filing="yes" if service.filing else "no",
        certified="yes" if certified else "no",
        url=invitation.url,
        code=invitation.code,
        until=moment(talk, invitation.until),
    )
    _keep(talk, invitation, level)


def still_waits(talk: Talk, link: Link) -> None:
    """Say that the innermost request goes on waiting, and until when its link is good."""
    request = talk.session.stack[-1]
    talk.put(request.asking(PROOF))
    talk.say("proof-waits", title=talk.title(request.service), until=moment(talk, link.until))


def give_link(talk: Talk, invitation: Invitation, level: Level) -> None:
    """Give a link to who asked for it."""
    until = moment(talk, invitation.until)
    talk.say("login-link", url=invitation.url, code=invitation.code, until=until)
    _keep(talk, invitation, level)


def _keep(talk: Talk, invitation: Invitation, level: Level) -> None:
    talk.records += invitation.records
    talk.session = replace(talk.session, link=Link(level, invitation.until))


def tell(talk: Talk, text: str, standing: Standing) -> None:
    """Say a text about what is proven: its level, by what, and until when."""
    family, level = proof_of(standing)
    talk.say(
        text,
        level=_NAMES[standing.level],
        proof=family or "none",
        degree=str(level) if level else "none",
        until=moment(talk, standing.until) if standing.until else "none",
        day=standing.until.date() if standing.until else "none",
    )


def be_proven(talk: Talk, standing: Standing) -> None:
    """Say what is proven now, and go on with what waited for it: the innermost request."""
    talk.forget_link()
    tell(talk, "proven", standing)
    current = talk.session.current
    if current is not None and talk.session.person is None and _goes_on(talk, current):
        talk.unpause()
        talk.topic = current.service
        talk.proceed()
        return
    talk.keep_question()
    waiting = [request for request in talk.session.stack if request.awaiting == PROOF]
    if waiting:
        talk.say("proven-later", title=talk.title(waiting[-1].service))


def be_refused(talk: Talk) -> None:
    """Say that the link has ended: who opened it said that the conversation is not theirs."""
    talk.forget_link()
    talk.say("link-refused")
    talk.keep_question()


def _goes_on(talk: Talk, request: Request) -> bool:
    """Whether a request waited for it; a filing under review is worth more now, and so is shown again."""
    if request.awaiting == PROOF:
        return True
    return request.awaiting == CONFIRM and talk.service(request.service).filing and not talk.session.paused_at


def weigh(talk: Talk, service: Service, standing: Standing) -> None:
    """Have the review of a filing say what it will be worth."""
    if standing.level < service.level:
        talk.worth = "filing-unsigned"
    else:
        talk.worth = f"filing-{worth_of(standing).value}"


def is_draft(talk: Talk, standing: Standing) -> bool:
    """Whether the open request is a filing that a better proof would make valid."""
    request = talk.request
    if request is None or not talk.service(request.service).filing:
        return False
    return worth_of(standing) is Worth.DRAFT


def moment(talk: Talk, at: datetime) -> Moment:
    """Write a moment as it is seen from today."""
    return Moment(at.astimezone(talk.now.tzinfo), talk.now.date())
