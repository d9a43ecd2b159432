"""What every counter is forked with: the program imported, its sentences learnt, a first citizen answered."""

import asyncio
import gc
import tempfile
from pathlib import Path

import sportello.networks.mail
import sportello.networks.pec
import sportello.networks.telegram.plug  # noqa: F401 - the library takes long to load
from handlers import SERVICES
from sportello.serve import Given, running
from sportello.settings import Settings, load
from sportello.transcripts.stage import open_stage
from sportello.vocabulary import build_desk

DESK = build_desk(SERVICES, Settings())


async def _once() -> None:
    """Do everything once, so that what is loaded or compiled at its first use is there before the fork."""
    async with open_stage(DESK) as stage:
        for text in ("MULTA AB123CD V12345/2026 03/02/2026", "SI", "ORARI ANAGRAFE", "OPERATORE"):
            await stage.write("sms", "+390000000000", text)
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "SPORTELLO_DATABASE__URL": f"sqlite:///{folder}/warm.db",
            "SPORTELLO_WEB__PORT": "0",
            "SPORTELLO_SMS__ACCOUNT_SID": "AC" + "0" * 32,
            "SPORTELLO_SMS__AUTH_TOKEN": "none",
            "SPORTELLO_SMS__NUMBER": "+390599100100",
        }
        async with running(load(environ, Path(folder)), given=Given(desk=DESK)):
            pass


asyncio.run(_once())
gc.collect()
gc.freeze()  # a child that collects would copy every page
