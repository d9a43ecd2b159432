"""Whatever a client sends and however a provider writes, what was certified is read back, message and all."""

from dataclasses import replace
from email.header import Header
from itertools import count, cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.pec.envelope import Kind
from channels.pec.reading import read_envelope
from channels.pec.trust import read_trust
from platforms.pec.authority import Authority, new_key
from platforms.pec.draft import Draft
from platforms.pec.provider import Provider
from platforms.pec.style import Style
from tests.clock import Ticker
from tests.platforms.pec.town import ADA, COMUNE, letter

FLAGS = ("legacy_type", "base64_data", "data_last", "html", "indefinite", "named_sender", "quoted_names")
STYLES = st.builds(
    Style,
    digest=st.sampled_from(["sha1", "sha256"]),
    preamble=st.sampled_from(["", "This is an S/MIME signed message", "--x\r\n--"]),
    inner_preamble=st.sampled_from(["", "più parti"]),
    **dict.fromkeys(FLAGS, st.booleans()),
)
SUBJECTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=60)
# What might be taken for a boundary, an end of line or an end of part.
CRUMBS = st.sampled_from(
    [b"\r\n", b"\n", b"\r", b"--", b"------", b"----------=_", b" ", b"--b", b"\xe8", b"\0"]
)
BODIES = st.one_of(st.binary(max_size=300), st.lists(CRUMBS, max_size=30).map(b"".join))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    keys, numbers = cycle([new_key(), new_key()]), count(1)
    authority = Authority(Ticker(), keys=lambda: next(keys))
    file = tmp_path_factory.mktemp("trust") / "ca.pem"
    file.write_bytes(authority.pem)
    credentials = authority.certify("posta-certificata@gestore.example.it", "Gestore")
    provider = Provider("gestore.example.it", credentials, clock=Ticker(), ids=lambda: str(next(numbers)))
    return provider, read_trust([file])


@settings(max_examples=60, deadline=None)
@given(STYLES, SUBJECTS, BODIES, st.sampled_from(["completa", "breve", "sintetica"]))
def test_what_is_written_is_read(made, style, subject, body, asked):
    provider, trust = made
    provider.desk = replace(provider.desk, style=style)
    encoded = Header(subject, "utf-8").encode(linesep="\r\n")
    draft = Draft.of(ADA, [COMUNE], letter(Subject=encoded, X_TipoRicevuta=asked) + body)
    dispatch = provider.take(draft, lambda _: True)
    envelope, *receipts = (
        read_envelope(mail.raw, trust)
        for mail in (
            provider.transport(dispatch),
            provider.acceptance(dispatch),
            provider.delivery(dispatch, COMUNE),
            provider.delivery_error(dispatch, COMUNE, "altro", "5.2.2 " + subject),
        )
    )
    assert [each.kind for each in receipts] == [Kind.ACCEPTANCE, Kind.DELIVERY, Kind.DELIVERY_ERROR]
    for each in (envelope, *receipts):
        assert each.verified
        assert each.disagreements == ()
        assert (each.sender, each.reference, each.identifier) == (ADA, "<1@ada>", dispatch.identifier)
        assert each.subject.split() == subject.split()
    assert envelope.message.endswith(draft.raw.partition(b"\r\n\r\n")[2])
