"""The rows of issued certificates: numbered without a gap, sealed, found by what says nothing to a reader."""

import sqlalchemy as sa

from storage.instants import Instant
from storage.tables import RowId, metadata, word

# What is numbered by itself: certificates of the register, and the papers of permits (whose own number is
# another: it stands among the facts).
CERTIFICATES, PERMITS = "", "permit"
RESERVED, ISSUED, VOID = "reserved", "issued", "void"
CODE, SUBJECT = "certificate code", "certificate subject"  # the kinds of blind index

# A row is reserved, which takes the number and the code; then issued, once there is a sealed file; or void:
# whoever reserved it never came back, and the number is shown as annulled. `code`, `facts` and
# `revoked_because` are sealed, `facts` being a document; `key` names the key that sealed all of them.
certificate = sa.Table(
    "certificate",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("series", sa.Text, nullable=False, server_default=""),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("order_key", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("kind", sa.Integer, nullable=False),
    sa.Column("subject_blind", sa.Text, nullable=False, index=True),
    sa.Column("code_blind", sa.Text, nullable=False, unique=True),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("facts", sa.Text, nullable=False, server_default=""),
    sa.Column("asked_by", sa.Text, nullable=False, index=True),  # the opaque id of a citizen
    sa.Column("by_hand", sa.Text, nullable=False),  # of staff; empty for none
    sa.Column("issued_on", sa.Date, nullable=False),
    sa.Column("valid_until", sa.Date),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, server_default="", index=True),  # of the sealed PDF
    sa.Column("revoked_at", Instant),
    sa.Column("revoked_by", sa.Text, nullable=False, server_default=""),
    sa.Column("revoked_because", sa.Text, nullable=False, server_default=""),
    sa.Column("key", sa.Text, nullable=False),
    sa.UniqueConstraint("series", "year", "number"),
)
alive = certificate.c.state != word(VOID)
sa.Index(
    "ix_certificate_order", certificate.c.order_key, unique=True, sqlite_where=alive, postgresql_where=alive
)
unfinished = certificate.c.state == word(RESERVED)
sa.Index(
    "ix_certificate_reserved", certificate.c.made_at, sqlite_where=unfinished, postgresql_where=unfinished
)

certificate_file = sa.Table(
    "certificate_file",
    metadata,
    sa.Column("certificate", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),  # the PDF, sealed once more for our keeping
    sa.Column("key", sa.Text, nullable=False),
)
certificate_delivery = sa.Table(
    "certificate_delivery",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("certificate", sa.Text, nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("lane", sa.Text, nullable=False),  # sealed; empty for the desk
    sa.Column("at", Instant, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
)
