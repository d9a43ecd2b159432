"""Whatever is altered in a sealed mail is found, but for what no seal covers; and nothing raises."""

from typing import NamedTuple

import pytest
from asn1crypto import cms
from hypothesis import example, given, settings
from hypothesis import strategies as st

from channels.pec.envelope import Proof, Verdict
from channels.pec.lengths import definite
from channels.pec.proof import prove
from channels.pec.reasons import FORGED, UNPROVEN
from channels.pec.trust import Trust, read_trust
from tests.channels.pec.authority import ADDRESS, NOW, Authority
from tests.channels.pec.sealing import indefinite, seal

CONTENT = b"Content-Type: text/plain\r\n\r\nIstanza di accesso.\r\n\r\nAnna\r\n"
TWO_LINES = b"a\r\na\r\n"
GOOD = Proof(Verdict.VERIFIED, (), ADDRESS, NOW)
CALM = settings(deadline=None, max_examples=100)  # how long it takes is for the benchmark to say


class Sealed(NamedTuple):
    signature: bytes
    two_lines: bytes
    trust: Trust
    covered: list[
        int
    ]  # the places of what is signed, by the provider or by the authority, and of both signatures


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    ours = Authority()
    signature = seal(ours.provider(), CONTENT, protected="sha256")
    data = cms.ContentInfo.load(signature)["content"]
    signer, certificate = data["signer_infos"][0], _of(ours, data)
    pieces = (
        signer["signed_attrs"].contents,
        signer["signature"].contents,
        certificate["tbs_certificate"].dump(),
        certificate["signature_value"].native,
    )
    covered = [at for piece in pieces for at in _places(signature, piece)]
    trust = read_trust([ours.written(tmp_path_factory.mktemp("trust"))])
    return Sealed(signature, seal(ours.provider(), TWO_LINES), trust, covered)


def _of(authority: Authority, data: cms.SignedData) -> cms.Certificate:
    bag = [one.chosen for one in data["certificates"]]
    return next(one for one in bag if one.serial_number == authority.provider().serial)


def _places(whole: bytes, piece: bytes) -> range:
    start = whole.index(piece)
    return range(start, start + len(piece))


def _altered(whole: bytes, place: int, mask: int) -> bytes:
    at = place % len(whole)
    return whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :]


def test_no_bit_of_what_is_signed_may_differ(sealed: Sealed) -> None:
    for at in sealed.covered:
        proof = prove(CONTENT, _altered(sealed.signature, at, 1 << at % 8), sealed.trust)
        assert proof.verdict is not Verdict.VERIFIED, at


@CALM
@given(place=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_any_byte_of_the_signature(place: int, mask: int, sealed: Sealed) -> None:
    """What nobody has signed may differ: the bag's other certificate, version numbers, the list of digests.

    Then the proof says the same as before.
    """
    at = place % len(sealed.signature)
    proof = prove(CONTENT, _altered(sealed.signature, at, mask), sealed.trust)
    assert proof.verdict is not Verdict.VERIFIED or (at not in sealed.covered and proof == GOOD)


@CALM
@given(place=st.integers(0, len(CONTENT) - 1), mask=st.integers(1, 255))
@example(place=CONTENT.index(b"\r"), mask=ord("\r") ^ ord("\n"))
def test_any_byte_of_the_content(place: int, mask: int, sealed: Sealed) -> None:
    proof = prove(_altered(CONTENT, place, mask), sealed.signature, sealed.trust)
    assert (proof.verdict, proof.reasons) == (Verdict.FORGED, ("digest",))


@CALM
@given(content=st.text("a\r\n", max_size=8).map(str.encode))
@example(content=b"a\na\n")
@example(content=b"a\r\na\n")
@example(content=b"a\ra\r")
def test_line_ends_alone_may_differ(content: bytes, sealed: Sealed) -> None:
    canonical = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    proof = prove(content, sealed.two_lines, sealed.trust)
    assert (proof.verdict is Verdict.VERIFIED) is (canonical == TWO_LINES)


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["cut", "put", "double", "change"]), st.integers(0, 10_000), st.binary(max_size=12)
    ),
    min_size=1,
    max_size=6,
)


@CALM
@given(changes=PIECES, loose=st.booleans())
def test_mangled_signatures_raise_nothing(
    changes: list[tuple[str, int, bytes]],
    loose: bool,  # noqa: FBT001 - drawn
    sealed: Sealed,
) -> None:
    mangled = indefinite(sealed.signature) if loose else sealed.signature
    for how, place, what in changes:
        mangled = _mangled(mangled, how, place % (len(mangled) + 1), what)
    _judge(mangled, sealed.trust)


def _mangled(whole: bytes, how: str, at: int, what: bytes) -> bytes:
    if how == "cut":
        return whole[:at] + whole[at + len(what) :]
    if how == "put":
        return whole[:at] + what + whole[at:]
    if how == "double":
        return whole[:at] + whole[at - len(what) * 9 : at] + whole[at:]
    return whole[:at] + what + whole[at + len(what) :]


@CALM
@given(signature=st.binary(max_size=400))
@example(signature=b"\x30\x80" * 200)
@example(signature=b"\x30\x80\x30\x80\0\0")
@example(signature=b"\x24\x80\x04\x01x\x02\x01y\0\0\0\0")
def test_any_bytes_raise_nothing(signature: bytes, sealed: Sealed) -> None:
    _judge(signature, sealed.trust)


def _judge(signature: bytes, trust: Trust) -> None:
    proof = prove(CONTENT, signature, trust)
    assert proof == GOOD or proof.verdict is not Verdict.VERIFIED
    assert set(proof.reasons) <= {*FORGED, *UNPROVEN}


ASN1 = st.recursive(
    st.tuples(st.sampled_from([2, 4, 5, 6, 12, 0x80]), st.binary(max_size=40)).map(
        lambda one: bytes([one[0], len(one[1])]) + one[1]
    ),
    lambda inner: st.tuples(st.sampled_from([0x30, 0x31, 0xA0, 0xA1]), st.lists(inner, max_size=3)).map(
        lambda one: bytes([one[0], 0x80]) + b"".join(one[1]) + b"\0\0"
    ),
    max_leaves=20,
)


@CALM
@given(ASN1)
def test_lengths_told_are_the_same_elements(loose: bytes) -> None:
    told = definite(loose)
    assert definite(told) == told
    assert told[0] == loose[0]
    assert definite(indefinite(told, 40)) == told


BIG = {
    "indefinite, nested": b"\x30\x80" * 32_000,
    "indefinite, many": b"\x30\x80" * 9 + b"\x05\x00" * 32_000 + b"\0\0" * 9,
    "a tag without end": b"\x3f" + b"\xff" * 65_000,
    "segments": b"\x24\x80" + b"\x04\x01x" * 20_000 + b"\0\0",
}


@pytest.mark.parametrize("signature", BIG.values(), ids=BIG)
def test_what_would_take_long_is_refused(signature: bytes, sealed: Sealed) -> None:
    assert prove(CONTENT, signature, sealed.trust).reasons == ("signature-unreadable",)
