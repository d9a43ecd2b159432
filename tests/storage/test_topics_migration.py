"""What was agreed to before there were subscribers is so afterwards, and what was taken back stays so."""

from tests.storage.test_payment_migration import move

OLD = (
    """INSERT INTO consent (lane, topic, given, at, how, version, message) VALUES
    ('sms:1', 'works', {true}, 1000, 'asked', 1, 7),
    ('sms:1', 'events', {true}, 2000, 'asked', 1, 8),
    ('sms:1', 'events', {false}, 3000, 'stop', 1, 9),
    ('email:a@example.org', 'deadlines', {true}, 4000, 'asked', 1, 10),
    ('pec:a@pec.example.org', 'works', {true}, 5000, 'asked', 1, 11),
    ('sms:2', 'works', {false}, 6000, 'asked', 1, 12)""",
    """INSERT INTO caller (lane, language, chosen, stopped, session, updated_at)
    VALUES ('sms:1', 'en', {false}, {false}, '', 1)""",
)
WHO = "SELECT lane, channel, address, language, source, added_at FROM subscriber ORDER BY lane DESC"
WHAT = """SELECT lane, topic, since FROM subscription
    JOIN subscriber ON subscriber.id = subscription.subscriber ORDER BY lane, topic"""
SAID = "SELECT topic, given, message FROM consent WHERE lane = 'sms:1' AND topic = 'culture' ORDER BY id"


def test_who_had_agreed_is_a_subscriber(url):
    move(url, "0020", *OLD)
    assert move(url, "0021", WHO) == [
        ("sms:1", "sms", "1", "en", "message", 1000),
        ("email:a@example.org", "email", "a@example.org", "it", "message", 4000),
    ]
    assert move(url, "0021", WHAT) == [
        ("email:a@example.org", "deadlines", 4000),
        ("sms:1", "roads", 1000),
        ("sms:1", "waste", 1000),
    ]
    assert move(url, "0021", SAID) == [("culture", True, 8), ("culture", False, 9)]


def test_there_is_a_way_back(url):
    move(url, "0020", *OLD)
    move(url, "0021")
    assert move(url, "0020", "SELECT count(*) FROM consent") == [(6,)]
