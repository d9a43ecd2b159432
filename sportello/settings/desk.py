"""The desk where staff work: how long a sign-in lasts, and how long what they did is kept."""

from pathlib import Path

from pydantic import Field

from sportello.settings.groups import Group


class Desk(Group):
    """The desk, where staff work requests in a browser (docs/DESK.md)."""

    idle_minutes: int = Field(
        default=20,
        ge=1,
        le=720,
        description="After how many minutes in which nothing was done a sign-in ends.",
    )
    longest_hours: float = Field(
        default=10.0, gt=0, le=24, description="After how many hours a sign-in ends, whatever is done in it."
    )
    activation_hours: int = Field(
        default=48,
        ge=1,
        le=168,
        description="For how many hours the link can be opened behind which somebody new chooses a password.",
    )
    code_minutes: int = Field(
        default=10,
        ge=1,
        le=60,
        description="For how many minutes the code that is written after `COLLEGA` binds a conversation.",
    )
    keep_audit: int = Field(
        default=3650,
        ge=180,
        le=36500,
        description="For how many days it is kept what was done at the desk, and by whom.",
    )
    answers: Path | None = Field(
        default=None,
        description="A file of ready answers for requests in place of ours, written as "
        "`sportello/web/desk/canned_answers.toml` is.",
    )
