"""A seal of the usual shape is cut without a tree; what is read from it is what the tree says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.pec.lengths import definite
from channels.pec.seal import Seal, UnreadableError, read_seal
from channels.pec.shape import cut
from tests.channels.pec.authority import Authority
from tests.channels.pec.sealing import indefinite, seal

CONTENT = b"Content-Type: text/plain\r\n\r\nIstanza di accesso.\r\n"
OURS = Authority().provider()
GOOD = seal(OURS, CONTENT, protected="sha256")
SEALS = (GOOD, seal(OURS, CONTENT, doubled=True), seal(OURS, CONTENT, digest="sha1", at=None))
CALM = settings(deadline=None, max_examples=150)  # how long it takes is for the benchmark to say


def _by_tree(encoded: bytes) -> bytes:
    """Write the first length in three octets, as DER forbids and BER allows: that is no usual shape."""
    assert encoded[:2] == b"\x30\x82"
    return b"\x30\x83\0" + encoded[2:]


def _read(encoded: bytes) -> Seal | str:
    try:
        return read_seal(encoded)
    except UnreadableError as error:
        return str(error)


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(GOOD, id="DER"),
        pytest.param(definite(indefinite(GOOD)), id="BER with its lengths told"),
        pytest.param(GOOD + b"\n", id="followed by something"),
        pytest.param(seal(OURS, CONTENT, ordered=False), id="attributes out of order"),
        pytest.param(seal(OURS, CONTENT, bag=()), id="empty bag"),
    ],
)
def test_the_usual_shape_is_cut(encoded: bytes) -> None:
    assert cut(encoded) is not None
    assert cut(_by_tree(encoded)) is None
    assert read_seal(encoded) == read_seal(_by_tree(encoded))


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(GOOD[:-1], id="cut short"),
        pytest.param(indefinite(GOOD), id="lengths untold"),
        pytest.param(seal(OURS, CONTENT, signers=2), id="two signers"),
        pytest.param(seal(OURS, CONTENT, by_key=True), id="referred to by key id"),
        pytest.param(seal(OURS, CONTENT, attached=True), id="content inside"),
        pytest.param(seal(OURS, CONTENT, attributes=False), id="without attributes"),
    ],
)
def test_another_shape_is_left_to_the_tree(encoded: bytes) -> None:
    assert cut(encoded) is None


@CALM
@given(st.sampled_from(SEALS), st.integers(0, 4_000), st.integers(1, 255))
def test_whatever_is_altered_both_say_the_same(encoded: bytes, place: int, mask: int) -> None:
    altered = bytearray(encoded)
    altered[4 + place % (len(encoded) - 4)] ^= mask
    assert _read(bytes(altered)) == _read(_by_tree(bytes(altered)))
