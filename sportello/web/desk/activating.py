"""The first sign-in: behind a one-time link somebody new chooses a password and links an app for codes."""

import re

import segno
from aiohttp import web
from markupsafe import Markup

from sportello.identities import Known
from sportello.web.desk.frame import Frame
from sportello.web.identity.browser import DISCREET, Browsers, new_secret, onward, posted_secret
from sportello.web.identity.desk import Said
from sportello.web.identity.passwords import LEAST, judge, normal
from storage.links import Opening, fingerprint
from storage.logins import Login
from storage.second_factor import address
from storage.second_factor import new_secret as new_key
from storage.staff import SqlStaff

HOME = "/desk/activate"
_STEP = "desk-enrol"  # the step of the login that keeps the key of the app meanwhile
_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
_ROOM = 4096  # characters of a posted field: of a password that is too long, its length is told
_LONGEST_CODE = 40


class Activating:
    """The handlers; `place` is the municipality's name, by which an app lists its codes."""

    def __init__(self, frame: Frame, staff: SqlStaff, known: Known, place: str) -> None:
        self._frame = frame
        self._staff = staff
        self._known = known
        self._place = place
        self._browsers = Browsers(known.rules.address, "desk-activation")

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Show whose link it is. Changes nothing: what scans links opens none."""
        token = request.match_info["token"]
        invited = await self._staff.invited(self._known.links, token) if _TOKEN.fullmatch(token) else None
        if invited is None:
            return self._dead(request)
        return self._show(request, "desk_begin.html", who=invited[1], once=new_secret())

    async def begin(self, request: web.Request) -> web.StreamResponse:
        """Bind the link to this browser."""
        token, browser = request.match_info["token"], posted_secret(await request.post())
        known = _TOKEN.fullmatch(token) and browser
        invited = await self._staff.invited(self._known.links, token) if known else None
        opened = await self._known.links.open(token, browser) if invited else None
        if invited is None or opened is None:
            return self._dead(request)
        about = {"name": invited[1].name, "key": new_key()}
        await self._known.logins.keep(browser, Login(fingerprint(token), _STEP, opened.expires_at, about))
        answer = onward(HOME)
        self._browsers.bind(answer, browser)
        return answer

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Show what the app needs, and ask for a password and a first code. Changes nothing."""
        return self._form(request, await self._begun(request))

    async def finish(self, request: web.Request) -> web.StreamResponse:
        """Take the password, written twice, and the first code of the app."""
        begun, form = await self._begun(request), await request.post()
        if begun is None:
            return self._dead(request)
        name, key = begun.secrets["name"], begun.secrets["key"]
        password, again = (str(form.get(each, ""))[:_ROOM] for each in ("password", "again"))
        said = judge(password, again, name, *re.split(r"\W+", name), self._place)
        if said is not Said.OK:
            return self._form(request, begun, said)
        browser = self._browsers.of(request)
        opening = Opening(begun.link, fingerprint(browser))
        code = str(form.get("code", ""))[:_LONGEST_CODE]
        if not await self._staff.activate(opening, name, normal(password), key, code):
            return self._form(request, begun, Said.WRONG_CODE)
        await self._known.logins.end(browser)
        answer = onward("/desk/sign-in?ready")
        self._browsers.release(answer)
        return answer

    async def _begun(self, request: web.Request) -> Login | None:
        browser = self._browsers.of(request)
        kept = await self._known.logins.read(browser) if browser else None
        return kept if kept is not None and kept.step == _STEP else None

    def _form(self, request: web.Request, begun: Login | None, said: Said = Said.OK) -> web.StreamResponse:
        if begun is None:
            return self._dead(request)
        name, key = begun.secrets["name"], begun.secrets["key"]
        return self._show(
            request,
            "desk_enrol.html",
            200 if said is Said.OK else 400,
            said="" if said is Said.OK else said.value,
            name=name,
            key=" ".join(key[start : start + 4] for start in range(0, len(key), 4)),
            drawing=_drawn(address(key, self._place, name)),
            least=LEAST,
        )

    def _dead(self, request: web.Request) -> web.StreamResponse:
        return self._show(request, "desk_begin.html", 404, who=None, once="")

    def _show(self, request: web.Request, page: str, status: int = 200, **values: object) -> web.Response:
        answer = self._frame.render(request, None, page, status, **values)
        answer.headers.update(DISCREET)
        return answer


def _drawn(uri: str) -> Markup:
    """Draw a QR code as an SVG element: part of the page, so that no image need be allowed or kept."""
    code = segno.make(uri, error="m", micro=False)
    drawn = code.svg_inline(border=4, svgclass="qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 - paths of numbers, of a library's making


def routes(frame: Frame, page: Activating) -> list[web.RouteDef]:
    """List the routes."""
    return [
        frame.open_get(HOME, page.show),
        frame.open_post(HOME, page.finish),
        frame.open_get(f"{HOME}/{{token}}", page.ask),
        frame.open_post(f"{HOME}/{{token}}", page.begin),
    ]
