"""A short code that stands in two places, to be compared by eye."""

import secrets

_CODE_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"  # none is taken for another when read aloud: no 0 O 1 I Q
_CODE_LENGTH = 6


def draw_code() -> str:
    """Draw a code of six signs: it tells links apart, and opens nothing."""
    return "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))
