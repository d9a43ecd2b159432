"""The make-believe provider on the web: its interfaces, and the page on which one chooses who to be."""

from urllib.parse import urlsplit

from aiohttp import web

from platforms.sandbox.idp.page import STYLE, draw
from platforms.sandbox.idp.provider import SandboxIdp, Wrong
from platforms.sandbox.idp.trouble import Trouble

_UNKEPT = {"Cache-Control": "no-store"}
_RELAYED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class IdpRoutes:
    """Serves one provider under the path of its issuer; `place` is the municipality's name.

    Whoever reaches it can be anybody. So it answers only whoever sits at this machine, and nobody whom a
    proxy brings, unless `relayed`: where the operator has opened the try-out phone to others too.
    """

    def __init__(self, idp: SandboxIdp, place: str, *, relayed: bool = False) -> None:
        self._idp = idp
        self._place = place
        self._relayed = relayed
        self._root = urlsplit(idp.issuer).path

    def routes(self) -> list[web.RouteDef]:
        """List what is served."""
        served = [
            web.get(f"{self._root}/.well-known/openid-configuration", self._metadata),
            web.get(f"{self._root}/jwks.json", self._keys),
            web.get(f"{self._root}/authorize", self._ask),
            web.post(f"{self._root}/authorize", self._choose),
            web.post(f"{self._root}/token", self._token),
            web.get(f"{self._root}/userinfo", self._userinfo),
            web.get(f"{self._root}/page.css", self._style),
        ]
        return served if self._relayed else [_unrelayed(route) for route in served]

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response(self._idp.metadata())

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response(self._idp.keys())

    async def _style(self, _: web.Request) -> web.Response:
        return web.Response(text=STYLE, content_type="text/css")

    async def _ask(self, request: web.Request) -> web.Response:
        """Show the page; a question that cannot be answered is shown as such, and nobody is sent anywhere."""
        try:
            question = self._idp.ask(request.query)
        except Wrong as wrong:
            return self._page(request, 400, error=wrong.error)
        name = self._idp.questions.put(question)
        return self._page(request, 200, question=name, level=question.level, back=question.redirect_uri)

    async def _choose(self, request: web.Request) -> web.Response:
        form = await request.post()
        question = self._idp.questions.take(str(form.get("question", "")))
        if question is None:
            return self._page(request, 410, error="gone")
        person = self._idp.people.get(str(form.get("person", "")))
        level = {"1": 1, "2": 2, "3": 3}.get(str(form.get("level", "")))
        if form.get("do") != "login" or person is None or level is None:
            return _away(self._idp.refuse(question))
        known = {each.value: each for each in Trouble}
        trouble = known.get(str(form.get("trouble", "")), Trouble.NONE)
        return _away(self._idp.answer(question, person, level, trouble))

    async def _token(self, request: web.Request) -> web.Response:
        form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        try:
            return web.json_response(await self._idp.redeem(form), headers=_UNKEPT)
        except Wrong as wrong:
            status = 401 if wrong.error == "invalid_client" else 400
            return web.json_response({"error": wrong.error}, status=status, headers=_UNKEPT)

    async def _userinfo(self, request: web.Request) -> web.Response:
        kind, _, access = request.headers.get("Authorization", "").partition(" ")
        try:
            told = self._idp.userinfo(access if kind == "Bearer" else "")
        except Wrong:
            return web.Response(status=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        return web.Response(text=told, content_type="application/jwt", headers=_UNKEPT)

    def _page(
        self, request: web.Request, status: int, *, back: str = "", error: str = "", **values: object
    ) -> web.Response:
        language = "en" if request.query.get("lang", request.query.get("ui_locales")) == "en" else "it"
        text = draw(self._idp, language, self._root, place=self._place, error=error, **values)
        headers = _UNKEPT | {"Content-Security-Policy": _policy(back)}
        return web.Response(text=text, content_type="text/html", status=status, headers=headers)


def _policy(back: str) -> str:
    """Let the form lead back to who asked, which browsers count as a place that a form goes to."""
    parts = urlsplit(back)
    origin = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    rules = ("default-src 'none'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'")
    return "; ".join((*rules, f"form-action 'self'{origin}"))


def _unrelayed(route: web.RouteDef) -> web.RouteDef:
    """Keep a route for whoever sits at this machine: a proxy on it has an address of this machine too."""

    async def direct(request: web.Request) -> web.StreamResponse:
        if any(name in request.headers for name in _RELAYED):
            raise web.HTTPNotFound
        return await route.handler(request)

    return web.RouteDef(route.method, route.path, direct, route.kwargs)


def _away(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address, **_UNKEPT})
