"""A certificate for 127.0.0.1, of an authority that nobody else trusts: both were made up for the tests.

The authority's key was thrown away; `openssl ca`, with dates a century apart, makes another pair.
"""

import ssl
from pathlib import Path

_HERE = Path(__file__).parent / "tls"
AUTHORITY = _HERE / "authority.pem"


def for_a_server() -> ssl.SSLContext:
    """What a server on 127.0.0.1 shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(_HERE / "server.pem")
    return context
