"""Whatever is done to a token, it is refused by name or it says what it said before."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from platforms.oidc.claims import check_id_token
from platforms.oidc.person import read_person
from platforms.oidc.provider import ProviderSettings
from platforms.oidc.reason import NotIdentified
from platforms.oidc.signed import ProviderKeys, Token, UnknownKey
from tests.clock import Ticker
from tests.platforms.oidc.conftest import OURS
from tests.platforms.oidc.peer import CLIENT, FISCAL, KEY, LEVELS, MARIO, STRAY, b64, compact, public

ISSUER = "https://idp.example.it"
PROVIDER = ProviderSettings(ISSUER, CLIENT, keys=(OURS,))
NOW = Ticker()()
SECONDS = int(NOW.timestamp())
RIGHT = {
    "iss": ISSUER,
    "sub": "mario",
    "aud": CLIENT,
    "iat": SECONDS,
    "nbf": SECONDS,
    "exp": SECONDS + 180,
    "acr": LEVELS[1],
    "nonce": "the nonce",
    **MARIO,
}
TOKEN = compact({"kid": "k1"}, RIGHT, KEY)
KEYS = ProviderKeys([public(KEY, "k1"), public(STRAY, "k2")])
HEADER_PARTS = ["alg", "kid", "typ", "crit", "b64", "jwk", "x5c", "cty"]
KEY_PARTS = ["kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"]
DRAWN = settings(max_examples=80, deadline=None)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def opened(token):
    """Give the claims of a token; None if it is refused, as it may be in two ways only."""
    try:
        return KEYS.open(token).claims
    except (NotIdentified, UnknownKey):
        return None


def test_the_token_is_right_to_begin_with():
    assert opened(TOKEN) == RIGHT
    assert check_id_token(Token("RS256", RIGHT), PROVIDER, "the nonce", "x", NOW).level == 2


@DRAWN
@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="utf-8"))
def test_a_letter_is_another(at, letter):
    bent = TOKEN[:at] + letter + TOKEN[at + 1 :]
    assert opened(bent) == (RIGHT if bent == TOKEN else None)


@DRAWN
@given(st.integers(0, len(TOKEN)), st.integers(0, len(TOKEN)), st.text(max_size=5))
@example(len(TOKEN), len(TOKEN), "=")
@example(len(TOKEN), len(TOKEN), "\n")
def test_a_piece_is_cut_or_put_in(start, end, piece):
    bent = TOKEN[:start] + piece + TOKEN[max(start, end) :]
    assert opened(bent) == (RIGHT if bent == TOKEN else None)


@DRAWN
@given(st.dictionaries(st.sampled_from(HEADER_PARTS), json_values))
def test_any_header_before_the_same_claims_and_signature(header):
    _, claims, signature = TOKEN.split(".")
    assert opened(f"{b64(json.dumps(header).encode())}.{claims}.{signature}") is None


@DRAWN
@given(st.text(max_size=60) | st.lists(st.text(max_size=20), min_size=3, max_size=3).map(".".join))
def test_any_text(text):
    assert opened(text) is None


@DRAWN
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"]), json_values)
    )
)
def test_any_keys(keys):
    assert opened(TOKEN) == RIGHT
    try:
        ProviderKeys(keys).open(TOKEN)
    except (NotIdentified, UnknownKey):
        return
    raise AssertionError(keys)


@DRAWN
@given(st.dictionaries(st.sampled_from(sorted(RIGHT)), json_values, min_size=1))
def test_any_claims_signed_rightly(changes):
    """Of these names no other value is right, but for times near now and names of people."""
    said = RIGHT | changes
    try:
        proof = check_id_token(Token("RS256", said), PROVIDER, "the nonce", "x", NOW)
        read_person([said])
    except NotIdentified:
        return
    assert (proof.subject, proof.level) == (said["sub"], 2)
    held = ("iss", "aud", "acr", "nonce", FISCAL, "birthdate")
    assert {name: said[name] for name in held} == {name: RIGHT[name] for name in held}
    assert SECONDS - 600 <= said["iat"] <= SECONDS + 60
    assert said["nbf"] <= SECONDS + 60
    assert said["exp"] > SECONDS - 60
