"""What a seal proves: the good ones, and each way in which one proves nothing or is forged."""

from datetime import timedelta
from pathlib import Path
from types import MappingProxyType as Fields

import pytest

from channels.pec.envelope import Proof, Verdict
from channels.pec.proof import prove
from channels.pec.reasons import FORGED, UNPROVEN
from channels.pec.seal import enclosed_content
from channels.pec.trust import Trust, read_trust
from tests.channels.pec.authority import ADDRESS, NOW, Authority, Provider, elliptic_key, rsa_key
from tests.channels.pec.sealing import indefinite, seal

CONTENT = b"Content-Type: text/plain\r\n\r\nIstanza di accesso.\r\n"
OURS = Authority()
THEIRS = Authority("Un'altra autorit\u00e0", key="another")
LOOKALIKE = Authority(key="lookalike")  # the name and the key id of ours, and a key of its own
PROVIDER = OURS.provider()


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    return read_trust([OURS.written(tmp_path_factory.mktemp("trust"))])


GOOD = {
    "sha256": {},
    "sha512": {"digest": "sha512"},
    "rsaEncryption": {"named": False},
    "protected algorithms": {"protected": "sha256"},
    "pss": {"scheme": "rsassa_pss"},
    "pss, the longest salt": {"scheme": "rsassa_pss", "salt": 222},
    "by key id": {"by_key": True},
    "attributes out of order": {"ordered": False},
    "one certificate": {"bag": [PROVIDER.certificate]},
    "another's beside it": {"bag": [THEIRS.certificate, THEIRS.provider().certificate, PROVIDER.certificate]},
    "a namesake before it": {"bag": [LOOKALIKE.provider().certificate, PROVIDER.certificate]},
}


@pytest.mark.parametrize("differently", GOOD.values(), ids=GOOD)
def test_a_good_seal(differently: dict[str, object], trust: Trust) -> None:
    proof = prove(CONTENT, seal(PROVIDER, CONTENT, **differently), trust)
    assert proof == Proof(Verdict.VERIFIED, (), ADDRESS, NOW)


def test_an_old_digest_is_believed_and_noted(trust: Trust) -> None:
    proof = prove(CONTENT, seal(PROVIDER, CONTENT, digest="sha1"), trust)
    assert (proof.verdict, proof.notes) == (Verdict.VERIFIED, ("sha1",))


def test_an_elliptic_key(trust: Trust) -> None:
    signature = seal(OURS.provider(key=elliptic_key()), CONTENT, scheme="ecdsa")
    assert prove(CONTENT, signature, trust).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("depth", [1, 3, 5, 12], ids="indefinite down to {}".format)
def test_indefinite_lengths(depth: int, trust: Trust) -> None:
    signature = indefinite(seal(PROVIDER, CONTENT), depth)
    assert signature[:2] == b"\x30\x80"
    assert prove(CONTENT, signature, trust).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("after", [b"\r\n", b"\0" * 20], ids=["a line end", "padding"])
def test_what_follows_a_signature_does_not_matter(after: bytes, trust: Trust) -> None:
    assert prove(CONTENT, seal(PROVIDER, CONTENT) + after, trust).verdict is Verdict.VERIFIED


LINES = {
    "kept with LF": CONTENT.replace(b"\r\n", b"\n"),
    "kept with both": CONTENT.replace(b"\r\n", b"\n", 1),
}


@pytest.mark.parametrize("kept", LINES.values(), ids=LINES)
def test_line_ends_of_the_keeper_do_not_matter(kept: bytes, trust: Trust) -> None:
    assert prove(kept, seal(PROVIDER, CONTENT), trust).verdict is Verdict.VERIFIED


def test_lone_line_ends_that_were_signed_as_they_are(trust: Trust) -> None:
    content = b"Content-Transfer-Encoding: binary\r\n\r\none\ntwo\r\n"
    assert prove(content, seal(PROVIDER, content), trust).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("place", range(-2, 3))
def test_lines_that_end_where_a_piece_ends(place: int, trust: Trust) -> None:
    line = b"x" * ((1 << 20) - 2 + place) + b"\r\n"
    content = line + b"\n\r\r\n" + line * 2
    canonical = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert prove(content, seal(PROVIDER, canonical), trust).verdict is Verdict.VERIFIED


