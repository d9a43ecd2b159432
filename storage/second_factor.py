"""The second factor: six digits that change every thirty seconds (TOTP, RFC 6238)."""

import hmac
import os
from base64 import b32decode, b32encode
from datetime import datetime
from hashlib import sha1
from typing import Final
from urllib.parse import quote, urlencode

STEP_SECONDS: Final = 30  # RFC 6238, 4.1: the default, and all that some apps know
_DIGITS = 6
_SECRET_BYTES = 20  # RFC 4226, 4 (R6): 160 bits
_DRIFT = 1  # RFC 6238, 5.2: one step of delay; one ahead for a telephone whose clock is


def new_secret() -> str:
    """Draw a secret, in base32 as apps take it."""
    return b32encode(os.urandom(_SECRET_BYTES)).decode()


def address(secret: str, issuer: str, account: str) -> str:
    """Write the address that apps read from a QR code (Key Uri Format)."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def step_at(moment: datetime) -> int:
    """Number the thirty seconds that a moment belongs to."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """Compute the code of a step (RFC 4226, 5.3)."""
    digest = hmac.digest(b32decode(secret), step.to_bytes(8), sha1)
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """Find the step near a moment whose code this is, None if there is none; the time tells nothing."""
    given, now = "".join(code.split()).encode("utf-8", "replace"), step_at(moment)
    found = None
    for step in range(now - _DRIFT, now + _DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), given):
            found = step
    return found
