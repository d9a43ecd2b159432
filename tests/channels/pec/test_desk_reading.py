"""What the desk of a PEC mailbox makes of a mail, also where something is wrong with it or with us."""

from datetime import timedelta
from hashlib import sha256

import pytest

from bot.channel import Delivery
from channels.mail.arrived import LARGE, STUCK, Arrived
from channels.mail.mailbox import Bounds, Mailbox
from channels.pec.envelope import Envelope, Kind, Proof, Recipient, Verdict
from sportello.networks.pec_reading import PecReader
from sportello.networks.pec_receipts import code_of, key_in, state_of
from sportello.networks.pec_sheet import Terms
from tests.clock import Ticker

ME = Mailbox("comune@pec.example.it")
ADA = "ada@pec.example.org"
TERMS = Terms("pec", ME, Bounds())
CLOCK = Ticker()
PROVEN = Proof(Verdict.VERIFIED, signer="posta-certificata@gestore.example", signed_at=CLOCK())
INNER = f"From: Ada <{ADA}>\r\nSubject: Multa\r\nMessage-ID: <I@gestore.example>\r\n\r\nAB123CD\r\n".encode()
OUTER = (
    b'From: "Per conto di: ada@pec.example.org" <posta-certificata@gestore.example>\r\n'
    b"Subject: POSTA CERTIFICATA: Multa\r\nX-Trasporto: posta-certificata\r\n\r\n...\r\n"
)
LETTER = Envelope(
    Kind.TRANSPORT,
    PROVEN,
    ADA,
    (Recipient(ME.address),),
    "Multa",
    "I@gestore.example",
    "<M@ada>",
    message=INNER,
)


def reader(envelope: Envelope | Exception) -> PecReader:
    def opened(_: bytes) -> Envelope:
        if isinstance(envelope, Exception):
            raise envelope
        return envelope

    return PecReader(TERMS, opened, CLOCK)


def arrived(raw: bytes = OUTER, why: str = "", size: int = 0) -> Arrived:
    return Arrived("7/1", raw, size or len(raw), CLOCK() - timedelta(minutes=1), why)


def test_what_is_proven_makes_the_message():
    read = reader(LETTER).read(arrived())
    assert (read.reason, read.inbound.external_id, read.inbound.sender) == ("", "I@gestore.example", ADA)
    assert read.inbound.context == {
        "registered": read.registration.key.removeprefix("pec:"),
        "message_id": "<M@ada>",
        "references": "<I@gestore.example>",
        "subject": "Multa",
    }
    assert read.inbound.original.content == OUTER
    entered = read.registration
    assert entered.reference == "I@gestore.example"
    assert entered.message_sha256 == sha256(OUTER).hexdigest()


def test_a_client_that_gave_no_message_id_is_answered_under_the_provider_s():
    read = reader(Envelope(**{**fields(LETTER), "reference": ""})).read(arrived())
    assert read.inbound.context["message_id"] == "<I@gestore.example>"


def fields(envelope: Envelope) -> dict[str, object]:
    return {name: getattr(envelope, name) for name in Envelope.__dataclass_fields__}


DOUBTS = {
    "believed": LETTER,
    "not believed": Envelope(**{**fields(LETTER), "proof": Proof(Verdict.UNVERIFIED, ("issuer-unknown",))}),
    "a fault of ours": KeyError(),
}


def test_the_register_knows_a_mail_by_its_bytes_whatever_is_believed_of_it():
    read = [reader(envelope).read(arrived()) for envelope in DOUBTS.values()]
    assert len({each.registration.key for each in read}) == 1
    assert len({each.inbound.external_id for each in read}) == 2


def test_after_a_fault_of_ours_a_pec_is_registered_and_a_person_looks():
    read = reader(KeyError("ada@pec.example.org")).read(arrived())
    assert (read.reason, read.parked, read.owed) == ("unreadable", True, False)
    assert (read.registration.sender, read.registration.subject) == (ADA, "POSTA CERTIFICATA: Multa")
    assert ADA not in read.detail
    assert read.inbound.assurance.verdict == "unverified"


def test_after_a_fault_with_an_ordinary_mail_nothing_is_registered():
    assert reader(KeyError()).read(arrived(b"Subject: a\r\n\r\nb\r\n")).registration is None


NOT_LOADED = {
    "too large": (arrived(OUTER, LARGE, 90_000_000), True, ADA),
    "stuck": (arrived(OUTER, STUCK), True, ADA),
    "lost": (arrived(b"", STUCK), False, ""),
    "a large receipt": (
        arrived(OUTER.replace(b"X-Trasporto: posta-certificata", b"X-Ricevuta: avvenuta-consegna"), LARGE),
        *(False, ADA),
    ),
    "a large mail": (arrived(b"From: <carlo@example.org>\r\n\r\n", LARGE), False, "carlo@example.org"),
    "no word of it": (
        arrived(OUTER.replace(b"posta-certificata\r\n\r\n", b"non-posta-certificata\r\n\r\n"), LARGE),
        *(False, ADA),
    ),
}


