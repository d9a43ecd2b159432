"""A certificate out of ANPR's data, from the question to the file: each look-up has a practice before it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import RSAKey

from platforms.pdnd import Client, Pdnd
from platforms.residents.anpr.client import AnprResidents
from platforms.residents.anpr.modi import Signer
from platforms.sandbox.anpr import AUDIENCE, SERVICE, Consumer, SandboxAnpr, made_up_subject
from samples.awkward_residents import AWKWARD
from sportello.settings import Settings
from sportello.settings.groups import City
from sportello.settings.residents import Residents as Register
from sportello.transcripts.player import play
from sportello.transcripts.script import read_script
from sportello.transcripts.stage import Stage, open_stage
from storage.access_log import access_log
from storage.certificate_orders import certificate_order
from storage.database import Database
from tests.clock import Ticker
from tests.desk import real_desk

PURPOSE = "1b361d49-33f4-4f1e-a88b-4e12661f2300"
SETTINGS = Settings().model_copy(
    update={
        "city": City(name="Comune di Portoreale"),
        "residents": Register(source="anpr", anpr_purpose=PURPOSE, anpr_audience=SERVICE),
    }
)
HERE = made_up_subject(AWKWARD["mario"], "PROVA", "MARIO", "M", date(1980, 1, 1), date(2010, 5, 1))
ELSEWHERE = made_up_subject(AWKWARD["giulia"], "FINTA", "GIULIA", "F", date(1992, 5, 17), date(2010, 5, 1))
ELSEWHERE["residenza"][0]["indirizzo"]["comune"]["nomeComune"] = "ALTROVE"

SCENES = """# Dall'anagrafe nazionale.

== telegram as mario: la residenza sì, lo stato di famiglia lo prepara l'ufficio; l'autocertificazione sì
@ 2026-02-03 10:00
> certificato di residenza per l'estero
! login mario spid-2
> pensione estera
<~ Certificato (residenza) di MARIO PROVA, per l'estero.
> sì
<~ Ecco il certificato n. 1/2026 (residenza)
<~ +certificato-1-2026.pdf
> certificato stato di famiglia per l'estero
<~ lo completa un impiegato. Riferimento
> autocertificazione di residenza
<~ Autocertificazione di MARIO PROVA, che dichiara la residenza
> sì
<~ +autocertificazione.pdf

== sms as giulia: abita in un altro comune
> CERTIFICATO residenza banca
! login giulia spid-2
<~ Non risulta iscritto all'anagrafe di questo comune

== sms as ugo: non c'è
> CERTIFICATO residenza banca
! login ugo spid-2
<~ Non risulta iscritto all'anagrafe di questo comune
"""


@dataclass
class Door:
    """Stands before the national register, and sees which practices are written down when it is asked."""

    database: Database | None = None
    known: list[Sequence[str]] = field(default_factory=list)

    @web.middleware
    async def see(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.database is not None and "anpr-service" in request.path:
            query = sa.select(certificate_order.c.id)
            fetch = self.database.reader.fetch
            self.known.append(await fetch(lambda connection: connection.scalars(query).all()))
        return await handler(request)


@pytest.fixture
async def national() -> AsyncIterator[tuple[AnprResidents, SandboxAnpr, Door]]:
    clock, key, door = Ticker(), RSAKey.import_key(rsa.generate_private_key(65537, 2048)), Door()
    numbers, subjects = count(1), {AWKWARD["mario"]: [HERE], AWKWARD["giulia"]: [ELSEWHERE]}
    anpr = SandboxAnpr(
        subjects, Consumer("a-client", "a-key", key, PURPOSE), clock, lambda: f"i{next(numbers)}"
    )
    app = web.Application(middlewares=[door.see])
    app.add_routes(anpr.routes())
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        token_url, url = str(server.make_url("/pdnd/token.oauth2")), str(server.make_url("/anpr/v1"))
        client = Client("a-client", "a-key", key, PURPOSE, AUDIENCE, token_url)
        jtis = (f"jti{number}" for number in numbers)
        pdnd = Pdnd(session, client, clock, jtis.__next__, patience=5.0)
        yield AnprResidents(pdnd, Signer(client, SERVICE), url, clock, jtis.__next__), anpr, door


async def noted(stage: Stage) -> list[str]:
    query = sa.select(access_log.c.about).where(access_log.c.what == "register-asked")
    found = await stage.counter.database.reader.fetch(lambda connection: connection.scalars(query).all())
    return list(found)


async def test_each_question_is_for_a_practice_that_was_written_down_before(
    national: tuple[AnprResidents, SandboxAnpr, Door], tmp_path: Path
) -> None:
    residents, anpr, door = national
    (tmp_path / "scenes.txt").write_text(SCENES, encoding="utf-8")
    async with open_stage(real_desk(), None, SETTINGS, register=residents) as stage:
        door.database = stage.counter.database
        played = await play(read_script(tmp_path / "scenes.txt"), stage)
        assert not played.failures, "\n\n".join(map(str, played.failures))
        assert anpr.refused == ["nobody"] * anpr.refused.count("nobody")
        asked = list(zip(anpr.asked, door.known, strict=True))
        assert all(practice in known for practice, known in asked)
        assert sorted(await noted(stage)) == sorted(set(anpr.asked))
