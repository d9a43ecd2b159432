"""Fiscal codes that letters keep apart: where two persons would share one, letters stand for its digits.

Source: DM 23-12-1976, art. 6. Who has been given such a code may still be asked for by the plain one, and
the other way round.
"""

_DIGITS = str.maketrans("LMNPQRSTUV", "0123456789")
_PLACES = (6, 7, 9, 10, 12, 13, 14)
_UNCHECKED = 15  # the signs before the check sign, which changes with them


def plain_fiscal_code(code: str) -> str:
    """Write the signs of a person's code that all its variants share: digits again, and no check sign.

    Another person may share them: that is why there are variants. What has another length stays as it is.
    """
    if len(code) != _UNCHECKED + 1:
        return code
    return "".join(
        sign.translate(_DIGITS) if at in _PLACES else sign for at, sign in enumerate(code[:_UNCHECKED])
    )