@pytest.mark.parametrize(("mail", "entered", "sender"), NOT_LOADED.values(), ids=NOT_LOADED)
def test_what_is_not_loaded_is_registered_only_if_its_header_calls_it_a_pec(mail, entered, sender):
    read = reader(LETTER).read(mail)
    assert (read.registration is not None, read.inbound.sender) == (entered, sender)
    assert (read.parked, read.answerable) == (True, False)


def test_two_mails_of_which_nothing_could_be_loaded_are_two():
    first, second = (reader(LETTER).read(Arrived(name, b"", 1, None, STUCK)) for name in ("7/1", "7/2"))
    assert first.inbound.external_id != second.inbound.external_id


def test_an_envelope_that_cannot_be_read_and_calls_itself_a_pec_is_registered():
    read = reader(Envelope(Kind.UNREADABLE, Proof(reasons=("large",)))).read(arrived())
    assert (read.reason, read.detail, read.registration is not None) == ("unreadable", "large", True)


# -- receipts

STATES = {
    Kind.ACCEPTANCE: Delivery.ACCEPTED,
    Kind.NON_ACCEPTANCE: Delivery.FAILED,
    Kind.TAKING_CHARGE: None,
    Kind.DELIVERY: Delivery.DELIVERED,
    Kind.DELIVERY_ERROR: Delivery.FAILED,
    Kind.DELIVERY_WARNING: Delivery.WARNED,
    Kind.VIRUS: None,
    Kind.REM_ACCEPTANCE: Delivery.ACCEPTED,
    Kind.REM_REJECTION: Delivery.FAILED,
    Kind.REM_RELAY: None,
    Kind.REM_CONSIGNMENT: Delivery.DELIVERED,
    Kind.REM_CONSIGNMENT_FAILURE: Delivery.FAILED,
    Kind.REM_RELAY_FAILURE: Delivery.FAILED,
    Kind.REM_NON_REM: Delivery.ACCEPTED,
}


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if Envelope(kind).is_receipt], ids=lambda kind: kind.value
)
def test_every_kind_of_receipt_has_its_state(kind):
    assert state_of(Envelope(kind)) == STATES[kind]


def test_a_second_warning_is_the_end():
    assert state_of(Envelope(Kind.DELIVERY_WARNING, final=True)) is Delivery.EXPIRED


CODES = {
    "accepted": (Envelope(Kind.ACCEPTANCE, recipients=(Recipient(ADA),)), ""),
    "accepted for an ordinary mailbox": (
        Envelope(Kind.ACCEPTANCE, recipients=(Recipient(ADA, certified=False),)),
        "external",
    ),
    "the same in REM": (Envelope(Kind.REM_NON_REM, recipients=(Recipient(ADA),)), "external"),
    "no such mailbox": (
        Envelope(Kind.DELIVERY_ERROR, error="no-dest", explained="5.1.1 - Gestore - indirizzo non valido"),
        "pec:no-dest:5.1.1",
    ),
    "full": (
        Envelope(Kind.DELIVERY_ERROR, error="altro", explained=" 5.2.2 casella piena"),
        "pec:altro:5.2.2",
    ),
    "words alone": (Envelope(Kind.NON_ACCEPTANCE, error="virus", explained="virus trovato"), "pec:virus"),
    "no word": (Envelope(Kind.REM_RELAY_FAILURE), "pec:rem-relay-failure"),
    "delivered": (Envelope(Kind.DELIVERY, error="nessuno"), ""),
}


@pytest.mark.parametrize(("envelope", "code"), CODES.values(), ids=CODES)
def test_a_failure_is_named_by_the_norm_s_word(envelope, code):
    assert code_of(envelope) == code


REFERENCES = {
    "ours": ("<12-0-1.0123456789abcdef@pec.example.it>", "12-0-1"),
    "in blanks": (" <12-0.0123456789abcdef@pec.example.it>\r\n", "12-0"),
    "of another domain": ("<12-0.0123456789abcdef@pec.example.org>", ""),
    "of a domain that begins like ours": ("<12-0.0123456789abcdef@pec.example.it.example.org>", ""),
    "without a digest": ("<12-0@pec.example.it>", ""),
    "of a person's program": ("<CAF+abc=123@mail.example.org>", ""),
    "empty": ("", ""),
    "without brackets": ("12-0.0123456789abcdef@pec.example.it", "12-0"),
}


@pytest.mark.parametrize(("reference", "key"), REFERENCES.values(), ids=REFERENCES)
def test_the_key_of_a_part_is_read_from_our_own_ids_alone(reference, key):
    assert key_in(reference, ME) == key
