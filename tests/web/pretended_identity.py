"""Desks that keep links, logins and accounts in memory: they lead to every view of the login pages."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from platforms.oidc.reason import Reason
from sportello.web.identity.desk import Account, Chat, Enrolment, Login, Said, Stage, Way

UNTIL = datetime(2026, 2, 3, 10, 30, tzinfo=ZoneInfo("Europe/Rome"))
CHAT = Chat("telegram", "…321", "K7PW3N", "pay_fine", UNTIL)
TOKEN, OTHER, ACTIVATION, RECOVERY = (
    name * 4 for name in ("link-one-", "link-two-", "activate-", "recover--")
)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = f"otpauth://totp/Comune%20di%20Esempio%3Amario.rossi?secret={SECRET}&issuer=Comune%20di%20Esempio"
PASSWORD = "tre gatti al sole"


def title(service, language):
    return (
        {"it": "Pagare una multa <b>", "en": "Pay a fine <b>"}[language] if service == "pay_fine" else service
    )


@dataclass
class PretendedLogins:
    """Implements LoginDesk; what is refused, and by which Reason, is told by the query of the return."""

    ways: list = field(default_factory=lambda: [Way("spid", "SPID", "spid"), Way("cie", "CIE", "cie")])
    local: bool = True
    elsewhere: str = "https://idp.example/authorize?state=made-up&lang=it"
    open: dict = field(
        default_factory=lambda: {
            TOKEN: CHAT,
            OTHER: replace(CHAT, channel="mail", tail="m…@posta.example", service=""),
        }
    )
    logins: dict = field(default_factory=dict)  # browser -> (token, Login)
    refused: list = field(default_factory=list)
    left: list = field(default_factory=list)

    async def look(self, token):
        return self.open.get(token)

    async def owns(self, token, browser):
        return self.logins.get(browser, ("", None))[0] == token

    async def bind(self, token, browser):
        if await self.owns(token, browser):
            return True
        chat = self.open.pop(token, None)
        if chat:
            self.logins[browser] = token, Login(chat, Stage.WAYS)
        return chat is not None

    async def refuse(self, token):
        self.refused.append(token)
        return self.open.pop(token, None) is not None

    async def login(self, browser):
        return self.logins.get(browser, ("", None))[1]

    async def depart(self, browser, way):
        if browser not in self.logins:
            return Said.LOST
        return self.elsewhere if way == "spid" else Reason.SILENT

    async def arrive(self, browser, query, way=""):  # noqa: ARG002 - all come to one address
        if browser not in self.logins:
            return Said.LOST
        if "error" in query:
            return Reason(query["error"])
        return self._go(browser, Stage(query.get("state", "done")))

    async def sign_in(self, browser, username, password, code):
        if browser not in self.logins:
            return Said.LOST
        if (username, password, code) != ("mario.rossi", PASSWORD, "123456"):
            return Said.WRONG
        return self._go(browser, Stage.DONE)

    async def replace(self, browser):
        return self._go(browser, Stage.DONE) if browser in self.logins else Said.LOST

    async def leave(self, browser):
        self.left.append(browser)
        return Said.OK if self.logins.pop(browser, None) else Said.LOST

    def _go(self, browser, stage):
        token, login = self.logins[browser]
        self.logins[browser] = token, replace(login, stage=stage)
        return Said.OK


@dataclass
class PretendedAccounts:
    """Implements AccountDesk."""

    open: dict = field(
        default_factory=lambda: {
            ACTIVATION: Account("mario.rossi", recovery=False),
            RECOVERY: Account("mario.rossi", recovery=True),
        }
    )
    begun: dict = field(default_factory=dict)  # browser -> (token, Enrolment)
    finished: list = field(default_factory=list)
    codes: tuple = ()  # the recovery codes that are shown at the end

    async def account(self, token):
        return self.open.get(token)

    async def owns(self, token, browser):
        return self.begun.get(browser, ("", None))[0] == token

    async def begin(self, token, browser):
        if await self.owns(token, browser):
            return True
        account = self.open.pop(token, None)
        if account:
            self.begun[browser] = token, Enrolment(account, URI, SECRET)
        return account is not None

    async def enrolment(self, browser):
        return self.begun.get(browser, ("", None))[1]

    async def finish(self, browser, password, code):
        if browser not in self.begun:
            return Said.LOST
        if code != "123456":
            return Said.WRONG_CODE
        token, enrolment = self.begun[browser]
        self.begun[browser] = token, Enrolment(enrolment.account, codes=self.codes)
        self.finished.append(password)
        return Said.OK
