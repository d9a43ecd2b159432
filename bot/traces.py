"""Where an exception came from, told without the words that it carries."""

import sys
import traceback


def bare_traceback() -> str:
    """The exception being handled: its types, files and lines, without the words it carries."""
    lines = []
    error = sys.exc_info()[1]
    while error is not None:
        lines.append(type(error).__qualname__)
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        error = error.__cause__ or error.__context__
    return "\n".join(lines)