ATTRIBUTES = {
    "two signers": ({"signers": 2}, Verdict.FORGED, ("signers",)),
    "other algorithms than said": ({"protected": "sha512"}, Verdict.FORGED, ("algorithms",)),
    "nobody": ({"signers": 0}, Verdict.UNVERIFIED, ("no-signature",)),
    "no certificate": ({"bag": []}, Verdict.UNVERIFIED, ("certificate-missing",)),
    "only the issuer's": ({"bag": [OURS.certificate]}, Verdict.UNVERIFIED, ("certificate-missing",)),
    "seventeen certificates": (
        {"bag": [PROVIDER.certificate] * 17},
        Verdict.UNVERIFIED,
        ("signature-unreadable",),
    ),
    "md5": ({"digest": "md5"}, Verdict.UNVERIFIED, ("algorithm",)),
    "another content type": ({"signed_type": "digested_data"}, Verdict.UNVERIFIED, ("attributes",)),
    "no content type": ({"signed_type": ""}, Verdict.UNVERIFIED, ("attributes",)),
    "the digest twice": ({"doubled": True}, Verdict.UNVERIFIED, ("attributes",)),
    "no attributes": ({"attributes": False}, Verdict.UNVERIFIED, ("attributes", "no-signing-time")),
    "a content of its own": ({"attached": True}, Verdict.UNVERIFIED, ("attached",)),
    "no time": ({"at": None}, Verdict.UNVERIFIED, ("no-signing-time",)),
    "before it was valid": ({"at": NOW - timedelta(days=101)}, Verdict.UNVERIFIED, ("not-valid-then",)),
    "after it was valid": ({"at": NOW + timedelta(days=101)}, Verdict.UNVERIFIED, ("not-valid-then",)),
}


@pytest.mark.parametrize(("differently", "verdict", "reasons"), ATTRIBUTES.values(), ids=ATTRIBUTES)
def test_a_seal_that_is_not_good(
    differently: dict[str, object], verdict: Verdict, reasons: tuple[str, ...], trust: Trust
) -> None:
    proof = prove(CONTENT, seal(PROVIDER, CONTENT, **differently), trust)
    assert (proof.verdict, proof.reasons) == (verdict, reasons)


PROVIDERS = {
    "of another authority": (THEIRS.provider(), Verdict.UNVERIFIED, ("issuer-unknown",)),
    "of one that only has the name": (LOOKALIKE.provider(), Verdict.FORGED, ("issuer-forged",)),
    "by name alone": (LOOKALIKE.provider(identified=False), Verdict.FORGED, ("issuer-forged",)),
    "not for mail": (OURS.provider(for_mail=False), Verdict.UNVERIFIED, ("usage",)),
    "not for signing": (OURS.provider(signs=False), Verdict.UNVERIFIED, ("usage",)),
    "nameless": (OURS.provider(addresses=()), Verdict.UNVERIFIED, ("no-address",)),
    "two names": (OURS.provider(addresses=(ADDRESS, ADDRESS)), Verdict.UNVERIFIED, ("no-address",)),
    "elsewhere": (OURS.provider(addresses=("pec@elsewhere.example",)), Verdict.UNVERIFIED, ("domain",)),
    "below the domain": (
        OURS.provider(addresses=(f"pec@a.{ADDRESS[19:]}",)),
        Verdict.UNVERIFIED,
        ("domain",),
    ),
    "expired, elsewhere": (
        OURS.provider(addresses=("pec@elsewhere.example",), until=NOW - timedelta(days=1)),
        Verdict.UNVERIFIED,
        ("not-valid-then", "domain"),
    ),
}


@pytest.mark.parametrize(("provider", "verdict", "reasons"), PROVIDERS.values(), ids=PROVIDERS)
def test_a_provider_that_is_not_believed(
    provider: Provider, verdict: Verdict, reasons: tuple[str, ...], trust: Trust
) -> None:
    proof = prove(CONTENT, seal(provider, CONTENT), trust)
    assert (proof.verdict, proof.reasons) == (verdict, reasons)


