"""The seals of real certified mails: of a provider under AgID CA1, of the REM study, and cut ones."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import cms, pem

from channels.pec.envelope import Proof, Verdict
from channels.pec.proof import prove
from channels.pec.trust import Trust, read_trust
from tests.channels.pec.certified import SHARED, here, sliced

pytestmark = here
ARUBA = "aruba-2023-transport.eml"
REM = ("acceptance", "consignment", "consignment-failure", "dispatch", "external")


def test_a_provider_of_the_country() -> None:
    signed_at = datetime(2023, 8, 18, 15, 37, 13, tzinfo=UTC)
    proof = prove(*sliced(ARUBA), Trust.agid())
    assert proof == Proof(Verdict.VERIFIED, (), "posta-certificata@pec.aruba.it", signed_at, ("sha1",))


@pytest.mark.parametrize("kept", ["AgIDCA1_20190613", "AgIDCA1-20210622", "AgID_CA1_20250220"])
def test_each_certificate_of_the_authority_has_the_pinned_key(kept: str) -> None:
    trust = read_trust([SHARED / "trust" / f"{kept}.pem"])
    (known,), (ours,) = trust.authorities, Trust.agid().authorities
    assert (known.pin, known.names, known.key_ids) == (ours.pin, ours.names, ours.key_ids)
    assert (known.domains or set()) <= (ours.domains or set())
    assert prove(*sliced(ARUBA), trust).verdict is Verdict.VERIFIED


def test_the_domains_of_all_its_certificates_are_ours() -> None:
    files = sorted((SHARED / "trust").glob("*.pem"))
    assert read_trust(files) == Trust.agid() == read_trust(files, beside=Trust.agid())


def test_one_day_the_certificate_is_over() -> None:
    proof = prove(*sliced(ARUBA), Trust.agid(), at=datetime(2026, 11, 23, tzinfo=UTC))
    assert (proof.verdict, proof.reasons) == (Verdict.UNVERIFIED, ("not-valid-then",))


@pytest.mark.parametrize("event", REM)
def test_a_rem_of_an_authority_that_is_named_or_not(event: str, tmp_path: Path) -> None:
    content, signature = sliced(f"rem-{event}.eml")
    assert prove(content, signature, Trust.agid()).reasons == ("issuer-unknown",)
    bag = cms.ContentInfo.load(signature)["content"]["certificates"]
    path = tmp_path / "authority.pem"
    path.write_bytes(pem.armor("CERTIFICATE", bag[1].chosen.dump()))
    proof = prove(content, signature, read_trust([path]))
    assert (proof.verdict, proof.signer[:12]) == (Verdict.VERIFIED, "rem-service@")


@pytest.mark.parametrize("cut", ["accettazione", "consegna", "email_2"])
def test_a_seal_that_was_cut(cut: str) -> None:
    assert prove(*sliced(f"gopec-{cut}.eml"), Trust.agid()).reasons == ("signature-unreadable",)


def test_one_byte_is_changed_in_a_real_mail() -> None:
    content, signature = sliced(ARUBA)
    for at in range(0, len(content), 997):
        altered = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        proof = prove(altered, signature, Trust.agid())
        assert (proof.verdict, proof.reasons) == (Verdict.FORGED, ("digest",))
