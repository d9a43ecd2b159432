"""What of a citizen goes at once when they ask for it, and what waits (GDPR art. 17): as records."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.records import Record
from storage.access_log import CITIZEN, Access, noted
from storage.acting import acting
from storage.behalf import mandate
from storage.consents import ERASED, withdraw_all_consents, withdraw_consents
from storage.contacts import revoke_contact
from storage.credential_rows import credential
from storage.instants import to_ms
from storage.links import link
from storage.pin_rows import confirmation, pin
from storage.prepared import Prepared
from storage.recipient_keeping import forget_addresses
from storage.recovery_codes import recovery_code
from storage.reminders import reminder
from storage.retention_rows import erasure
from storage.veiled import VEILED_LANE
from storage.whose import Window

ASKED = "erasure-asked"  # in the access log
_citizen = sa.bindparam("of_citizen", type_=sa.Text())
_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_CREDENTIAL = Prepared(sa.delete(credential).where(credential.c.citizen == _citizen))
_PIN = Prepared(sa.delete(pin).where(pin.c.citizen == _citizen))
_RECOVERY = Prepared(sa.delete(recovery_code).where(recovery_code.c.citizen == _citizen))
_CONFIRMED = Prepared(sa.delete(confirmation).where(confirmation.c.citizen == _citizen))
_ACTING = Prepared(sa.delete(acting).where(acting.c.agent == _citizen))
_MANDATES = Prepared(
    sa.update(mandate)
    .where(
        sa.or_(mandate.c.agent == _citizen, mandate.c.principal == _citizen), mandate.c.revoked_at.is_(None)
    )
    .values(revoked_at=sa.bindparam("at"), revoked_by=sa.bindparam("by"))
)
_END_LINKS = Prepared(
    sa.update(link)
    .where(link.c.citizen == _citizen, link.c.ended_at.is_(None))
    .values(ended_at=sa.bindparam("at"))
)
_REMINDERS = Prepared(sa.delete(reminder).where(reminder.c.lane == _lane))
_ERASE = Prepared(
    sa.insert(erasure).values({name: sa.bindparam(name) for name in ("citizen", "lane", "since", "until")})
)

_GONE = (_CREDENTIAL, _PIN, _RECOVERY, _CONFIRMED, _ACTING)


def erase_person(citizen: str, windows: Sequence[Window], now: datetime) -> Sequence[Record]:
    """Take away contacts, credentials, consents, alerts and reminders, and have the words of messages go.

    Mandates that they gave or have end; that there were such stays, as who acted by them does.

    The words go a little later (storage.retention): those of a conversation with an open request once it is
    decided. Sessions end with the contacts: whoever writes from there is nobody we know.
    """
    at = to_ms(now)
    return [
        *(Record(each, {"of_citizen": citizen}) for each in _GONE),
        Record(_MANDATES, {"of_citizen": citizen, "at": at, "by": CITIZEN}),
        Record(_END_LINKS, {"of_citizen": citizen, "at": at}),
        withdraw_all_consents(citizen, now),
        withdraw_consents(ERASED),
        *forget_addresses(windows),
        *(Record(_REMINDERS, {"of_lane": each.lane}) for each in windows),
        *(_window(citizen, each) for each in windows),
        *(revoke_contact(each.lane, citizen, now) for each in windows),
        noted(Access(citizen, CITIZEN, ASKED), now),
    ]


def _window(citizen: str, each: Window) -> Record:
    values = {"citizen": citizen, "lane": each.lane, "since": to_ms(each.since), "until": to_ms(each.until)}
    return Record(_ERASE, values)
