"""Whom a counter never answers by PEC, by certified address, by what comes along, by either header."""

import pytest

from channels.mail.headers import Headers
from channels.mail.mailbox import Mailbox
from channels.pec.robots import Certified, Unanswered, unanswered
from channels.pec.segnatura import Foreign, Generation, What

ME = Mailbox("comune@pec.example.it", others=("protocollo@pec.example.it",))
ADA = "ada@pec.example.org"


def header(**fields: str) -> Headers:
    return Headers(tuple((name.replace("_", "-"), value.encode()) for name, value in fields.items()))


ENVELOPE = header(
    return_path=f"<{ADA}>",
    x_trasporto="posta-certificata",
    **{"from": '"Per conto di: ada@pec.example.org" <posta-certificata@gestore.example>'},
    content_type="multipart/signed",
)
LETTER = header(**{"from": f"Ada <{ADA}>"}, subject="Multa")


def judged(sender=ADA, outer=ENVELOPE, inner=LETTER, files=(), office=None) -> Unanswered | None:
    return unanswered(Certified(sender, outer, inner, files, office), ME)


def with_more(headers: Headers, **more: str) -> Headers:
    return Headers((*headers.fields, *header(**more).fields))


def test_a_citizen_is_answered():
    assert judged() is None
    assert judged(files=("verbale.pdf", "dati.xml")) is None


ADDRESSES = {
    "ourselves": ("comune@pec.example.it", "ours", False),
    "our other name": ("protocollo@pec.example.it", "ours", False),
    "invoices": ("sdi01@pec.fatturapa.it", "pec-invoice", True),
    "invoices, unnumbered": ("sdi@pec.fatturapa.it", "pec-invoice", True),
    "a provider": ("posta-certificata@legalmail.example", "pec-provider", True),
    "a provider of REM": ("rem-service@legalmail.example", "pec-provider", True),
    "nobody": ("no-reply@pec.example.org", "pec-robot", True),
    "a daemon": ("postmaster@pec.example.org", "pec-provider", True),
}


@pytest.mark.parametrize(("sender", "reason", "person"), ADDRESSES.values(), ids=ADDRESSES)
def test_by_the_certified_address(sender, reason, person):
    found = judged(sender)
    assert (found.reason, found.person) == (reason, person)


@pytest.mark.parametrize("sender", ["sdi.rossi@pec.fatturapa.it.example.org", "asdi01@pec.fatturapa.it"])
def test_a_person_whose_address_looks_like_a_machine_s_is_answered(sender):
    assert judged(sender) is None


MESSAGES = {
    What.SEGNATURA: ("pec-office", True),
    What.CONFIRMATION: ("pec-notice", False),
    What.UPDATE: ("pec-notice", False),
    What.EXCEPTION: ("pec-notice", True),
    What.ANNULMENT: ("pec-notice", True),
}


@pytest.mark.parametrize(("what", "said"), MESSAGES.items(), ids=lambda each: getattr(each, "value", ""))
def test_between_registers(what, said):
    found = judged(files=("x.xml",), office=Foreign(what, Generation.ANNEX_6))
    assert (found.reason, found.person) == said


HEADERS = {
    "automatic": {"auto_submitted": "auto-generated"},
    "replied": {"auto_submitted": "auto-replied (vacation)"},
    "bulk": {"precedence": "bulk"},
    "a list": {"list_id": "<soci.example.org>"},
    "an absence": {"x_autoreply": "yes"},
    "a report": {"content_type": "multipart/report; report-type=delivery-status"},
}


@pytest.mark.parametrize("more", HEADERS.values(), ids=HEADERS)
def test_by_the_header_that_the_sender_wrote(more):
    assert judged(inner=with_more(LETTER, **more)).reason == "pec-robot"


@pytest.mark.parametrize("more", [each for name, each in HEADERS.items() if name != "a report"])
def test_by_the_header_of_the_envelope(more):
    assert judged(outer=with_more(ENVELOPE, **more)).reason == "pec-robot"


def test_a_machine_s_note_needs_nobody_unless_it_brings_a_file():
    note = with_more(LETTER, auto_submitted="auto-replied")
    assert [judged(inner=note, files=files).person for files in ((), ("pratica.pdf",))] == [False, True]


def test_another_counter_like_ours_is_known_by_our_mark():
    found = judged(inner=with_more(LETTER, x_sportello_loop="altrove.example", auto_submitted="auto-replied"))
    assert (found.reason, found.person) == ("loop", False)
