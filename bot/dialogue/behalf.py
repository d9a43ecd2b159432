"""What is said of acting for somebody else: for whom, what is not to be done so, and that it has ended."""

from dataclasses import replace

from bot.dialogue.progress import Fulfil, Review
from bot.dialogue.talk import Talk
from bot.level import Standing
from bot.service import Service


def name_principal(talk: Talk, standing: Standing) -> None:
    """Open an answer with the name of the citizen for whom it is."""
    told, talk.lines = talk.lines, []
    if told:
        talk.say("acting", name=standing.acting_name)
    talk.lines += told


def stop_acting(talk: Talk) -> None:
    """Act for nobody else any more: what was begun for them is not gone on with."""
    talk.session = replace(talk.session, acting="")
    if isinstance(talk.todo, Review | Fulfil):
        talk.put_off()
    if talk.session.stack:
        talk.lines, talk.offers = [], []
    told, talk.lines = talk.lines, []
    talk.say("acting-ended")
    talk.drop_all()
    talk.lines += told


def why_not_for_others(service: Service, standing: Standing) -> str:
    """Name the text that says why something cannot be done for who is acted for; empty if it can."""
    if not service.behalf:
        return "acting-not-here"
    if standing.acting_in and service.name not in standing.acting_in:
        return "acting-out-of-scope"
    return ""


def refuse_for_others(talk: Talk, service: Service, standing: Standing, why: str) -> None:
    """Drop a request that is not to be done for somebody else, and say so."""
    talk.put_off()
    talk.drop()
    talk.say(why, title=talk.title(service.name), name=standing.acting_name)
    talk.return_to_outer()
