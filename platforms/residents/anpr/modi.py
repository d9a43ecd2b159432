"""What is signed for each call to ANPR: the content, and who had it made and for what practice.

Source: AgID, Linee guida sull'interoperabilità tecnica (ModI), patterns INTEGRITY_REST_02 and AUDIT_REST_02;
ANPR's service C001, version 1.0.0, which names the claims that it wants.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import randbelow

from joserfc import jwt

from platforms.pdnd import Client

JSON = "application/json"
EVIDENCE = "Agid-JWT-TrackingEvidence"
_LIVES = timedelta(minutes=2)
_LOCATION = "sportello"  # the workplace from which it is asked: the counter itself
_ASSURANCE = "LOA3"  # who asks for themselves has proven who they are by SPID or CIE of level 2 or more
_NONCES = 10**13  # thirteen digits, the first of which is not zero


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs as a client of PDND for one service, which is its `audience`."""

    client: Client
    audience: str

    def headers(
        self, content: bytes, now: datetime, names: tuple[str, str], protocol: str
    ) -> Mapping[str, str]:
        """Make the headers of a call; CPU work of some milliseconds. `names` (jti) are used once each.

        `protocol`, the number of the practice, stands for the user who is the reason of the call: it leads
        to the citizen here, and tells nobody else who it is.
        """
        digest = f"SHA-256={b64encode(sha256(content).digest()).decode()}"
        signed = [{"digest": digest}, {"content-type": JSON}]
        user = {"userID": protocol, "userLocation": _LOCATION, "LoA": _ASSURANCE, "dnonce": _nonce()}
        return {
            "Content-Type": JSON,
            "Digest": digest,
            "Agid-JWT-Signature": self._signed(now, names[0], {"signed_headers": signed}),
            EVIDENCE: self._signed(now, names[1], user),
        }

    def _signed(self, now: datetime, name: str, more: Mapping[str, object]) -> str:
        issued, client = int(now.timestamp()), self.client
        claims = {
            "iss": client.client_id,
            "sub": client.client_id,
            "aud": self.audience,
            "purposeId": client.purpose_id,
            "jti": name,
            "iat": issued,
            "nbf": issued,
            "exp": issued + int(_LIVES.total_seconds()),
        }
        return jwt.encode({"alg": "RS256", "kid": client.key_id}, {**claims, **more}, client.key)


def _nonce() -> int:
    return _NONCES // 10 + randbelow(_NONCES - _NONCES // 10)
