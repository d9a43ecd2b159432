"""The pages of what waits for a person, wired: conversations, messages set aside, the check, credentials."""

from collections.abc import Callable

from aiohttp import web

from platforms.inad import NoDomiciles
from sportello.counter import Counter
from sportello.credentials_office import Office
from sportello.crediting import credential_desk
from sportello.identities import Known
from sportello.web.desk import credentials, holding, parked, talks, talks_live
from sportello.web.desk.frame import Frame
from sportello.web.desk.lanes import Lanes
from sportello.web.desk.worktop import Naming
from storage.applicants import SqlApplicants
from storage.holding import Holding
from storage.talks import Talks


def routes(frame: Frame, counter: Counter, known: Known, naming: Naming) -> list[web.RouteDef]:
    """List the routes."""
    database, offered = counter.database, counter.settings.identity.local_credentials == "on"
    lanes = Lanes(frame, database, known.citizens, counter.broadcasting.said)
    watch = talks_live.TalksWatch(Talks(database))
    counter.ends.append(watch.stop)
    return [
        *talks_live.routes(talks_live.TalksStream(frame, watch)),
        *talks.routes(talks.TalksPage(lanes, naming)),
        *parked.routes(parked.ParkedPage(lanes)),
        *holding.routes(holding.HoldingPage(frame, Holding(database), counter.clock)),
        *credentials.routes(credentials.CredentialsPage(frame, office_of(counter, known), offered=offered)),
    ]


def office_of(counter: Counter, known: Known) -> Callable[[str], Office]:
    """Open the office where credentials are given out, in the name of whoever is at the desk."""
    settings, database, clock = counter.settings, counter.database, counter.clock
    desk = credential_desk(settings, known.credentials, NoDomiciles(), counter.ids)
    days = settings.register.answer_days
    applicants = SqlApplicants(database, known.keyring, counter.ids, clock, days)
    return lambda by: Office(settings, database, desk, applicants, by, known.credentials, counter.desk.words)
