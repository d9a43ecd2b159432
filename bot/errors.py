"""The errors this project raises on purpose: each name says what to do next.

* SportelloError
  + WrongAnswer          the citizen wrote something that a slot cannot hold: ask again
  + SendError            a channel could not hand a part over
    - SendRefused        permanent: do not try again, record the reason
    - SendDelayed        temporary: put it back on the queue
    - SendUnknown        the network's answer is lost: settle before any resend
  + StoreUnavailable     the database is gone or refused the commit: nothing is known, try again
  + LeaseLost            the message is no longer ours: drop what was thought, another has it
  + BadRequest           a network or a caller sent something that cannot be read: answer with a status
  + Misconfigured        the operator must act: fail at start, never at the first citizen
"""

from datetime import timedelta


class SportelloError(Exception):
    """Base of every error we raise on purpose."""


class WrongAnswer(SportelloError):  # noqa: N818 - it names what the citizen did
    """The citizen wrote something that a slot cannot hold.

    `reason` picks the words of the repair (`wrong-<slot>-<reason>`, else `wrong-<slot>`).
    """

    def __init__(self, reason: str = "shape") -> None:
        super().__init__(reason)
        self.reason = reason


class SendError(SportelloError):
    """A channel could not hand a part over; `code` is the network's own, for staff and metrics."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SendRefused(SendError):  # noqa: N818 - it says what the network did
    """Permanent: the recipient or the content will never be accepted."""


class SendDelayed(SendError):  # noqa: N818 - it says what the network did
    """Temporary: the same part may pass later, not before `retry_after` if the network says so."""

    def __init__(self, code: str, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class SendUnknown(SendError):  # noqa: N818 - it says what we know
    """The request left and no answer came: the network may have taken the part or not."""


class StoreUnavailable(SportelloError):  # noqa: N818 - it says what the database is
    """The database could not commit: what was handed to it may be written or not."""


class LeaseLost(SportelloError):  # noqa: N818 - it says what happened to the message
    """A turn was not written: its message is done already, or another process holds it."""


class BadRequest(SportelloError):  # noqa: N818 - the standard name of the status it becomes
    """A network or a caller sent something that cannot be read."""


class Misconfigured(SportelloError):  # noqa: N818 - it says what the operator did
    """The operator must act before the counter can start."""
