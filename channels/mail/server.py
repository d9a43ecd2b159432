"""A mail server as we reach it: where it is, how the line is secured, who we are there."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.errors import Misconfigured, SportelloError

Security = Literal["tls", "starttls", "none"]

# What went wrong with a server, in a word of ours: for logs and metrics, and for the doctor to advise by.
HOST = "host"  # no such name
CONNECT = "connect"  # nobody listens there, or the way is blocked
CERTIFICATE = "certificate"  # its certificate is not one that we trust
TLS = "tls"  # no secure line came about
LOGIN = "login"  # it does not know us, or not with this password
FOLDER = "folder"  # it has no such folder
REFUSED = "refused"  # it understood and said no
PROTOCOL = "protocol"  # it said what we do not understand
LOST = "lost"  # the line was cut, or fell silent


class ServerTrouble(SportelloError):  # noqa: N818 - it names what the server has
    """A mail server cannot be used now; `reason` is one of the words above. Never with what it said."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the mail server: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Server:
    """One server: `tls` from the first byte, `starttls` by agreement, `none` on this machine only.

    An empty user means that the server takes us without a login. `ca_file` names certificates in PEM
    that are trusted besides the system's; `patience` is for how many seconds it may be silent.
    """

    host: str
    port: int
    security: Security = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    patience: float = 60.0

    def context(self) -> ssl.SSLContext:
        """Whom we trust; blocks while files are read. Raises Misconfigured if `ca_file` cannot be used."""
        context = ssl.create_default_context()
        if self.ca_file is not None:
            try:
                context.load_verify_locations(self.ca_file)
            except (OSError, ssl.SSLError):  # the first for a file that is not there, the second for no PEM
                raise Misconfigured(f"{self.ca_file} is no file of certificates in PEM") from None
        return context
