"""The pages of a check and of a delivery on an office, with a judge that knows its pretended seals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.message import File
from platforms.certificates.comparing import FileCheck
from platforms.certificates.verification import Answer, Verifier
from sportello.certifying import CertificateOffice
from sportello.web import verify, verify_delivery
from sportello.web.pages import Pages, Static
from storage.certificate_links import SqlCertificateLinks
from storage.paper_standing import LivePapers
from storage.permits import SqlPermits

HOST = "http://127.0.0.1"


@dataclass
class Site:
    """A running site and what is behind it."""

    client: "TestClient[web.Request, web.Application]"
    office: CertificateOffice

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        answer = await self.client.get(path, headers=headers, allow_redirects=False)
        return answer.status, await answer.text(errors="replace"), answer.headers


async def judged(pdf: bytes) -> tuple[str, str]:
    """Judge what an office of the tests has sealed, by what is at its end."""
    return ("altered" if b"seal" in pdf else "truncated"), ""


async def codes_drawn(file: File) -> Sequence[str]:
    """Read what a picture of the tests says: its text behind the head of a PNG."""
    head, _, text = file.content.partition(b"code=")
    return [text.decode()] if head and text else []


async def evidence(answer: Answer, code: str) -> bytes:
    return f"%PDF- {code} {answer.validity}".encode()


def application(office: CertificateOffice, misses: int = 30) -> web.Application:
    """Put the pages together."""
    static, clock = Static(), office.clock
    pages = Pages(static, "Comune di Portoreale")
    live = LivePapers(office.kept, SqlPermits(office.kept.database))
    verifier = Verifier(live, clock, lambda: clock().timestamp(), misses)
    files = FileCheck(live, judged, codes_drawn, clock)
    page = verify.VerifyPage(verifier, files, evidence, pages, clock)
    links = SqlCertificateLinks(office.kept.database)
    deliveries = [
        verify_delivery.DeliveryPage(links, office.kept, pages, HOST, home)
        for home in ("certificato", "permesso")
    ]
    app = web.Application()
    app.add_routes(
        [static.route(), *verify.routes(page), *(route for each in deliveries for route in each.routes())]
    )
    return app
