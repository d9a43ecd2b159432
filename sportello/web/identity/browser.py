"""Binds what was begun to the browser that began it: its cookie, and posts by our own pages alone."""

import re
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from aiohttp import web

from sportello.web.guard import LOCAL
from sportello.web.pages import LANGUAGES, PRIVATE, language_of

ONCE = "once"  # the field of a form that holds the secret of what it begins
# The addresses of links hold what only their reader may know: no page, not even ours, is told of them. An
# origin is, for without any referrer a browser would hide the Origin of our own posts.
DISCREET: Mapping[str, str] = {"Referrer-Policy": "strict-origin", "Cache-Control": "no-store"}
_LANGUAGE = "lingua"
_SECRET = re.compile(r"[0-9A-Za-z_-]{43}")


class Browsers:
    """Cookies of a counter at `address`; over https they are bound to its very host and never sent in clear.

    `name` tells a login's cookie from another's; it ends with the browser. A cookie that a browser brings
    along is never taken over for something new (session fixation): the secret of what begins stands in our
    own form, so that a form that is sent twice begins once.
    """

    def __init__(self, address: str, name: str, *, strict: bool = False) -> None:
        """Keep cookies of one name; `strict` ones are sent by no link on another site."""
        parts = urlsplit(address)
        self._samesite = "Strict" if strict else "Lax"
        self._origin = f"{parts.scheme}://{parts.netloc}".lower()
        self._local = (parts.hostname or "") in LOCAL
        self._secure = parts.scheme == "https"
        self._name = f"__Host-{name}" if self._secure else name  # RFC 6265bis, section 4.1.3.2

    def of(self, request: web.Request) -> str:
        """Read the secret of a browser; empty if it has none."""
        return request.cookies.get(self._name, "")

    def bind(self, answer: web.Response, secret: str) -> None:
        """Give a browser its secret."""
        self._set(answer, self._name, secret)

    def release(self, answer: web.Response) -> None:
        """Take its secret from a browser."""
        answer.del_cookie(self._name, path="/", secure=self._secure, httponly=True, samesite=self._samesite)

    def remember_language(self, request: web.Request, answer: web.Response) -> None:
        """Keep the language of a page while the browser is at a provider."""
        self._set(answer, _LANGUAGE, language_of(request))

    def check(self, request: web.Request) -> None:
        """Refuse a post that our own page has not made; raises HTTPForbidden.

        A browser names the origin of the page with every post. Behind no proxy this machine has several
        names, and each is its own.
        """
        origin = request.headers.get("Origin", "").lower()
        if origin != self._origin and not (self._local and _same_local(origin, request.host.lower())):
            raise web.HTTPForbidden(text="Only the page of the counter itself may ask this.", headers=PRIVATE)

    def _set(self, answer: web.Response, name: str, value: str) -> None:
        answer.set_cookie(name, value, path="/", secure=self._secure, httponly=True, samesite=self._samesite)


def onward(location: str) -> web.Response:
    """Lead to another page of ours."""
    return web.Response(status=303, headers={"Location": location, **DISCREET})


def new_secret() -> str:
    """Make the secret of a browser, 256 bits, to stand in the form that begins something."""
    return secrets.token_urlsafe(32)


def posted_secret(form: Mapping[str, object]) -> str:
    """Read the secret out of a posted form; empty if it is none that we make."""
    given = str(form.get(ONCE, ""))
    return given if _SECRET.fullmatch(given) else ""


def known_language(request: web.Request) -> str:
    """Read the language of a page to which no link of ours leads."""
    kept = request.cookies.get(_LANGUAGE, "")
    return kept if kept in LANGUAGES and "lang" not in request.query else language_of(request)


def _same_local(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
        hostname = parts.hostname
    except ValueError:
        return False
    return parts.netloc == host and hostname in LOCAL and parts.scheme in {"http", "https"}
