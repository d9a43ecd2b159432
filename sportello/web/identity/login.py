"""The page behind the link of a chat: it shows which conversation it is, asks, and leads to a proof."""

import re
from collections.abc import Callable, Mapping
from datetime import tzinfo

from aiohttp import web

from platforms.oidc.reason import Reason, sentence
from sportello.web.identity.browser import (
    DISCREET,
    Browsers,
    known_language,
    new_secret,
    onward,
    posted_secret,
)
from sportello.web.identity.desk import Answer, Chat, Login, LoginDesk, Said, Stage
from sportello.web.pages import Pages, language_of

HOME = "/accedi"
RETURN = f"{HOME}/ritorno"  # the redirect URI that is registered with every provider
_STEPS = ("fornitore", "credenziali", "conferma")
_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
_STATUS: Mapping[Answer, int] = {Reason.SILENT: 503, Said.WRONG: 400}
_TELLABLE: Mapping[str, Answer] = {said.value: said for said in (Said.CHECKING, *Reason)}
_LONGEST = {"username": 100, "password": 1024, "code": 40}  # characters; what is longer is nobody's
# What an answer may say (RFC 6749 section 4.1.2, RFC 9207), each once: else two readers may read two things.
_SAID = ("code", "state", "iss", "error", "error_description")
_Title = Callable[[str, str], str]


class LoginPage:
    """The handlers of a login; `title` names a service in a language.

    The token stands in the address of its own page alone: once the conversation is confirmed a cookie
    stands for the login, so that no provider, history or log sees the token again.
    """

    def __init__(self, desk: LoginDesk, pages: Pages, address: str, zone: tzinfo, title: _Title) -> None:
        self._desk = desk
        self._pages = pages
        self._browsers = Browsers(address, "accesso")
        self._zone = zone
        self._title = title

    async def ask(self, request: web.Request) -> web.Response:
        """Show which conversation a link is for, and ask whether it is theirs. Changes nothing."""
        token = request.match_info["token"]
        if token in _STEPS:  # the address of an answer to a form, opened again
            return _to_home(request)
        if not _TOKEN.fullmatch(token):
            return self._view(request, "dead", status=404)
        if await self._desk.owns(token, self._browsers.of(request)):
            return _to_home(request)
        chat = await self._desk.look(token)
        if chat is None:
            return self._view(request, "dead", status=404)
        return self._view(request, "ask", chat, once=new_secret(), address=request.path)

    async def answer(self, request: web.Request) -> web.Response:
        """Take the yes, which binds the link to this browser, or the no, which ends it."""
        self._browsers.check(request)
        token, form = request.match_info["token"], await request.post()
        asked, secret = form.get("do"), posted_secret(form)
        if not _TOKEN.fullmatch(token) or asked not in {"yes", "no"} or not secret:
            return self._view(request, "dead", status=404)
        if asked == "no":
            ended = await self._desk.refuse(token)
            return self._view(request, "ended" if ended else "dead", status=200 if ended else 404)
        if not await self._desk.bind(token, secret):
            return self._view(request, "dead", status=404)
        answer = _to_home(request)
        self._browsers.bind(answer, secret)
        self._browsers.remember_language(request, answer)
        return answer

    async def show(self, request: web.Request) -> web.Response:
        """Show where the login of this browser stands. Changes nothing."""
        login = await self._desk.login(self._browsers.of(request))
        return self._where(request, login, _TELLABLE.get(request.query.get("said", ""), Said.OK))

    async def depart(self, request: web.Request) -> web.Response:
        """Lead to a provider by a page of ours: Chromium holds a form's redirects to form-action too."""
        browser = self._checked(request)
        to = await self._desk.depart(browser, str((await request.post()).get("way", "")))
        if not isinstance(to, str):
            return await self._again(request, browser, to)
        return self._view(request, "away", location=to)

    async def arrive(self, request: web.Request) -> web.Response:
        """Take who comes back from a provider, and leave the address with its code at once."""
        brought = _brought(request)
        if brought is None:
            return _to_home(request, Reason.UNREADABLE, known_language(request))
        way = request.match_info.get("way", "")
        said = await self._desk.arrive(self._browsers.of(request), brought, way)
        return _to_home(request, said, known_language(request))

    async def sign_in(self, request: web.Request) -> web.Response:
        """Take the municipality's own credentials, all at once: no part of them is told to be right alone."""
        browser, given = self._checked(request), await _given(request)
        said = await self._desk.sign_in(browser, *given)
        return _to_home(request) if said is Said.OK else await self._again(request, browser, said, given[0])

    async def settle(self, request: web.Request) -> web.Response:
        """Take what is to become of a conversation that is bound to somebody else."""
        browser, asked = self._checked(request), (await request.post()).get("do")
        if asked == "replace":
            said = await self._desk.replace(browser)
        else:
            said = await self._desk.leave(browser) if asked == "leave" else Said.LOST
        if said is Said.OK and asked == "leave":
            return self._view(request, "left")
        return _to_home(request) if said is Said.OK else await self._again(request, browser, said)

    def _checked(self, request: web.Request) -> str:
        self._browsers.check(request)
        return self._browsers.of(request)

    async def _again(
        self, request: web.Request, browser: str, said: Answer, username: str = ""
    ) -> web.Response:
        login = None if said is Said.LOST else await self._desk.login(browser)
        return self._where(request, login, said, username, _STATUS.get(said, 409))

    def _where(
        self, request: web.Request, login: Login | None, said: Answer, username: str = "", status: int = 200
    ) -> web.Response:
        if login is None:
            return self._view(request, "lost", status=410)
        told = said if login.stage is Stage.WAYS else Said.OK
        return self._view(request, login.stage.value, login.chat, told, username=username, status=status)

    def _view(
        self,
        request: web.Request,
        view: str,
        chat: Chat | None = None,
        said: Answer = Said.OK,
        *,
        status: int = 200,
        **values: object,
    ) -> web.Response:
        language = language_of(request)
        shown = {"username": "", "location": "", "once": "", "address": HOME} | values
        answer = self._pages.render(
            request,
            "identity",
            status,
            view=view,
            chat=chat,
            said=said.value,
            reason=sentence(said, language) if isinstance(said, Reason) else "",
            until=f"{chat.until.astimezone(self._zone):%d/%m/%Y %H:%M}" if chat else "",
            title=self._title(chat.service, language) if chat and chat.service else "",
            ways=self._desk.ways,
            local=self._desk.local,
            **shown,
        )
        answer.headers.update(DISCREET)
        return answer


