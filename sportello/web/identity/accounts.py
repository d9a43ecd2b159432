"""The page behind the link to activate or recover an account: a password, an app that makes codes, done."""

import re

import segno
from aiohttp import web

from sportello.web.identity.browser import DISCREET, Browsers, new_secret, onward, posted_secret
from sportello.web.identity.desk import Account, AccountDesk, Enrolment, Said
from sportello.web.identity.passwords import LEAST, judge, normal
from sportello.web.pages import Pages, language_of

ACTIVATE, RECOVER = "/attiva", "/recupera"
_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
_ROOM = 4096  # characters of a posted field: of a password that is too long, its length is told
_LONGEST_CODE = 40


class AccountPage:
    """The handlers of one kind of link, below `home`; `place` is the municipality's name."""

    def __init__(self, desk: AccountDesk, pages: Pages, address: str, home: str, place: str) -> None:
        self._desk = desk
        self._pages = pages
        self._browsers = Browsers(address, "attivazione")
        self._home = home
        self._place = place

    async def ask(self, request: web.Request) -> web.Response:
        """Show whose account it is. Changes nothing."""
        if await self._desk.owns(request.match_info["token"], self._browsers.of(request)):
            return self._onward(request)
        account = await self._account(request)
        if account is None:
            return self._view(request, "dead-account", 404)
        once = new_secret()
        return self._view(request, "begin", account=account, once=once, address=request.path)

    async def begin(self, request: web.Request) -> web.Response:
        """Bind the link to this browser."""
        self._browsers.check(request)
        secret, account = posted_secret(await request.post()), await self._account(request)
        known = account or await self._desk.owns(request.match_info["token"], secret)
        if not (known and secret and await self._desk.begin(request.match_info["token"], secret)):
            return self._view(request, "dead-account", 404)
        answer = self._onward(request)
        self._browsers.bind(answer, secret)
        return answer

    async def show(self, request: web.Request) -> web.Response:
        """Show what a citizen's app needs, and ask for a password and a first code. Changes nothing."""
        return self._where(request, await self._desk.enrolment(self._browsers.of(request)))

    async def finish(self, request: web.Request) -> web.Response:
        """Take the password, written twice, and the first code of the app."""
        self._browsers.check(request)
        browser, form = self._browsers.of(request), await request.post()
        enrolment = await self._desk.enrolment(browser)
        if enrolment is None or not enrolment.key:
            return self._where(request, enrolment)
        password, again = (str(form.get(name, ""))[:_ROOM] for name in ("password", "again"))
        username = enrolment.account.username
        said = judge(password, again, username, *username.split("."), self._place)
        if said is Said.OK:
            code = str(form.get("code", ""))[:_LONGEST_CODE]
            said = await self._desk.finish(browser, normal(password), code)
        if said is Said.OK:
            return self._onward(request)
        return self._where(request, None if said is Said.LOST else enrolment, said)

    async def _account(self, request: web.Request) -> Account | None:
        token = request.match_info["token"]
        account = await self._desk.account(token) if _TOKEN.fullmatch(token) else None
        return account if account and account.recovery is (self._home == RECOVER) else None

    def _where(self, request: web.Request, enrolment: Enrolment | None, said: Said = Said.OK) -> web.Response:
        if enrolment is None:
            return self._view(request, "lost-account", 410)
        if not enrolment.key:
            return self._view(request, "ready", codes=enrolment.codes)
        return self._view(
            request,
            "enrol",
            200 if said is Said.OK else 400,
            account=enrolment.account,
            said=said.value,
            key=" ".join(enrolment.key[start : start + 4] for start in range(0, len(enrolment.key), 4)),
            uri=enrolment.uri,
            drawing=_drawn(enrolment.uri),
        )

    def _onward(self, request: web.Request) -> web.Response:
        return onward(f"{self._home}?lang={language_of(request)}")

    def _view(self, request: web.Request, view: str, status: int = 200, **values: object) -> web.Response:
        shown = {"said": Said.OK.value, "reason": "", "address": self._home, "least": LEAST}
        answer = self._pages.render(request, "identity", status, view=view, **(shown | values))
        answer.headers.update(DISCREET)
        return answer


def _drawn(uri: str) -> str:
    """Draw a QR code as an SVG element: part of the page, so that no image need be allowed or kept."""
    code = segno.make(uri, error="m", micro=False)
    return code.svg_inline(border=4, svgclass="qr", lineclass=None, omitsize=True)


def routes(page: AccountPage, home: str) -> list[web.RouteDef]:
    """List the routes of one kind of link."""
    return [
        web.get(home, page.show),
        web.post(home, page.finish),
        web.get(f"{home}/{{token}}", page.ask),
        web.post(f"{home}/{{token}}", page.begin),
    ]
