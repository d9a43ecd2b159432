"""Whatever is posted, the station answers it in XML: no bytes bring it down."""

from hypothesis import given, settings
from hypothesis import strategies as st

from platforms.pagopa.soap.envelope import open_envelope
from platforms.payments import Refused
from tests.platforms.pagopa import messages
from tests.platforms.pagopa.messages import in_envelope
from tests.platforms.pagopa.test_soap_station import Pretended, station

WHOLE = [in_envelope(xml).encode() for xml in messages.EVERY.values()]
CHARSETS = st.sampled_from([None, "utf-8", "iso-8859-1", "utf-16", "utf-7", "klingon", "", "a b\x00"])


@st.composite
def damaged(draw):
    """Take a message and put other bytes into it, at up to four places."""
    data = bytearray(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 9))] = draw(st.binary(max_size=9))
    return bytes(data)


@settings(max_examples=150)
@given(st.one_of(damaged(), st.binary(max_size=300)), CHARSETS)
async def test_every_call_is_answered(data, charset):
    answer = await station(Pretended(Refused.UNKNOWN)).answer(data, "c1", charset)
    assert answer.status in (200, 500)
    open_envelope(answer.body)
