"""What our pages are made of: a template, the words of its language, static files, strict headers."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from aiohttp import web
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message, Resource
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
LANGUAGES = ("it", "en")

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would also blank the Origin header of our own posts, which the phone checks.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PRIVATE: Mapping[str, str] = {**HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_OPEN = ("n", "left", "name", "at", "limit", "encoding", "amount", "printed")  # the values of all messages
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@cache
def _resource(page: str, language: str) -> Resource:
    """Parse the words of a page once in a process: it takes longer than all else at a start."""
    return FluentResource((HERE / f"{page}.{language}.ftl").read_text("utf-8"))


class Words:
    """The words of one page in one language.

    A message with values comes out of `all` with each value in braces, for the page's own script to fill.
    """

    def __init__(self, page: str, language: str, place: str) -> None:
        self._always = {"place": place}
        self._bundle = FluentBundle([language], use_isolating=False)
        resource = _resource(page, language)
        self._bundle.add_resource(resource)
        self._names = [entry.id.name for entry in resource.body if isinstance(entry, Message)]

    def __call__(self, key: str, **values: object) -> str:
        """Say the message; raises KeyError when it is unknown or lacks a value."""
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, {**self._always, **values})
        if errors:
            raise KeyError(key, errors)
        return str(text)

    def get(self, key: str, otherwise: str) -> str:
        """Say the message if there is one of that name."""
        return self(key) if key in self._names else otherwise

    def all(self) -> dict[str, str]:
        """Give every message, its values left open."""
        open_values = {name: f"{{{name}}}" for name in _OPEN}
        return {name: self(name, **open_values) for name in self._names}


class Static:
    """The files of `static/`, read once; the address carries their hash, so they may be kept for ever."""

    def __init__(self, folder: Path = HERE / "static") -> None:
        paths = sorted(path for path in folder.iterdir() if path.suffix in _TYPES)
        self._files = {path.name: (path.read_bytes(), _TYPES[path.suffix]) for path in paths}
        digest = hashlib.sha256(b"".join(name.encode() + body for name, (body, _) in self._files.items()))
        self.version = digest.hexdigest()[:16]

    def route(self) -> web.RouteDef:
        """Serve `/static/<version>/<name>`; another version is not found, never a wrong file."""
        return web.get("/static/{version}/{name}", self._serve)

    @property
    def address(self) -> str:
        """Where they are, without a slash at the end."""
        return f"/static/{self.version}"

    async def _serve(self, request: web.Request) -> web.Response:
        found = self._files.get(request.match_info["name"])
        if found is None or request.match_info["version"] != self.version:
            raise web.HTTPNotFound(headers=HEADERS)
        body, media_type = found
        headers = {**HEADERS, "Cache-Control": _FOR_EVER}
        return web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)


class Pages:
    """Renders the templates of this package, in the language that the address asks for (`?lang=en`).

    `place` is the municipality's name, as the header and the senders of messages show it.
    """

    def __init__(self, static: Static, place: str = "Comune di Esempio") -> None:
        self.static = static
        self.place = place
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._words = {
            (page, language): Words(page, language, place)
            for page in (
                "phone",
                "pay",
                "pay_sandbox",
                "identity",
                "my_data",
                "verify",
                "certificate",
                "declaration",
                "alerts",
            )
            for language in LANGUAGES
        }

    def render(self, request: web.Request, page: str, status: int = 200, **values: object) -> web.Response:
        """Answer with `<page>.html`; the template sees `t` (words), `lang`, `static` and the values."""
        language = language_of(request)
        text = self._environment.get_template(f"{page}.html").render(
            t=self._words[page, language],
            lang=language,
            static=self.static.address,
            path=request.path,
            **values,
        )
        return web.Response(text=text, content_type="text/html", status=status, headers=PRIVATE)


def language_of(request: web.Request) -> str:
    """Read the language from the address: Italian unless one that we have is asked for."""
    asked = request.query.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]
