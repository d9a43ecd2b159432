"""What a browser or a provider may answer wrongly besides the token, and the name of each."""

import asyncio

import pytest
from aiohttp import web

from platforms.oidc.reason import NotIdentified, Reason, sentence
from platforms.oidc.request import Begun
from platforms.oidc.wire import MOST
from tests.platforms.oidc.peer import (
    BACK,
    FISCAL,
    GONE,
    STRAY,
    compact,
    saying,
)

OTHER = "https://another.example.it"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"state": "another"}, Reason.OTHER_LOGIN, id="another state"),
        pytest.param({"state": GONE}, Reason.OTHER_LOGIN, id="no state"),
        pytest.param({"state": "è"}, Reason.OTHER_LOGIN, id="an odd state"),
        pytest.param({"state": "", "error": "access_denied"}, Reason.OTHER_LOGIN, id="a stranger's error"),
        pytest.param({"iss": OTHER}, Reason.OTHER_PROVIDER, id="another provider"),
        pytest.param({"iss": GONE}, Reason.OTHER_PROVIDER, id="no provider"),
        pytest.param(
            {"iss": OTHER, "error": "access_denied"}, Reason.OTHER_PROVIDER, id="another provider's error"
        ),
        pytest.param({"code": GONE}, Reason.UNREADABLE, id="no code"),
        pytest.param({"code": "x" * 5000}, Reason.UNREADABLE, id="a long code"),
        pytest.param({"code": "a\nb"}, Reason.UNREADABLE, id="two lines"),
        pytest.param({"code": "made-up"}, Reason.CODE_SPENT, id="a code that nobody gave"),
        pytest.param({"error": "access_denied"}, Reason.CANCELLED, id="cancelled"),
        pytest.param({"error": "login_required"}, Reason.CANCELLED, id="no login"),
        pytest.param({"error": "temporarily_unavailable"}, Reason.SILENT, id="out of order"),
        pytest.param({"error": "invalid_scope"}, Reason.REFUSED, id="our question is wrong"),
        pytest.param({"error": "<script>"}, Reason.REFUSED, id="an odd error"),
    ],
)
async def test_what_a_browser_brings_back_is_not_believed(changed, reason, counter, peer):
    refused = await counter.refusal(**changed)
    assert refused.reason is reason
    assert "<" not in str(refused)
    assert ("token" in peer.paths()) is (reason is Reason.CODE_SPENT)


async def test_a_code_counts_once_and_for_its_own_login(counter, peer):
    first, second = [await counter.party.begin(BACK) for _ in range(2)]
    query = peer.browse(first.url)
    stolen = {**query, "state": second.state}
    with pytest.raises(NotIdentified) as raised:  # the verifier is another
        await counter.party.finish(stolen, second, BACK)
    assert raised.value.reason is Reason.CODE_SPENT
    query = peer.browse(first.url)
    await counter.party.finish(query, first, BACK)
    with pytest.raises(NotIdentified) as raised:
        await counter.party.finish(query, first, BACK)
    assert raised.value.reason is Reason.CODE_SPENT


async def test_a_login_begun_at_another_provider_is_not_finished_here(counter, peer):
    begun = await counter.party.begin(BACK)
    elsewhere = Begun(begun.url, begun.state, begun.nonce, begun.verifier, OTHER)
    with pytest.raises(NotIdentified) as raised:
        await counter.party.finish(peer.browse(begun.url), elsewhere, BACK)
    assert raised.value.reason is Reason.OTHER_PROVIDER
    assert "token" not in peer.paths()


async def dropped(request):
    request.transport.close()
    return web.Response()


HUGE = b'{"x": "' + b"x" * MOST + b'"}'


@pytest.mark.parametrize("path", ["openid-configuration", "jwks", "token", "userinfo"])
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(saying(HUGE), Reason.UNREADABLE, id="huge"),
        pytest.param(saying(b"[" * 100_000), Reason.UNREADABLE, id="deep"),
        pytest.param(saying(b"<html>"), Reason.UNREADABLE, id="no JSON"),
        pytest.param(saying([]), Reason.UNREADABLE, id="a list"),
        pytest.param(saying(b"\xff\xfe"), Reason.UNREADABLE, id="no text"),
        pytest.param(saying(b"{}", 302, Location="/elsewhere"), Reason.SILENT, id="a redirect"),
        pytest.param(saying(b"{}", 500), Reason.SILENT, id="broken"),
        pytest.param(dropped, Reason.SILENT, id="dropped"),
    ],
)
async def test_an_answer_that_is_none(path, answer, reason, counter, peer):
    peer.answers[path] = [answer, answer]  # a lost connection is tried twice
    assert (await counter.refusal()).reason is reason
    assert "elsewhere" not in peer.paths()


async def test_a_slow_provider_is_not_waited_for(counter, peer):
    silence = asyncio.Event()

    async def slow(_):
        await silence.wait()
        return web.Response()

    peer.answers["openid-configuration"] = [slow]
    refused = await counter.knows(patience=0.0001).refusal()
    silence.set()
    assert (refused.reason, refused.code[:5]) == (Reason.SILENT, "lost:")