def test_an_algorithm_that_nobody_knows(trust: Trust) -> None:
    before, oid, after = seal(PROVIDER, CONTENT).rpartition(bytes.fromhex("2a864886f70d01010b"))
    proof = prove(CONTENT, before + oid[:-1] + b"\x63" + after, trust)
    assert (proof.verdict, proof.reasons) == (Verdict.UNVERIFIED, ("algorithm",))


def test_altered_content_is_worse_than_an_unknown_issuer(trust: Trust) -> None:
    proof = prove(CONTENT + b"!", seal(THEIRS.provider(), CONTENT), trust)
    assert (proof.verdict, proof.reasons) == (Verdict.FORGED, ("digest", "issuer-unknown"))


def test_a_signature_by_another_key_than_the_certificates(trust: Trust) -> None:
    forger = OURS.provider(key=rsa_key("forger"))
    proof = prove(CONTENT, seal(forger, CONTENT, bag=[PROVIDER.certificate]), trust)
    assert (proof.verdict, proof.reasons) == (Verdict.FORGED, ("signature",))


DAYS = Fields({"within": (0, ()), "later": (200, ("not-valid-then",)), "before": (-200, ("not-valid-then",))})


@pytest.mark.parametrize(("days", "reasons"), DAYS.values(), ids=DAYS)
@pytest.mark.parametrize("aware", [True, False], ids=["UTC", "without a zone"])
def test_another_day_than_they_say(days: int, reasons: tuple[str, ...], aware: bool, trust: Trust) -> None:  # noqa: FBT001 - a case of a table
    at = NOW + timedelta(days=days)
    proof = prove(CONTENT, seal(PROVIDER, CONTENT), trust, at=at if aware else at.replace(tzinfo=None))
    assert (proof.reasons, proof.signed_at) == (reasons, NOW)


UNREADABLE = {
    "nothing": (b"", "no-signature"),
    "a line end": (b"\r\n", "no-signature"),
    "half of it": (seal(PROVIDER, CONTENT)[:900], "signature-unreadable"),
    "text": (b"-----BEGIN PKCS7-----", "signature-unreadable"),
    "too much": (seal(PROVIDER, CONTENT) + b" " * 66_000, "signature-unreadable"),
    "a certificate": (PROVIDER.certificate.tbs_certificate_bytes, "signature-unreadable"),
    "an endless number": (b"\x30\x82\x10\x00\x06" + b"\xff" * 4000, "signature-unreadable"),
}


@pytest.mark.parametrize(("signature", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_signature(signature: bytes, reason: str, trust: Trust) -> None:
    assert prove(CONTENT, signature, trust) == Proof(Verdict.UNVERIFIED, (reason,))


ENCLOSED = {
    "its own": (seal(PROVIDER, CONTENT, attached=True), CONTENT),
    "its own, in pieces": (indefinite(seal(PROVIDER, CONTENT, attached=True)), CONTENT),
    "none": (seal(PROVIDER, CONTENT), None),
    "nothing": (b"", None),
    "a tag without end": (b"\x3f" + b"\xff" * 60_000, None),
    "too much": (seal(PROVIDER, b"x" * 70_000, attached=True), None),
}


@pytest.mark.parametrize(("signature", "content"), ENCLOSED.values(), ids=ENCLOSED)
def test_a_content_in_the_signature(signature: bytes, content: bytes | None) -> None:
    assert enclosed_content(signature) == content


def test_without_trust_nothing_is_proven() -> None:
    assert prove(CONTENT, seal(PROVIDER, CONTENT), Trust()).reasons == ("issuer-unknown",)


def test_a_reason_is_of_one_table() -> None:
    assert not FORGED.keys() & UNPROVEN.keys()


def test_the_authority_of_the_country_knows_no_throw_away_one(tmp_path: Path) -> None:
    both = read_trust([OURS.written(tmp_path)], beside=Trust.agid())
    assert prove(CONTENT, seal(PROVIDER, CONTENT), both).verdict is Verdict.VERIFIED
    assert prove(CONTENT, seal(PROVIDER, CONTENT), Trust.agid()).reasons == ("issuer-unknown",)
