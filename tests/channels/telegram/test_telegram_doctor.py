"""`sportello doctor` asks Telegram for the bot: each finding says what to do."""

import re

import pytest

from tests.examined import examine_but_words
from tests.telegram_calls import Answer, refusal
from tests.telegram_updates import TOKEN

WEBHOOK = {"SPORTELLO_TELEGRAM__MODE": "webhook"}
PUBLIC = {**WEBHOOK, "SPORTELLO_WEB__PUBLIC_URL": "https://sportello.example.org"}
OURS = "https://sportello.example.org/telegram/update"


@pytest.fixture
def examined(peer, tmp_path, capsys, monkeypatch):
    """Examine a counter with a bot; the exit code and what is printed, on one line."""
    monkeypatch.setenv("COLUMNS", "400")

    async def examine(url=None, token=TOKEN, **more):
        environ = {
            "SPORTELLO_DATABASE__URL": f"sqlite:///{tmp_path}/doctor.db",
            "SPORTELLO_TELEGRAM__TOKEN": token,
            "SPORTELLO_TELEGRAM__API_URL": url or peer.url,
        }
        code = await examine_but_words({**environ, **more}, tmp_path)
        return code, " ".join(capsys.readouterr().out.split())

    return examine


async def test_all_is_well(examined, peer):
    peer.says("uno")
    code, said = await examined()
    assert code == 0
    assert "Citizens write to https://t.me/comune_prova_bot, 1 messages wait" in said
    assert {asked.method for asked in peer.asked} == {"getMe", "getWebhookInfo"}, "never getUpdates"
    assert TOKEN not in said


async def test_not_configured_is_no_illness_and_asks_nobody(examined, peer):
    code, said = await examined(token="")
    assert (code, "Still missing: [telegram] token" in said, peer.asked) == (0, True, [])


async def test_a_webhook_of_ours(examined, peer):
    peer.webhook = {"url": OURS}
    _, said = await examined(**PUBLIC)
    # A counter that others reach needs a pagoPA and a seal too, of which nothing is said here.
    assert re.findall(r"│ ([a-z ]+) │ wrong", said) == ["pagopa", "certificates"]
    assert "Citizens write to https://t.me/comune_prova_bot" in said


FAULTS = [
    ("a refused token", {"token": "9:" + "a" * 35}, {}, "copy it again from BotFather"),
    ("a webhook of another", {}, {"webhook": {"url": "https://x.example/"}}, "another program has the same"),
    ("no webhook yet", PUBLIC, {}, f"Telegram does not call {OURS} yet: start `sportello serve`"),
    ("a webhook elsewhere", PUBLIC, {"webhook": {"url": "https://x.example/"}}, "does not call"),
    (
        "a webhook that fails",
        PUBLIC,
        {
            "webhook": {"url": OURS},
            "troubles": {"last_error_date": 4102444800, "last_error_message": "Connection refused"},
        },
        "Telegram could not hand messages over: Connection refused.",
    ),
    ("privacy mode is off", {}, {"nosy": True}, "switch its privacy mode on with BotFather"),
    ("nobody there", {"url": "http://127.0.0.1:9"}, {}, "may this machine call out to api.telegram.org?"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "settings", "theirs", "words"), FAULTS, ids=[case[0] for case in FAULTS])
async def test_a_fault_is_named_with_its_remedy(label, settings, theirs, words, examined, peer):
    for name, value in theirs.items():
        setattr(peer, name, value)
    code, said = await examined(**settings)
    assert code == 1, label
    assert words in said
    assert TOKEN not in said


@pytest.mark.parametrize("answer", [refusal(500, "Internal Server Error"), Answer(503, "<html>")])
async def test_telegram_is_not_well(answer, examined, peer):
    peer.answers["getMe"].append(answer)
    code, said = await examined()
    assert (code, f"Telegram answers {answer.status}: wait and try again." in said) == (1, True)
