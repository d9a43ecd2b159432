"""The pages of certificates of a counter: what they need of it, and their routes."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from aiohttp import web

from platforms.certificates.verification import Verifier
from sportello.certification import Certification
from sportello.web import verify, verify_delivery
from sportello.web.pages import Pages
from storage.certificate_links import SqlCertificateLinks


def verification(certification: Certification | None) -> Callable[[Pages], Sequence[web.RouteDef]]:
    """Wire the pages of a counter that issues certificates; their routes are made with its other pages."""
    return partial(_routes, certification)


def _routes(certification: Certification | None, pages: Pages) -> list[web.RouteDef]:
    if certification is None:
        return []
    office = certification.office
    kept, clock = office.kept, office.clock
    verifier = Verifier(certification.live, clock, monotonic)
    page = verify.VerifyPage(verifier, certification.files, certification.evidence, pages, clock)
    links = SqlCertificateLinks(kept.database)
    address = office.imprint.address
    deliveries = [
        verify_delivery.DeliveryPage(links, kept, pages, address, home)
        for home in ("certificato", "permesso")
    ]
    return [*verify.routes(page), *(route for each in deliveries for route in each.routes())]