async def test_nobody_there(counter):
    assert (await counter.knows(issuer="http://127.0.0.1:9").refusal()).reason is Reason.SILENT


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"issuer": OTHER}, Reason.OTHER_PROVIDER),
        ({"issuer": GONE}, Reason.OTHER_PROVIDER),
        ({"token_endpoint": GONE}, Reason.UNREADABLE),
        ({"token_endpoint": "http://idp.example.org/token"}, Reason.UNREADABLE),
        ({"authorization_endpoint": "javascript:alert(1)"}, Reason.UNREADABLE),
        ({"userinfo_endpoint": 7}, Reason.UNREADABLE),
        ({"jwks_uri": "file:///etc/passwd"}, Reason.UNREADABLE),
        ({"userinfo_endpoint": GONE}, Reason.INCOMPLETE),
    ],
    ids=str,
)
async def test_metadata_that_lead_astray(metadata, reason, counter, peer):
    peer.metadata = metadata
    assert (await counter.refusal()).reason is reason


@pytest.mark.parametrize(
    ("answer", "reason", "code"),
    [
        (saying({"error": "invalid_grant"}, 400), Reason.CODE_SPENT, "tokens:invalid_grant"),
        (saying({"error": "invalid_client"}, 401), Reason.REFUSED, "tokens:invalid_client"),
        (saying({"error": "x y<z>"}, 400), Reason.REFUSED, "tokens:other"),
        (saying({"error": ["x"]}, 400), Reason.REFUSED, "tokens:other"),
        (saying(b"<html>", 400), Reason.REFUSED, "tokens:other"),
        (saying(b"", 429), Reason.SILENT, "tokens:http:429"),
        (saying({"error": "invalid_grant"}, 503), Reason.SILENT, "tokens:http:503"),
    ],
    ids=["spent", "our key", "odd", "list", "page", "too many", "down"],
)
async def test_no_tokens(answer, reason, code, counter, peer):
    peer.answers["token"] = [answer]
    refused = await counter.refusal()
    assert (refused.reason, refused.code) == (reason, code)


@pytest.mark.parametrize(
    "tokens",
    [
        {"token_type": "DPoP"},
        {"token_type": GONE},
        {"access_token": GONE},
        {"access_token": "a\nb: c"},
        {"id_token": GONE},
    ],
    ids=str,
)
async def test_odd_tokens(tokens, counter, peer):
    peer.tokens = tokens
    assert (await counter.refusal()).reason is Reason.UNREADABLE
    assert "userinfo" not in peer.paths()


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        pytest.param({"sub": "another"}, Reason.WRONG_SUBJECT, id="of another"),
        pytest.param({"sub": GONE}, Reason.WRONG_SUBJECT, id="of nobody"),
        pytest.param({"iss": OTHER}, Reason.WRONG_ISSUER, id="by another"),
        pytest.param({"aud": OTHER}, Reason.WRONG_AUDIENCE, id="for another"),
        pytest.param({"exp": 1}, Reason.EXPIRED, id="old"),
        pytest.param({FISCAL: GONE}, Reason.NO_FISCAL_CODE, id="no fiscal code"),
        pytest.param({FISCAL: "TINDE-12345678901"}, Reason.NO_FISCAL_CODE, id="another country's"),
        pytest.param({FISCAL: "TINIT-PRVMRA80A01H501X"}, Reason.NO_FISCAL_CODE, id="a wrong check sign"),
        pytest.param({FISCAL: "TINIT-01234567897"}, Reason.NO_FISCAL_CODE, id="an entity's"),
        pytest.param({FISCAL: ["TINIT-PRVMRA80A01H501M"]}, Reason.NO_FISCAL_CODE, id="a list"),
        pytest.param({"fiscal_number": "FNTGLI92E57F205F"}, Reason.CONTRADICTORY, id="two codes"),
        pytest.param({"given_name": GONE}, Reason.INCOMPLETE, id="no name"),
        pytest.param({"family_name": ""}, Reason.INCOMPLETE, id="an empty surname"),
        pytest.param({"family_name": "x" * 201}, Reason.INCOMPLETE, id="a long surname"),
        pytest.param({"family_name": "Pro\u202eva"}, Reason.INCOMPLETE, id="a letter that turns the line"),
        pytest.param({"given_name": {"it": "Mario"}}, Reason.INCOMPLETE, id="an object"),
        pytest.param({"birthdate": GONE}, Reason.INCOMPLETE, id="no birth date"),
        pytest.param({"birthdate": "1980"}, Reason.INCOMPLETE, id="a year"),
        pytest.param({"birthdate": "1980-02-30"}, Reason.INCOMPLETE, id="no day"),
    ],
)
async def test_data_that_are_not_believed(told, reason, counter, peer):
    peer.told = told
    assert (await counter.refusal()).reason is reason


async def test_data_signed_by_another_are_not_believed(counter, peer):
    peer.answers["userinfo"] = [
        saying(compact({"kid": "k1"}, {"sub": "mario-at-peer"}, STRAY).encode(), media_type="application/jwt")
    ]
    assert (await counter.refusal()).reason is Reason.FORGED


async def test_no_secret_is_in_what_goes_wrong(counter, peer):
    """Whatever the provider says, an error has a name and a short code of ours."""
    for path in ("token", "userinfo"):
        peer.answers[path] = [saying({"error": "code-1 access-2 PRVMRA80A01H501M"}, 400)]
        refused = await counter.refusal()
        shown = f"{refused!s} {refused!r} {refused.__cause__}"
        assert refused.__context__ is None or refused.__suppress_context__
        assert not any(word in shown for word in ("code-", "access-", "PRV", "made-up-id", "127.0.0.1"))


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_every_reason_is_told_in_one_sentence_or_two(language):
    for reason in Reason:
        assert 20 < len(sentence(reason, language)) < 160
