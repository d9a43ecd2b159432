"""What becomes of a question that nobody answers: it is put aside, and after a long time forgotten."""

from dataclasses import replace

from bot.dialogue.talk import Talk


def put_aside(talk: Talk) -> None:
    """Put the open question aside; who wants no notices (STOP) is not told so."""
    if talk.request is None:  # it was dealt with while the event waited
        talk.keep_question()
        return
    talk.pause()
    if talk.caller.stopped:
        talk.lines.clear()


def forget(talk: Talk) -> None:
    """Forget what was put aside for too long."""
    if talk.session.paused_at is None:  # it was taken up again while the event waited
        talk.keep_question()
        return
    talk.session = replace(talk.session, stack=(), paused_at=None)
