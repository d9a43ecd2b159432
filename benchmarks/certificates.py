"""From a citizen's yes to the sealed certificate in the outbox, and how long others wait meanwhile.

Beside it the bare cost of what cannot be saved: one RSA-2048 signature and one run of the template. Dialogue,
register, store, typesetting, seal and pages are the counter's own; nothing is sent.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from statistics import median

from aiohttp import ClientSession, web
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from benchmarks.certified_counter import ANNA, CertifiedCounter, certified_counter
from benchmarks.figures import middle, percentile, tell
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper, Stamp, Use
from platforms.certificates.setting import certificate_pdf
from sportello import loop
from sportello.certification import Certification
from sportello.web.pages import Pages, Static
from sportello.web.verify_entrance import verification

_EVERY = 0.1  # seconds between two who confirm
_BREATH = 0.025  # seconds between two others
_STRANGERS = 1_000_000  # from this number on nobody is a citizen


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds from each yes to the file in the outbox, of other people's turns meanwhile, and in all."""

    ours: Sequence[float]
    others: Sequence[float]
    whole: float


async def alone(here: CertifiedCounter, citizens: Sequence[int]) -> Sequence[float]:
    """Confirm one after the other."""
    return [await here.say(citizen, "SI") for citizen in citizens]


async def steadily(here: CertifiedCounter, citizens: Sequence[int], every: float) -> Timed:
    """Confirm one every so many seconds, whatever has become of those before."""

    async def confirm(place: int, citizen: int) -> float:
        await asyncio.sleep(place * every)
        return await here.say(citizen, "SI")

    return await _beside_others(
        here, asyncio.gather(*(confirm(place, each) for place, each in enumerate(citizens)))
    )


async def at_once(here: CertifiedCounter, citizens: Sequence[int]) -> Timed:
    """Confirm all at once."""
    return await _beside_others(here, asyncio.gather(*(here.say(each, "SI") for each in citizens)))


async def nothing_else(here: CertifiedCounter, seconds: float) -> Timed:
    """Let nobody confirm: what other people's turns take by themselves."""
    return await _beside_others(here, asyncio.gather(*[asyncio.sleep(seconds, 0.0)]))


async def _beside_others(here: CertifiedCounter, work: "asyncio.Future[list[float]]") -> Timed:
    """Ask for nothing but small talk meanwhile, one message every `_BREATH`, each of somebody else."""
    turns, others, begun = list[asyncio.Task[float]](), count(_STRANGERS), time.perf_counter()
    while not work.done():
        turns.append(asyncio.create_task(here.say(next(others), "ciao")))
        await asyncio.wait([work], timeout=_BREATH)
    whole = time.perf_counter() - begun
    return Timed(await work, await asyncio.gather(*turns), whole)


async def asked(here: Certification, code: str, many: int) -> float:
    """Ask the page for one code: answers in a second, over one connection."""
    static = Static()
    app = web.Application()
    app.add_routes(verification(here)(Pages(static, "Comune di Esempio")))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/verifica/{code}"
    async with ClientSession() as session:
        return many / await _timed(lambda: _ask(session, address, many), runner.cleanup)


async def _timed(work: Callable[[], Awaitable[None]], after: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await work()
    taken = time.perf_counter() - begun
    await after()
    return taken


async def _ask(session: ClientSession, address: str, many: int) -> None:
    for _ in range(many):
        async with session.get(address) as answer:
            await answer.read()


def signature(rounds: int) -> float:
    """One bare RSA-2048 signature, in ms."""
    key = rsa.generate_private_key(65537, 2048)
    return middle([_took(lambda: key.sign(b"bare", padding.PKCS1v15(), SHA256())) for _ in range(rounds)])


def template(rounds: int) -> float:
    """One bare run of the template, in ms."""
    on = date(2026, 11, 23)
    code = "7K3M-Q9XD-2FHT-8WPR-C366"
    url = f"https://sportello.example.org/verifica/{code}"
    paper = CertificatePaper(
        CertificateKind.RESIDENCE,
        "1/2026",
        on,
        on,
        ANNA,
        None,
        Use.PRIVATE,
        Stamp(1600),
        "Comune",
        code,
        url,
    )
    certificate_pdf(paper)
    return middle([_took(lambda: certificate_pdf(paper)) for _ in range(rounds)])


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


async def measure(*, quick: bool) -> dict[str, object]:
    """Measure it all; quick is a tenth of the work."""
    many, asks = (10, 50) if quick else (100, 500)
    crowds = [range(begin, begin + many) for begin in range(1, 3 * many, many)]
    async with certified_counter(3 * many + 1) as here:
        await here.ask([0, *(each for crowd in crowds for each in crowd)])
        await here.say(0, "SI")  # what is loaded once
        begun = time.process_time()
        singles = await alone(here, crowds[0])
        worked = (time.process_time() - begun) / many
        steady = await steadily(here, crowds[1], _EVERY)
        burst = await at_once(here, crowds[2])
        calm = await nothing_else(here, steady.whole)
        if await here.issued() != 3 * many + 1:
            raise AssertionError("not everybody has a certificate")
        pages = await _pages(here, asks)
    usual = median(calm.others)
    return {
        "rsa_2048_ms": signature(many),
        "template_ms": template(many),
        "certificates_per_s": middle([many / burst.whole]),
        "verifications_per_s": middle([pages]),
        "alone": _told(singles) | {"cpu_ms": _ms(worked)},
        "every_100_ms": _told(steady.ours) | _delays(steady.others, usual),
        f"{many}_at_once": _told(burst.ours) | _delays(burst.others, usual),
        "others_alone": {"median_ms": _ms(usual)} | _delays(calm.others, usual),
    }


async def _pages(here: CertifiedCounter, many: int) -> float:
    certification = here.counter.certification
    if certification is None:
        raise AssertionError("a counter without certificates")
    newest, *_ = await certification.office.kept.latest(most=1)
    return await asked(certification, newest.code, many)


def _told(seconds: Sequence[float]) -> dict[str, float]:
    return {
        "confirm_to_file_median_ms": _ms(median(seconds)),
        "confirm_to_file_p99_ms": _ms(percentile(seconds, 0.99)),
    }


def _delays(others: Sequence[float], usual: float) -> dict[str, float]:
    """Tell how much longer than usual others have waited."""
    return {
        "others_delay_p99_ms": _ms(max(0.0, percentile(others, 0.99) - usual)),
        "others_delay_longest_ms": _ms(max(0.0, max(others) - usual)),
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def main() -> None:
    """Measure and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a tenth of the work, for the test")
    tell(loop.run(measure(quick=options.parse_args().quick)))


if __name__ == "__main__":
    main()
