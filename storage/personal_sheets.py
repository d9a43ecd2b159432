"""Which table shows what of a citizen to them; of the others storage.personal_unshown says why not."""

from collections.abc import Callable, Sequence
from typing import Final

import sqlalchemy as sa

from storage.access_log import access_log
from storage.acting import acting
from storage.behalf import mandate
from storage.broadcast_rows import recipient_list_row
from storage.certificate_rows import ISSUED, certificate
from storage.citizen_rows import citizen
from storage.consents import consent
from storage.contacts import contact
from storage.credential_rows import credential
from storage.fines import fine
from storage.links import link
from storage.notices import notice, watcher
from storage.payment_statements import payment_receipt
from storage.permit_rows import permit, permit_plate
from storage.pin_rows import confirmation, pin
from storage.recipient_rows import recipient
from storage.register_tables import register_entry
from storage.reminders import reminder
from storage.request_rows import request, request_document, request_event
from storage.resident_rows import resident
from storage.retention_rows import erasure
from storage.subscriber_rows import subscriber, subscriber_zone, subscription, suppression
from storage.tables import caller, inbox, outbox, timer, word
from storage.talk_rows import talk
from storage.veiled import lane_of
from storage.whose import (
    Sheet,
    Whose,
    by_citizen,
    in_windows,
    listed,
    of_subscriber,
    written_to_many,
)


def _certified(whose: Whose) -> sa.ColumnElement[bool]:
    """Find the certificates that speak of them, and those that they asked for."""
    theirs = sa.or_(certificate.c.subject_blind.in_(whose.blinds), certificate.c.asked_by == whose.one.id)
    return sa.and_(theirs, certificate.c.state == word(ISSUED))


def _given_or_taken(whose: Whose) -> sa.ColumnElement[bool]:
    return sa.or_(mandate.c.agent == whose.one.id, mandate.c.principal == whose.one.id)


def _on_their_permits(whose: Whose) -> sa.ColumnElement[bool]:
    return permit_plate.c.permit.in_(sa.select(permit.c.number).where(permit.c.citizen == whose.one.id))


def _sent_by(whose: Whose) -> sa.ColumnElement[bool]:
    """Find what the register has of their certified mailbox."""
    lanes = (each.lane.partition(":") for each in whose.windows)
    addresses = {address for channel, _, address in lanes if channel == "pec"}
    return register_entry.c.sender.in_(sorted(addresses | ({whose.one.pec} - {""})))


def _their_requests(whose: Whose) -> sa.ColumnElement[bool]:
    """Find what they have asked for, and what is their affair, whoever asked."""
    here = in_windows(request.c.lane, request.c.opened_at)(whose)
    return sa.or_(here, request.c.citizen == whose.one.id)


def _of_requests(table: sa.Table) -> Callable[[Whose], sa.ColumnElement[bool]]:
    """Find what belongs to their requests; the remarks of staff among it are personal data too."""
    return lambda whose: table.c.reference.in_(sa.select(request.c.reference).where(_their_requests(whose)))


_LANE_OUT = lane_of(outbox.c.channel, outbox.c.address)

