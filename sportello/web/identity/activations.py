"""Accounts made ready behind their links, on the store's own credentials; no password is kept on the way."""

from dataclasses import dataclass
from datetime import timedelta

from sportello.web.identity.desk import Account, Enrolment, Said
from storage.credentials import SqlCredentials
from storage.links import ACTIVATE, RECOVER, Link, Opening, SqlLinks, fingerprint
from storage.logins import Login, SqlLogins
from storage.recovery_codes import draw_codes
from storage.second_factor import address, new_secret

_BEGUN, _READY = "enrol", "ready"
_STAYS = timedelta(minutes=15)  # for which the last page can be seen after the link's own time


@dataclass(frozen=True)
class Activations:
    """Implements desk.AccountDesk; `place` is the municipality's name, by which an app lists its codes."""

    links: SqlLinks
    logins: SqlLogins
    credentials: SqlCredentials
    place: str

    async def account(self, token: str) -> Account | None:
        """As AccountDesk."""
        link = await self.links.look(token)
        return None if link is None else await self._account(link)

    async def owns(self, token: str, browser: str) -> bool:
        """As AccountDesk."""
        kept = await self.logins.read(browser) if browser else None
        return kept is not None and kept.link == fingerprint(token)

    async def begin(self, token: str, browser: str) -> bool:
        """As AccountDesk."""
        if await self.owns(token, browser):
            return True
        link = await self.links.look(token)
        account = None if link is None else await self._account(link)
        opened = await self.links.open(token, browser) if account else None
        if account is None or opened is None:
            return False
        about = {
            "citizen": opened.citizen,
            "username": account.username,
            "purpose": opened.purpose,
            "totp": new_secret(),
        }
        kept = Login(fingerprint(token), _BEGUN, opened.expires_at, about)
        await self.logins.keep(browser, kept)
        return True

    async def enrolment(self, browser: str) -> Enrolment | None:
        """As AccountDesk."""
        kept = await self.logins.read(browser) if browser else None
        if kept is None or kept.step not in {_BEGUN, _READY}:
            return None
        account = Account(kept.secrets["username"], recovery=kept.secrets["purpose"] == RECOVER)
        if kept.step == _READY:
            return Enrolment(account, codes=tuple(kept.secrets.get("codes", "").split()))
        secret = kept.secrets["totp"]
        return Enrolment(account, address(secret, self.place, account.username), secret)

    async def finish(self, browser: str, password: str, code: str) -> Said:
        """As AccountDesk."""
        kept = await self.logins.read(browser) if browser else None
        if kept is None or kept.step != _BEGUN:
            return Said.OK if kept is not None and kept.step == _READY else Said.LOST
        citizen, secret = kept.secrets["citizen"], kept.secrets["totp"]
        opening = Opening(kept.link, fingerprint(browser))
        codes = draw_codes()
        if not await self.credentials.activate(opening, citizen, password, secret, code, codes):
            return Said.WRONG_CODE
        about = {name: kept.secrets[name] for name in ("username", "purpose")} | {"codes": " ".join(codes)}
        await self.logins.keep(browser, Login(kept.link, _READY, kept.expires_at + _STAYS, about))
        return Said.OK

    async def _account(self, link: Link) -> Account | None:
        if link.purpose not in {ACTIVATE, RECOVER}:
            return None
        kept = await self.credentials.of(link.citizen)
        return None if kept is None else Account(kept.username, recovery=link.purpose == RECOVER)
