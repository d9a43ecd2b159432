"""npm's oidc-provider, started as a provider of SPID or CIE for one client, and a browser of little sense."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import aiohttp

from interop.peer import running

CLIENT = "https://sportello.example.it"
FISCAL = "https://attributes.eid.gov.it/fiscal_number"
LEVELS = tuple(f"https://www.spid.gov.it/SpidL{number}" for number in (1, 2, 3))
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "mario": {
        "given_name": "Mario",
        "family_name": "Prova",
        "birthdate": "1980-01-01",
        FISCAL: "TINIT-PRVMRA80A01H501M",
    },
    "giulia": {
        "given_name": "Giulia",
        "family_name": "Finta",
        "birthdate": "1992-05-17",
        FISCAL: "TINIT-FNTGLI92E57F205F",
    },
    "john": {"given_name": "John", "family_name": "Sample", "birthdate": "1975-07-04"},
}


def registered(redirect_uris: list[str], jwks: Mapping[str, Any] | None, **changed: Any) -> dict[str, Any]:
    """How a counter is registered; without `jwks` it has a secret. What is changed to None is left out."""
    usual = {
        "client_id": CLIENT,
        "redirect_uris": redirect_uris,
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
        "userinfo_signed_response_alg": "RS256",
    }
    if jwks is None:
        ours = {"client_secret": "a made-up secret: & +"}
    else:
        algorithm = jwks["keys"][0]["alg"]
        ours = {"token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_signing_alg": algorithm}
        ours["jwks"] = jwks
    return {name: value for name, value in (usual | ours | changed).items() if value is not None}


@asynccontextmanager
async def provider(
    folder: Path, port: int, client: Mapping[str, Any], people: Mapping[str, Any] = PEOPLE
) -> AsyncIterator[str]:
    """Run the provider on a port; gives its issuer. Its pages are for a browser too: see Browser."""
    told = folder / f"provider-{port}.json"
    told.write_text(json.dumps({"port": port, "clients": [client], "people": people}))
    program = Path(__file__).with_name("provider.mjs").resolve()
    async with running(str(program), str(told), ready=b"ready at"):
        yield f"http://127.0.0.1:{port}"


@dataclass
class Browser:
    """Follows the provider's redirects until one leads back to us, and fills its form in on the way."""

    session: aiohttp.ClientSession

    async def log_in(self, url: str, back: str, **form: str) -> dict[str, str]:
        """Go where the counter sends us; returns the query that comes back with us."""
        data = {"do": "login", "person": "mario", "acr": LEVELS[1], **form}
        while not url.startswith(back):
            asks = "/interaction/" in url
            method = "POST" if asks else "GET"
            call = self.session.request(method, url, data=data if asks else None, allow_redirects=False)
            async with call as got:
                assert got.status in {302, 303}, (got.status, await got.text())
                url = urljoin(url, got.headers["Location"])
        return dict(parse_qsl(urlsplit(url).query))
