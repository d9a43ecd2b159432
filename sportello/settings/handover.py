"""Conversations that a person of the office takes over: `[handover]`."""

from pydantic import Field

from sportello.settings.groups import Group


class Handover(Group):
    """What happens when a citizen asks for a person (OPERATORE)."""

    office: str = Field(
        default="urp",
        description="The code of the office that answers, as `sportello import offices` has it: its opening "
        "hours are told. Of a code that is not there none are told.",
    )
    silence_hours: int = Field(
        default=72,
        ge=1,
        description="After how many hours in which no person answers the counter answers again by itself; "
        "what the citizen wrote stays with the office.",
    )
