"""What was agreed to as works and events goes on as topics of alerts; each word is said for both names."""

from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"

# Works were: roads closed, waste collection. Deadlines keep their name.
BECOME = (("works", "roads"), ("works", "waste"), ("events", "culture"))
_CARRIED = "'telegram', 'try-chat', 'email', 'try-mail', 'sms', 'try-sms'"
_HELD = """consent.given AND consent.topic IN ('roads', 'waste', 'culture', 'deadlines')
    AND consent.id = (SELECT max(later.id) FROM consent AS later
        WHERE later.lane = consent.lane AND later.topic = consent.topic)"""


def upgrade() -> None:
    for old, new in BECOME:
        op.execute(
            "INSERT INTO consent (lane, topic, given, at, how, version, message)"  # noqa: S608 - all of it is above
            f" SELECT lane, '{new}', given, at, how, version, message FROM consent"
            f" WHERE topic = '{old}' ORDER BY id"
        )
    find = "instr" if op.get_bind().dialect.name == "sqlite" else "strpos"
    channel = f"substr(consent.lane, 1, {find}(consent.lane, ':') - 1)"
    address = f"substr(consent.lane, {find}(consent.lane, ':') + 1)"
    op.execute(
        "INSERT INTO subscriber (lane, channel, address, person, language, source, added_at)"  # noqa: S608 - all of it is above
        f" SELECT consent.lane, {channel}, {address}, '', coalesce(nullif(max(caller.language), ''), 'it'),"
        " 'message', min(consent.at)"
        " FROM consent LEFT JOIN caller ON caller.lane = consent.lane"
        f" WHERE {_HELD} AND {channel} IN ({_CARRIED})"
        " GROUP BY consent.lane ORDER BY min(consent.id)"
    )
    op.execute(
        "INSERT INTO subscription (topic, subscriber, since)"  # noqa: S608 - all of it is above
        " SELECT consent.topic, subscriber.id, consent.at"
        f" FROM consent JOIN subscriber ON subscriber.lane = consent.lane WHERE {_HELD}"
    )


def downgrade() -> None:
    for table in ("subscription", "subscriber_zone", "subscriber"):
        op.execute(f"DELETE FROM {table}")  # noqa: S608 - all of it is above
    op.execute("DELETE FROM consent WHERE topic IN ('roads', 'waste', 'culture') AND version = 1")
