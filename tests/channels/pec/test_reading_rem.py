"""REM, the format after PEC: the same envelope from another parser, read from the signed evidence."""

import pytest

from channels.pec.envelope import Kind, Recipient
from channels.pec.reading import read_envelope
from tests.channels.pec.envelopes import (
    ADA,
    MESSAGE,
    OFFICE,
    OTHER,
    TEXT,
    data,
    daticert,
    mixed,
    part,
    sealed,
    trust,
)
from tests.channels.pec.evidences import TYPE, UA, evidence, original, rem


def read(raw):
    return read_envelope(raw, trust())


def test_a_dispatch_carries_the_message():
    envelope = read(rem(evidence("SubmissionAcceptance"), original()))
    assert (envelope.kind, envelope.verified, envelope.disagreements) == (Kind.REM_DISPATCH, True, ())
    assert (envelope.sender, envelope.subject, envelope.provider) == (ADA, "Una domanda", "Gestore")
    assert (envelope.identifier, envelope.reference) == ("26A0@gestore", UA)
    assert envelope.recipients == (Recipient(OFFICE), Recipient(OTHER))
    assert envelope.at.isoformat() == "2026-11-23T09:30:00+00:00"
    assert envelope.message == MESSAGE
    assert [each.name for each in envelope.enclosed] == ["verbale.pdf"]


EVENTS = [
    ("SubmissionAcceptance", "RA01", "", Kind.REM_ACCEPTANCE, ("rem-acceptance", "rem-acceptance")),
    ("SubmissionRejection", "RA02", "", Kind.REM_REJECTION, ("RA02", "RA02")),
    ("RelayAcceptance", "RB01", "", Kind.REM_RELAY, ("rem-relay", "rem-relay")),
    ("RelayFailure", "RB22", "2", Kind.REM_RELAY_FAILURE, ("", "RB22")),
    ("RelayRejection", "RB02", "2", Kind.REM_RELAY_FAILURE, ("", "RB02")),
    ("ContentConsignment", "RD01", "1", Kind.REM_CONSIGNMENT, ("rem-consignment", "")),
    ("ContentConsignmentFailure", "RD04", "2", Kind.REM_CONSIGNMENT_FAILURE, ("", "RD04")),
    ("ContentConsignmentFailure", "RD03", "99999", Kind.REM_CONSIGNMENT_FAILURE, ("RD03", "RD03")),
    ("RelayToNonERDS", "RF01", "1", Kind.REM_NON_REM, ("rem-relay-to-non-rem", "")),
]


@pytest.mark.parametrize(("event", "code", "about", "kind", "results"), EVENTS)
def test_a_receipt_is_about_a_number_in_the_list(event, code, about, kind, results):
    envelope = read(rem(evidence(event, code, about=about)))
    assert (envelope.kind, envelope.verified, envelope.is_receipt) == (kind, True, True)
    assert tuple(each.result for each in envelope.recipients) == results
    assert {each.certified for each in envelope.recipients} == {kind is not Kind.REM_NON_REM}
    assert envelope.error == (code if code in results else "")
    assert envelope.final is (code in {"RD03", "RB22"})
    assert envelope.message is None


def test_mail_from_outside_is_certified_by_nobody():
    envelope = read(rem(evidence("ReceivedFromNonERDS", "RF04", to=[OFFICE]), original()))
    assert (envelope.kind, envelope.proof.reasons, envelope.verified) == (Kind.REM_EXTERNAL, (), False)
    assert envelope.message == MESSAGE


DOUBTFUL = [
    ("an event that nobody knows", evidence("ContentHandover"), "event"),
    (
        "another namespace",
        evidence("ContentConsignment", namespace="http://uri.etsi.org/19522/v9#"),
        "evidence-broken",
    ),
    ("cut short", evidence("ContentConsignment")[:-200], "evidence-broken"),
    (
        "entities",
        evidence("ContentConsignment").replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
        "evidence-entities",
    ),
]


@pytest.mark.parametrize(("_label", "xml", "reason"), DOUBTFUL, ids=[case[0] for case in DOUBTFUL])
def test_an_evidence_that_is_none(_label, xml, reason):
    envelope = read(rem(xml))
    assert envelope.proof.reasons == (reason,)
    assert not envelope.verified


def test_headers_of_it_only_hint():
    envelope = read(
        rem(evidence("SubmissionAcceptance"), REM_MessageType=f"{TYPE}dispatch", X_Ricevuta="accettazione")
    )
    assert (envelope.kind, envelope.disagreements) == (Kind.REM_ACCEPTANCE, ("X-Ricevuta", "REM-MessageType"))


def test_a_message_that_did_not_come_is_missed():
    assert read(rem(evidence("ReceivedFromNonERDS"))).proof.reasons == ("message-missing",)


def test_a_date_that_is_none_is_a_note():
    envelope = read(rem(evidence("ContentConsignment", time="ieri")))
    assert (envelope.at, envelope.proof.notes, envelope.verified) == (None, ("data",), True)


def test_pec_goes_before_rem_where_a_provider_writes_both():
    enclosed = part(evidence("SubmissionAcceptance"), "Content-Type: application/xml; name=E.xml", "base64")
    envelope = read(sealed(mixed(TEXT, enclosed, data(daticert("accettazione")))))
    assert envelope.kind is Kind.ACCEPTANCE
