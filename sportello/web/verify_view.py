"""What a check shows, as a page and as JSON: what the paper shows, and what it is worth."""

import math
from collections.abc import Mapping
from datetime import date

from aiohttp import web

from platforms.certificates.verification import Answer
from platforms.permits.wording import shown_title
from sportello.web.pages import PRIVATE
from storage.certificate_records import Certificate, PermitFacts, Validity

STATUS: Mapping[Validity, int] = {Validity.NOT_FOUND: 404}


def shown(answer: Answer, language: str) -> Mapping[str, str]:
    """Give the facts of a paper in the order and the form in which the page shows them."""
    found = answer.certificate
    if found is None or found.facts is None:
        return {}
    facts = found.facts
    if facts.permit is not None:
        return _shown_permit(found, facts.permit, language)
    born = facts.born_on.split("-")
    return {
        "permit": "",
        "number": found.shown,
        "kind": str(found.kind),
        "holder": f"{facts.surname} {facts.name}",
        "born": "/".join(reversed(born)) if facts.born_on else "",
        "use": facts.use,
        "issued": f"{found.issued_on:%d/%m/%Y}",
        "until": f"{found.valid_until:%d/%m/%Y}" if found.valid_until else "",
        "revoked": f"{found.revoked_at:%d/%m/%Y}" if found.revoked_at else "",
    }


def is_permit(answer: Answer) -> bool:
    """Tell whether what was found is the paper of a permit."""
    found = answer.certificate
    return found is not None and found.facts is not None and found.facts.permit is not None


def _shown_permit(found: Certificate, permit: PermitFacts, language: str) -> Mapping[str, str]:
    return {
        "number": permit.number,
        "permit": shown_title(permit.kind, language),
        "plates": ", ".join(permit.plates),
        "zone": permit.zone,
        "use": "",
        "since": f"{date.fromisoformat(permit.valid_from):%d/%m/%Y}",
        "until": f"{found.valid_until:%d/%m/%Y}" if found.valid_until else "",
        "revoked": f"{found.revoked_at:%d/%m/%Y}" if found.revoked_at else "",
    }


def as_json(answer: Answer, code: str) -> web.Response:
    """Answer a machine; docs/verification.openapi.json describes it."""
    if answer.validity is None:
        said: dict[str, object] = {"result": "too-many"}
        headers = {"Retry-After": str(math.ceil(answer.wait))}
        return web.json_response(said, status=429, headers={**PRIVATE, **headers})
    body: dict[str, object] = {
        "result": answer.validity.value,
        "checkedAt": answer.at.isoformat("T", "seconds"),
    }
    if answer.certificate is not None:
        body |= {"code": code, **_certificate(answer.certificate)}
    return web.json_response(body, status=STATUS.get(answer.validity, 200), headers=PRIVATE)


def mistyped_json() -> web.Response:
    """Tell a machine that a code is none: arithmetic says so, and nothing was looked up."""
    return web.json_response({"result": "mistyped"}, status=400, headers=PRIVATE)


def _certificate(found: Certificate) -> dict[str, object]:
    facts = found.facts
    if facts is not None and facts.permit is not None:
        return _permit(found, facts.permit)
    return {
        "document": "certificate",
        "number": found.shown,
        "kind": found.kind,
        "issuedOn": found.issued_on.isoformat(),
        "validUntil": found.valid_until.isoformat() if found.valid_until else None,
        "revokedOn": found.revoked_at.date().isoformat() if found.revoked_at else None,
        "holder": {"surname": facts.surname, "name": facts.name, "bornOn": facts.born_on} if facts else None,
        "use": facts.use if facts else None,
        "sha256": found.sha256,
    }


def _permit(found: Certificate, permit: PermitFacts) -> dict[str, object]:
    return {
        "document": "permit",
        "number": permit.number,
        "plates": list(permit.plates),
        "zone": permit.zone or None,
        "validFrom": permit.valid_from,
        "validUntil": found.valid_until.isoformat() if found.valid_until else None,
        "revokedOn": found.revoked_at.date().isoformat() if found.revoked_at else None,
        "sha256": found.sha256,
    }
