"""What the doctor says of one part, without half a second for the words, of which that part knows nothing.

The words are looked at in tests/front/test_examination, with all other parts, as the command does.
"""

from collections.abc import Mapping
from pathlib import Path

import aiohttp
from rich.console import Console

from sportello import doctor
from sportello.examination import _TIMEOUT, _checks
from sportello.settings import load


async def examine_but_words(environ: Mapping[str, str], directory: Path) -> int:
    """As examine_counter, for settings that can be read."""
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        checks = [check for check in _checks(load(environ, directory), session) if check.name != "words"]
        return doctor.show(await doctor.examine(checks), Console())