def _brought(request: web.Request) -> dict[str, str] | None:
    """Read of an address what a provider may say, and nothing else; None if it says anything twice."""
    said = {name: request.query.getall(name) for name in _SAID if name in request.query}
    return {name: each[0] for name, each in said.items()} if all(len(e) == 1 for e in said.values()) else None


async def _given(request: web.Request) -> tuple[str, str, str]:
    form = await request.post()
    username, password, code = (str(form.get(name, ""))[:most] for name, most in _LONGEST.items())
    return username, password, code


def _to_home(request: web.Request, said: Answer = Said.OK, language: str = "") -> web.Response:
    """Lead to the page of the login; what is said stands in the address, as one of our own words."""
    told = f"&said={said.value}" if said.value in _TELLABLE else ""
    location = f"{HOME}?lang={language or language_of(request)}{told}"
    return onward(location)


def routes(page: LoginPage) -> list[web.RouteDef]:
    """List the routes of a login; those without a token come first."""
    acts = (page.depart, page.sign_in, page.settle)
    return [
        web.get(HOME, page.show),
        web.get(RETURN, page.arrive, allow_head=False),
        web.get(f"{RETURN}/{{way:[a-z0-9-]+}}", page.arrive, allow_head=False),
        *(web.post(f"{HOME}/{step}", act) for step, act in zip(_STEPS, acts, strict=True)),
        web.get(f"{HOME}/{{token}}", page.ask),
        web.post(f"{HOME}/{{token}}", page.answer),
    ]
