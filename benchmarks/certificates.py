"""Certificates sealed in a second, what one takes from the order to its file, and who waits for it meanwhile.

Beside it the bare cost of what cannot be saved: one RSA-2048 signature and one run of the template. The
register is a person in memory; store, typesetting, seal and pages are the counter's own.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, web
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from benchmarks.figures import middle, percentile, tell
from platforms.certificates.issuing import Issued, Order
from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper, Stamp, Use
from platforms.certificates.setting import certificate_pdf
from platforms.residents.resident import Address, CivilStatus, Family, Place, Resident
from sportello.certification import Certification, open_certification
from sportello.settings import load
from sportello.web.pages import Pages, Static
from sportello.web.verify_entrance import verification
from storage import schema
from storage.database import open_database
from storage.sealing import Keyring

_AT_ONCE = 100  # certificates, while the others' turns are measured
_BREATH = 0.001  # seconds between two looks at the loop
_HERE = Place("Portoreale", "PO", code="M999")
_ANNA = Resident(
    "BRGNNA80A41M999R",
    "Bragonelli",
    "Anna",
    "F",
    date(1980, 1, 1),
    _HERE,
    ("Italia",),
    CivilStatus.SINGLE,
    "1001",
    1,
    Address("Via San Telmo", "12/B", "00000", _HERE, date(2010, 5, 1)),
)


@dataclass(frozen=True)
class OneResident:
    """A register that has one person."""

    async def person(self, fiscal_code: str, *, protocol: str = "") -> Resident | None:  # noqa: ARG002 - the protocol's
        """Give her."""
        return _ANNA

    async def family(self, fiscal_code: str, *, protocol: str = "") -> Family | None:  # noqa: ARG002 - the protocol's
        """Give her family."""
        return Family("1001", (_ANNA,))


def _clock() -> datetime:
    return datetime.now(UTC)


@contextmanager
def counter(folder: Path) -> Iterator[Certification]:
    """Open what issues certificates on a fresh store whose writer is a process of its own."""
    url = f"sqlite:///{folder}/sportello.db"
    schema.create(url)
    settings = load({"SPORTELLO_DATABASE__URL": url}, folder)
    database = open_database(url, clock=_clock, owner="bench", apart=True)
    numbers = count(1)
    opened = open_certification(
        settings, database, Keyring([os.urandom(32)]), OneResident(), _clock, lambda: f"id-{next(numbers)}"
    )
    try:
        yield opened
    finally:
        opened.close()
        database.close()


def order(name: str) -> Order:
    """Order a certificate of residence."""
    return Order(
        name, CertificateKind.RESIDENCE, _ANNA.fiscal_code, Use.PRIVATE, Stamp(1600, "receipt"), "citizen"
    )


async def one_by_one(here: Certification, many: int) -> tuple[list[float], list[Issued]]:
    """Issue certificates, one after the other: seconds of each."""
    taken, issued = [], []
    for number in range(many):
        begun = time.perf_counter()
        issued.append(await here.office.issue(order(f"single-{number}")))
        taken.append(time.perf_counter() - begun)
    return taken, issued


async def many_at_once(here: Certification, many: int) -> tuple[float, float]:
    """Issue many at once: how many in a second, and the longest that the loop let others wait, in seconds."""
    longest, going = 0.0, True

    async def others() -> None:
        nonlocal longest
        while going:
            begun = time.perf_counter()
            await asyncio.sleep(_BREATH)
            longest = max(longest, time.perf_counter() - begun - _BREATH)

    looking = asyncio.create_task(others())
    begun = time.perf_counter()
    await asyncio.gather(*(here.office.issue(order(f"crowd-{number}")) for number in range(many)))
    taken = time.perf_counter() - begun
    going = False
    await looking
    return many / taken, longest


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
    return middle([_ms(lambda: key.sign(b"bare", padding.PKCS1v15(), SHA256())) for _ in range(rounds)])


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
        _ANNA,
        None,
        Use.PRIVATE,
        Stamp(1600),
        "Comune",
        code,
        url,
    )
    certificate_pdf(paper)
    return middle([_ms(lambda: certificate_pdf(paper)) for _ in range(rounds)])


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


async def measure(*, quick: bool) -> dict[str, object]:
    """Measure it all; quick is a tenth of the work."""
    many, crowd, asks = (10, 20, 50) if quick else (100, _AT_ONCE, 500)
    with TemporaryDirectory() as folder, counter(Path(folder)) as here:
        await one_by_one(here, 1)  # what is loaded once
        taken, issued = await one_by_one(here, many + 1)
        per_second, longest = await many_at_once(here, crowd)
        pages = await asked(here, issued[0].code, asks)
    return {
        "certificates_per_s": middle([per_second]),
        "confirm_to_file_median_ms": middle([each * 1000 for each in taken]),
        "confirm_to_file_p99_ms": round(percentile(taken, 0.99) * 1000, 1),
        "longest_wait_of_others_ms": round(longest * 1000, 1),
        "at_once": crowd,
        "verifications_per_s": middle([pages]),
        "rsa_2048_ms": signature(many),
        "template_ms": template(many),
    }


def main() -> None:
    """Measure and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a tenth of the work, for the test")
    tell(asyncio.run(measure(quick=options.parse_args().quick)))


if __name__ == "__main__":
    main()