# `read` of each: what is neither a secret nor the counter's own bookkeeping.
SHEETS: Sequence[Sheet] = (
    Sheet(citizen, ("source", "made_at", "changed_at"), by_citizen(citizen.c.id)),
    Sheet(
        contact,
        ("lane", "proof", "bound_at", "expires_at", "identified_until", "identified_by", "revoked_at"),
        by_citizen(contact.c.citizen),
    ),
    Sheet(credential, ("state", "made_at", "changed_at"), by_citizen(credential.c.citizen)),
    Sheet(
        consent,
        ("lane", "topic", "given", "at", "how", "version"),
        in_windows(consent.c.lane, consent.c.at),
    ),
    Sheet(
        request,
        tuple(column.name for column in request.c if column.name != "message"),
        _their_requests,
    ),
    Sheet(
        request_event,
        ("reference", "at", "kind", "text"),
        _of_requests(request_event),
    ),
    Sheet(
        request_document,
        ("reference", "at", "direction", "name", "media_type", "size", "sha256"),
        _of_requests(request_document),
    ),
    Sheet(
        notice,
        ("nav", "reference", "subject", "option", "amount_cents", "due_on", "status", "made_at", "paid_at"),
        lambda whose: notice.c.nav.in_(whose.navs),
    ),
    Sheet(
        payment_receipt,
        ("receipt_id", "nav", "amount_cents", "paid_at", "psp", "settled"),
        lambda whose: payment_receipt.c.nav.in_(whose.navs),
    ),
    Sheet(
        fine,
        tuple(column.name for column in fine.c if column.name != "key"),
        lambda whose: fine.c.number.in_(whose.references),
    ),
    Sheet(subscriber, ("lane", "language", "source", "added_at"), in_windows(subscriber.c.lane)),
    Sheet(subscription, ("topic", "since"), of_subscriber(subscription)),
    Sheet(subscriber_zone, ("zone",), of_subscriber(subscriber_zone)),
    Sheet(suppression, ("lane", "code", "since", "times"), in_windows(suppression.c.lane)),
    Sheet(
        recipient,
        ("broadcast", "channel", "address", "language", "status", "code", "first_tried_at", "updated_at"),
        written_to_many,
    ),
    Sheet(recipient_list_row, ("channel", "address", "language", "fills"), listed),
    Sheet(reminder, ("nav", "lane", "at", "done"), in_windows(reminder.c.lane, reminder.c.at)),
    Sheet(
        inbox,
        ("lane", "received_at", "text", "body", "status", "done_at"),
        in_windows(inbox.c.lane, inbox.c.received_at),
    ),
    Sheet(
        outbox,
        ("channel", "address", "created_at", "text", "file", "status", "updated_at"),
        in_windows(_LANE_OUT, outbox.c.created_at),
    ),
    Sheet(caller, ("lane", "language", "stopped", "session", "updated_at"), in_windows(caller.c.lane)),
    Sheet(
        talk,
        ("lane", "opened_at", "last_in", "last_out", "back_at", "closed_at"),
        in_windows(talk.c.lane, talk.c.opened_at),
    ),
    Sheet(timer, ("lane", "event", "due_at"), in_windows(timer.c.lane)),
    Sheet(
        register_entry,
        ("year", "number", "at", "answer_by", "direction", "sender", "subject", "message_sha256"),
        _sent_by,
    ),
    Sheet(
        link, ("purpose", "lane", "service", "made_at", "expires_at", "used_at"), by_citizen(link.c.citizen)
    ),
    Sheet(
        mandate,
        (
            *("principal", "kind", "services", "valid_from", "valid_until", "made_at", "made_by"),
            *("accepted_at", "revoked_at", "revoked_by"),
        ),
        _given_or_taken,
    ),
    Sheet(acting, ("lane", "until"), by_citizen(acting.c.agent)),
    Sheet(pin, ("set_at",), by_citizen(pin.c.citizen)),
    Sheet(confirmation, ("lane", "until"), by_citizen(confirmation.c.citizen)),
    Sheet(
        certificate,
        ("series", "year", "number", "kind", "issued_on", "valid_until", "revoked_at"),
        _certified,
    ),
    Sheet(
        permit,
        (
            *("number", "kind", "zone", "address", "rank", "valid_from", "valid_until", "state", "pay_by"),
            *("replaces", "replaced_by", "request", "made_at", "ended_at", "ended", "reason"),
        ),
        by_citizen(permit.c.citizen),
    ),
    Sheet(permit_plate, ("permit", "plate"), _on_their_permits),
    Sheet(erasure, ("lane", "since", "until", "done_at"), by_citizen(erasure.c.citizen)),
    Sheet(access_log, ("at", "who", "what", "about"), by_citizen(access_log.c.citizen)),
)
EXPORTED: Final = frozenset(sheet.table.name for sheet in SHEETS) | {watcher.name, resident.name}
