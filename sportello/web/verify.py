"""The page on which anybody checks a certificate or a permit: by code, photo of its square code, or file."""

import math
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from bot.clock import Clock
from bot.errors import WrongAnswer
from bot.message import File
from bot.values import VerificationCode
from bot.values.value import Reading
from platforms.certificates.comparing import LARGEST, BusyNow, FileCheck, FileChecked
from platforms.certificates.verification import Answer, Verifier
from platforms.paper.press import PressBusy
from sportello.web.pages import PRIVATE, Pages, language_of
from sportello.web.verify_client import client_of
from sportello.web.verify_view import STATUS, as_json, is_permit, mistyped_json, shown

HOME: Final = "/verifica"
_ROOM = 64 * 1024  # bytes of a form beside its file
_LONGEST = 400  # characters of what is typed
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
# The address holds the code: nobody else is told of it. The camera is for this page alone.
_DISCREET = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
Evidence = Callable[[Answer, str], Awaitable[bytes]]  # a receipt of the check, sealed; raises PressBusy


class VerifyPage:
    """The handlers of the page; it keeps nothing, writes no code to any log, and works without a script."""

    def __init__(
        self, verifier: Verifier, files: FileCheck, evidence: Evidence, pages: Pages, clock: Clock
    ) -> None:
        self._verifier = verifier
        self._files = files
        self._evidence = evidence
        self._pages = pages
        self._clock = clock

    async def ask(self, request: web.Request) -> web.Response:
        """Show the form; or lead what was typed into it to its own address."""
        if "code" not in request.query:
            return self._view(request, "ask")
        code = self._read(request.query["code"][:_LONGEST])
        return self._onward(request, code) if code else self._view(request, "mistyped", status=400)

    async def show(self, request: web.Request) -> web.Response:
        """Tell what a code is worth, to a person or to a machine."""
        page = await self._shown(request)
        page.headers["Vary"] = "Accept"  # for who keeps what Cache-Control says not to keep
        return page

    async def _shown(self, request: web.Request) -> web.Response:
        text = request.match_info["code"]
        machine = text.endswith(".json") or "application/json" in request.headers.get("Accept", "")
        code = self._read(text.removesuffix(".json"))
        if code is None:
            return mistyped_json() if machine else self._view(request, "mistyped", status=400)
        answer = await self._verifier.look(code, client_of(request))
        if machine:
            return as_json(answer, str(code))
        return self._told(request, answer, code)

    async def receive(self, request: web.Request) -> web.Response:
        """Take a PDF to compare, or a photo of a square code to read; neither is kept."""
        text = request.match_info.get("code", "")
        code = self._read(text) if text else None
        content = await _posted(request)
        if content is None:
            return self._view(request, "too-large", status=413)
        if b"%PDF-" in content[:1024]:
            try:
                return self._compared(request, await self._files.check(content, code), code)
            except BusyNow:
                raise web.HTTPServiceUnavailable(headers={"Retry-After": "10"}) from None
        if content.startswith(_PICTURES):
            codes = await self._files.codes(File("photo", "image/jpeg", content))
            return self._onward(request, codes[0]) if codes else self._view(request, "no-code", status=422)
        return self._view(request, "no-file", status=422)

    async def receipt(self, request: web.Request) -> web.Response:
        """Give the receipt of a check made now: a sealed PDF for the file of who has checked."""
        code = self._read(request.match_info["code"])
        if code is None:
            return self._view(request, "mistyped", status=400)
        answer = await self._verifier.look(code, client_of(request))
        if answer.certificate is None:
            return self._told(request, answer, code)
        try:
            pdf = await self._evidence(answer, str(code))
        except PressBusy:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "10"}) from None
        name = f"esito-verifica-{answer.certificate.shown.replace('/', '-')}.pdf"
        headers = {**PRIVATE, **_DISCREET, "Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=pdf, content_type="application/pdf", headers=headers)

    def _read(self, text: str) -> VerificationCode | None:
        try:
            return VerificationCode.parse(text, Reading(self._clock().date()))
        except WrongAnswer:
            return None

    def _told(self, request: web.Request, answer: Answer, code: VerificationCode) -> web.Response:
        if answer.validity is None:
            view = self._view(request, "too-many", answer, status=429)
            view.headers["Retry-After"] = str(math.ceil(answer.wait))
            return view
        status = STATUS.get(answer.validity, 200)
        return self._view(request, answer.validity.value, answer, code=str(code), status=status)

    def _compared(
        self, request: web.Request, checked: FileChecked, code: VerificationCode | None
    ) -> web.Response:
        code_shown = checked.answer.certificate.code if checked.answer and checked.answer.certificate else ""
        return self._view(
            request,
            f"file-{checked.verdict.value}",
            checked.answer,
            code=code_shown or str(code or ""),
            verdict=checked.verdict.value,
        )

    def _onward(self, request: web.Request, code: VerificationCode) -> web.Response:
        location = f"{HOME}/{code}?lang={language_of(request)}"
        return web.Response(status=303, headers={"Location": location, **PRIVATE, **_DISCREET})

    def _view(
        self,
        request: web.Request,
        view: str,
        answer: Answer | None = None,
        *,
        status: int = 200,
        code: str = "",
        verdict: str = "",
    ) -> web.Response:
        worth = answer.validity.value if answer and answer.validity else ""
        of_a_permit = answer is not None and is_permit(answer)
        if of_a_permit:
            view = f"permit-{view}" if view == worth else view
            worth = f"permit-{worth}"
        page = self._pages.render(
            request,
            "verify",
            status,
            view=view,
            worth=worth,
            verdict=verdict,
            code=code,
            seen=shown(answer, language_of(request)) if answer else {},
            minutes=str(math.ceil(answer.wait / 60)) if answer else "",
            at=f"{answer.at:%d/%m/%Y %H:%M}" if answer else "",
            home=HOME,
        )
        page.headers.update(_DISCREET)
        return page


async def _posted(request: web.Request) -> bytes | None:
    """Read the file of a form; empty if there is none, None if it is too large."""
    most = LARGEST + _ROOM
    if (request.content_length or 0) > most:
        return None
    try:
        form = await request.clone(client_max_size=most).post()
    except web.HTTPRequestEntityTooLarge:
        return None
    except (ValueError, LookupError):
        return b""
    field = form.get("file")
    if not isinstance(field, web.FileField):
        return b""
    with field.file as stream:
        content = stream.read()
    return content if len(content) <= LARGEST else None


def routes(page: VerifyPage) -> list[web.RouteDef]:
    """List the routes: open to everybody, for the law wants it so (CAD art. 23 c. 2-bis)."""
    return [
        web.get(HOME, page.ask),
        web.post(HOME, page.receive),
        web.get(f"{HOME}/{{code}}", page.show),
        web.post(f"{HOME}/{{code}}", page.receive),
        web.get(f"{HOME}/{{code}}/esito.pdf", page.receipt),
    ]
