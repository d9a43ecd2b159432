"""What may go wrong at the make-believe provider, when somebody chooses that it does."""

from enum import Enum


class Trouble(Enum):
    """What a login is marred by; a value names its words."""

    NONE = "none"
    NONCE = "nonce"  # the token is of another login
    EXPIRED = "expired"
    LOWER = "lower"  # one level less than was asked
    KEY = "key"  # signed with a key that is not published
    SLOW = "slow"
