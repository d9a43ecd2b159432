"""What is sealed opens where it belongs, and nowhere else."""

import pickle
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest

from storage.sealing import Keyring, Unsealable, new_key, read_key, write_key
from tests.storage.identities import KEY, NEWER

OLD, NEW, BOTH = Keyring([KEY]), Keyring([NEWER]), Keyring([NEWER, KEY])


@pytest.mark.parametrize("text", ["", "Rossi", "D’Amico è 王伟 \0", "x" * 5000])
def test_what_is_sealed_opens_again(text: str) -> None:
    sealed = OLD.seal(text, "citizen/1")
    assert OLD.open(sealed, "citizen/1") == text
    assert sealed.isascii()
    assert len(text) < 4 or text not in sealed


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({OLD.seal("Rossi", "citizen/1") for _ in range(50)}) == 50


def flipped(sealed: str, at: int) -> str:
    name, _, body = sealed.partition(".")
    raw = bytearray(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    raw[at] ^= 1
    return f"{name}.{urlsafe_b64encode(raw).decode().rstrip('=')}"


SEALED = OLD.seal("Rossi", "citizen/1")
REFUSED = {
    "another row": (OLD, SEALED, "citizen/2"),
    "another column": (OLD, SEALED, "username/1"),
    "another key": (NEW, SEALED, "citizen/1"),
    "under another key's name": (BOTH, NEW.name + SEALED.removeprefix(OLD.name), "citizen/1"),
    "the nonce altered": (OLD, flipped(SEALED, 0), "citizen/1"),
    "the text altered": (OLD, flipped(SEALED, 12), "citizen/1"),
    "the tag altered": (OLD, flipped(SEALED, -1), "citizen/1"),
    "cut short": (OLD, SEALED[:-8], "citizen/1"),
    "cut to nothing": (OLD, OLD.name + ".", "citizen/1"),
    "no base64": (OLD, OLD.name + ".à?", "citizen/1"),
    "not sealed": (OLD, "Rossi", "citizen/1"),
    "empty": (OLD, "", "citizen/1"),
}


@pytest.mark.parametrize(("keyring", "sealed", "about"), REFUSED.values(), ids=REFUSED)
def test_nothing_else_opens(keyring: Keyring, sealed: str, about: str) -> None:
    with pytest.raises(Unsealable) as refused:
        keyring.open(sealed, about)
    assert "Rossi" not in str(refused.value)


def test_an_older_key_opens_and_the_newest_seals() -> None:
    assert BOTH.open(SEALED, "citizen/1") == "Rossi"
    assert NEW.open(BOTH.seal("Bianchi", "x"), "x") == "Bianchi"
    assert (BOTH.name, BOTH.names) == (NEW.name, {OLD.name, NEW.name})


def test_an_index_tells_apart_kinds_texts_and_keys() -> None:
    blinds = [
        ring.blind(kind, text) for ring in (OLD, NEW) for kind in ("pec", "name") for text in ("a", "b")
    ]
    assert len(set(blinds)) == 8
    assert BOTH.blinds("pec", "a") == (NEW.blind("pec", "a"), OLD.blind("pec", "a"))
    assert BOTH.blind("pec", "a") == NEW.blind("pec", "a")


def test_keys_neither_show_themselves_nor_travel() -> None:
    for shown in (repr(OLD), str(OLD), repr(vars(OLD))):
        assert KEY.hex() not in shown
        assert repr(KEY) not in shown
    with pytest.raises(TypeError, match="do not travel"):
        pickle.dumps(OLD)


def test_a_key_is_written_and_read() -> None:
    key = new_key()
    assert read_key(f" {write_key(key)}\n") == key
    assert read_key(urlsafe_b64encode(key).decode()) == key


@pytest.mark.parametrize("text", ["", "abc", "ä" * 44, write_key(KEY)[:-4], "A" * 88, "segreto"])
def test_what_is_no_key_is_refused_unshown(text: str) -> None:
    with pytest.raises(ValueError, match="must be 32 random bytes") as refused:
        read_key(text)
    assert not text or text not in str(refused.value)


@pytest.mark.parametrize("keys", [[], [b"short"]])
def test_there_is_no_keyring_without_whole_keys(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="key"):
        Keyring(keys)
