"""The doctor's lines about PEC: whom it believes, what signs, what is not set."""

from tests.examined import examine_but_words
from tests.mail_peer import providing

PEC = ("pec in", "pec out", "pec trust", "pec seal")


def mailbox(peer, **more):
    named = {
        "address": "sportello@comune.example.it",
        "password": "a-made-up-password",
        "imap_host": "127.0.0.1",
        "imap_port": peer.imap_port,
        "imap_security": "none",
        "smtp_host": "127.0.0.1",
        "smtp_port": peer.smtp_port,
        "smtp_security": "none",
        **more,
    }
    return {f"SPORTELLO_PEC__{name.upper()}": str(value) for name, value in named.items()}


async def lines(environ, tmp_path, capsys, monkeypatch, **more):
    monkeypatch.setenv("COLUMNS", "300")
    await examine_but_words({**environ, **more}, tmp_path)
    told = capsys.readouterr().out.splitlines()
    return {name: line for name in PEC for line in told if f" {name} " in line}


async def test_nothing_is_wrong_where_nothing_is_set(environ, tmp_path, capsys, monkeypatch):
    found = await lines(environ, tmp_path, capsys, monkeypatch)
    assert ["not configured" in line for line in found.values()] == [True] * 4


async def test_both_servers_answer_and_agid_is_believed(environ, tmp_path, capsys, monkeypatch):
    async with providing() as peer:
        found = await lines(environ, tmp_path, capsys, monkeypatch, **mailbox(peer))
    assert [" ok " in line for line in found.values()] == [True, True, True, False]
    assert "[register] certificate" in found["pec seal"]


async def test_a_file_of_trust_that_is_not_there_is_named(environ, tmp_path, capsys, monkeypatch):
    async with providing() as peer:
        more = mailbox(peer, trust=tmp_path / "none.pem", password="wrong")
        found = await lines(environ, tmp_path, capsys, monkeypatch, **more)
    assert "none.pem" in found["pec trust"]
    assert "[pec] user and password" in found["pec in"]
