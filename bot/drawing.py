"""The files of an answer, of which some are only sketched until it is clear that they can travel."""

from collections.abc import Iterable

from bot.message import File, Traits
from bot.service import Sketch


async def drawn(files: Iterable[File | Sketch], traits: Traits) -> list[File | Sketch]:
    """Make the files that are sketched, one after the other; where no files travel, none.

    One that comes out empty could not be made now, and the answer leaves without it.
    """
    if not traits.files:
        return []
    made = [
        File(file.name, file.media_type, await file.make()) if isinstance(file, Sketch) else file
        for file in files
    ]
    return [file for file in made if file.content]
