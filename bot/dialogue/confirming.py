"""What is said of a PIN: that it is asked for, on which page, that it was right, or wrong too often."""

from dataclasses import replace

from bot.dialogue.proving import moment
from bot.dialogue.talk import Talk
from bot.level import Invitation, Level
from bot.session import PIN, Link


def ask_for_pin(talk: Talk, service: str, invitation: Invitation) -> None:
    """Let what was agreed to wait for a PIN, which is typed on the page of a link and never here."""
    talk.put(talk.session.stack[-1].asking(PIN))
    talk.say(
        "pin-needed",
        title=talk.title(service),
        url=invitation.url,
        code=invitation.code,
        until=moment(talk, invitation.until),
    )
    talk.records += invitation.records
    talk.session = replace(talk.session, link=Link(Level.OPEN, invitation.until))


def pin_waits(talk: Talk, link: Link) -> None:
    """Say that the innermost request goes on waiting for the PIN, and until when its link is good."""
    request = talk.session.stack[-1]
    talk.put(request.asking(PIN))
    talk.say("pin-waits", title=talk.title(request.service), until=moment(talk, link.until))


def be_confirmed(talk: Talk) -> None:
    """Go on with what was agreed to: it is looked up once more, and done if it is still the same."""
    talk.forget_link()
    current = talk.session.current
    if current is None or current.awaiting != PIN or talk.session.person is not None:
        talk.keep_question()
        return
    talk.unpause()
    talk.topic = current.service
    talk.say("pin-taken")
    talk.confirmed()


def be_locked(talk: Talk) -> None:
    """Say that the conversation is nobody's any more; what was open in it is gone."""
    talk.forget_link()
    talk.session = replace(talk.session, acting="")
    talk.drop_all()
    talk.say("pin-locked")
