"""Whom an office believes: authorities from files, by their keys, each for its own domains."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from channels.pec.trust import Authority, Trust, read_trust
from tests.channels.pec.authority import DOMAINS
from tests.channels.pec.authority import Authority as Made

PLAIN = Made("Un'altra", key="another", domains=())


def test_the_pin_of_the_country_is_the_hash_of_its_key() -> None:
    (agid,) = Trust.agid().authorities
    assert agid.pin == "39e3c6c6f13c9620775172694d20f81edad55a8613934cdaa7c3793a6d26b86b"
    assert len(agid.domains or ()) == 37


MAILBOXES = {
    "a domain": ({"gestore.example"}, "pec@gestore.example", True),
    "below it": ({"gestore.example"}, "pec@a.gestore.example", False),
    "longer than it": ({"gestore.example"}, "pec@ilgestore.example", False),
    "all below": ({".gestore.example"}, "pec@a.b.gestore.example", True),
    "all below, itself": ({".gestore.example"}, "pec@gestore.example", False),
    "a mailbox": ({"pec@gestore.example"}, "pec@gestore.example", True),
    "another mailbox": ({"pec@gestore.example"}, "altro@gestore.example", False),
    "none": (set(), "pec@gestore.example", False),
    "no limit": (None, "pec@gestore.example", True),
}


@pytest.mark.parametrize(("domains", "address", "expected"), MAILBOXES.values(), ids=MAILBOXES)
def test_whom_an_authority_answers_for(domains: set[str] | None, address: str, expected: bool) -> None:  # noqa: FBT001 - a case of a table
    limits = None if domains is None else frozenset(domains)
    assert Authority(b"key", domains=limits).answers_for(address) is expected


def test_domains_are_those_of_the_files_own_constraints(tmp_path: Path) -> None:
    known = read_trust([Made().written(tmp_path), PLAIN.written(tmp_path)]).authorities
    assert [one.domains for one in known] == [frozenset(DOMAINS), None]


def test_two_certificates_of_one_key_are_one_authority(tmp_path: Path) -> None:
    files = [Made(domains=domains).written(tmp_path / domains[0]) for domains in (["a.it"], ["b.it"])]
    (known,) = read_trust(files).authorities
    assert known.domains == {"a.it", "b.it"}


@pytest.mark.parametrize("limited_first", [True, False])
def test_a_file_without_constraints_lifts_none(limited_first: bool, tmp_path: Path) -> None:  # noqa: FBT001 - both orders
    files = [made.written(tmp_path / name) for made, name in ((Made(), "a"), (Made(domains=()), "b"))]
    (known,) = read_trust(files if limited_first else files[::-1]).authorities
    assert known.domains == set(DOMAINS)


def test_several_in_a_file_and_one_in_der(tmp_path: Path) -> None:
    both, one = tmp_path / "both.pem", tmp_path / "one.der"
    both.write_bytes(b"".join(made.certificate.public_bytes(Encoding.PEM) for made in (Made(), PLAIN)))
    one.write_bytes(PLAIN.certificate.public_bytes(Encoding.DER))
    assert len(read_trust([both]).authorities) == 2
    assert read_trust([one]).authorities[0] == read_trust([both]).authorities[1]


BROKEN = {
    "nothing": (b"", "certificate that cannot be read"),
    "text": (b"the certificate of AgID", "certificate that cannot be read"),
    "a key": (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "no certificate"),
    "cut": (b"-----BEGIN CERTIFICATE-----\nMIIB", "not a PEM file"),
    "no certificate inside": (
        b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        "certificate that cannot be read",
    ),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_holds_no_authority(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "autorità.pem"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"autorità.pem: .*{said}"):
        read_trust([path])
