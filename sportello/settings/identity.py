"""Who is writing: how long what was proven holds, and what personal data is sealed with."""

from typing import Literal

from pydantic import Field, SecretStr, field_validator

from sportello.settings.groups import Group
from storage.sealing import read_key


class Identity(Group):
    """Who is writing: contacts, one-time links and local credentials."""

    local_credentials: Literal["on", "off"] = Field(
        default="off",
        description="Whether the municipality gives out its own credentials (username, password, second "
        "factor) beside SPID, CIE and CNS. `off`: none is offered, and those given out open nothing.",
    )
    contact_days: int = Field(
        default=180,
        ge=1,
        le=3650,
        description="For how many days a telephone, a chat or a mailbox counts as its citizen's: numbers are "
        "given to others. A new proof begins them anew.",
    )
    identified_hours: float = Field(
        default=12.0,
        gt=0,
        le=168,
        description="For how many hours a conversation counts as identified after a login.",
    )
    idle_minutes: int = Field(
        default=60,
        ge=5,
        le=10080,
        description="After how many minutes without a message in it a conversation counts as identified no "
        "more, before `identified_hours` too: who goes away leaves nothing open.",
    )
    pin_minutes: int = Field(
        default=10,
        ge=1,
        le=240,
        description="For how many minutes after a PIN, or after a login, nobody asks for the PIN again.",
    )
    acting_minutes: int = Field(
        default=30,
        ge=5,
        le=720,
        description="For how many minutes a citizen acts for another before they must begin it anew.",
    )
    link_minutes: int = Field(
        default=15, ge=2, le=120, description="For how many minutes the link to the login page can be opened."
    )
    activation_hours: int = Field(
        default=24,
        ge=1,
        le=168,
        description="For how many hours the link can be opened by which new credentials are activated.",
    )


class Privacy(Group):
    """What personal data is sealed with in the database, and for how many days each kind is kept."""

    key: SecretStr = Field(
        default=SecretStr(""),
        description="32 random bytes in base64 (`openssl rand -base64 32`). Several, separated by commas, "
        "while they change: the first seals, all of them open; then run `sportello keys rotate`. Unset: the "
        "embedded database has a key file beside it, made at the first start; PostgreSQL needs a key.",
    )

    keep_messages: int = Field(
        default=365,
        ge=30,
        le=36500,
        description="For how many days the words and files of a message are kept after it was answered, and "
        "those of the answer. Those of a conversation with an open request stay until it is decided.",
    )
    keep_parked: int = Field(
        default=365,
        ge=30,
        le=36500,
        description="The same for a message that was set aside for a person, from when it was closed.",
    )
    keep_traces: int = Field(
        default=730,
        ge=90,
        le=36500,
        description="For how many days it is kept that a message came or left, without its words. Of mails "
        "their id stays, and nobody's name: they lie in their mailbox and could come again.",
    )
    keep_callers: int = Field(
        default=365,
        ge=30,
        le=36500,
        description="For how many days a conversation that has fallen silent keeps its language; that no "
        "more notices are wanted (STOP) is kept.",
    )
    keep_reminders: int = Field(
        default=365, ge=1, le=36500, description="For how many days a reminder is kept after it was sent."
    )
    keep_contacts: int = Field(
        default=365,
        ge=180,
        le=36500,
        description="For how many days it is kept whose a conversation was, after that has ended.",
    )
    keep_consents: int = Field(
        default=1825,
        ge=365,
        le=36500,
        description="For how many days a consent that was taken back, and its proof, is kept.",
    )
    keep_requests: int = Field(
        default=3650,
        ge=365,
        le=36500,
        description="For how many days a request is kept after it was answered or withdrawn (the archive's "
        "plan of what is discarded decides).",
    )
    keep_permits: int = Field(
        default=1825,
        ge=730,
        le=36500,
        description="For how many days a permit for restricted traffic zones is kept after its end.",
    )
    keep_gate_changes: int = Field(
        default=365,
        ge=30,
        le=36500,
        description="For how many days it is kept what the gates were told; who asks for older changes is "
        "told to take the whole list.",
    )
    keep_access_log: int = Field(
        default=1825,
        ge=180,
        le=36500,
        description="For how many days it is kept who looked at a citizen's data.",
    )
    retention: Literal["on", "off"] = Field(
        default="on",
        description="Whether what is past its time is removed, every night. `off`: nothing but what citizens "
        "have erased.",
    )

    @field_validator("key")
    @classmethod
    def _each_a_key(cls, given: SecretStr) -> SecretStr:
        for text in filter(None, given.get_secret_value().split(",")):
            read_key(text)
        return given

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The keys, the newest first; empty where none is set."""
        return tuple(read_key(text) for text in filter(None, self.key.get_secret_value().split(",")))
