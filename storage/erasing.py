"""Takes the words of a message out of the inbox, within the turn that answers it (bot.erasing.Erase).

No query finds them any more. The free space of the database file, its write-ahead log and its backups may
hold the bytes until they are written over; what the network, the citizen's own device, or the register of
certified mail holds is beyond it.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from bot.ledger import Work
from bot.records import Record
from storage.inbox_rows import inbound_row
from storage.prepared import Prepared
from storage.tables import blob, inbox

_NOTHING = sa.literal_column("''", sa.Text())
_message = sa.bindparam("message", type_=sa.BigInteger())
_original = sa.select(inbox.c.original).where(inbox.c.id == _message).scalar_subquery()
_DROP_ORIGINAL = Prepared(sa.delete(blob).where(blob.c.sha256 == _original))
_BLANK = Prepared(
    sa.update(inbox)
    .where(inbox.c.id == _message)
    .values(text=_NOTHING, body=sa.bindparam("new_body"), original=_NOTHING)
)
_BLANK_TEXT = Prepared(sa.update(inbox).where(inbox.c.id == _message).values(text=_NOTHING))


def erase(work: Work) -> Sequence[Record]:
    """Erase the text of a message in hand, its original, and what its body says beside `work`.

    Of a message in the register only the text goes: its original stays as the law wants it.
    """
    inbound = work.inbound
    if inbound.entry is not None:
        return (Record(_BLANK_TEXT, {"message": work.id}),)
    body = inbound_row(inbound, [file.sha256 for file in inbound.files], work.correlation)["body"]
    return (
        Record(_DROP_ORIGINAL, {"message": work.id}),
        Record(_BLANK, {"message": work.id, "new_body": body}),
    )
