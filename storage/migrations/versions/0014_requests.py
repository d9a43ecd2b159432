"""What happens to a request, its documents and who has it in hand."""

revision: str = "0014"
down_revision: str | None = "0013"


def upgrade() -> None:
    """Add nothing yet."""
