"""What in a message may fill which slot of a form, the most telling first."""

from collections.abc import Callable, Iterable, Sequence

from bot.form import Slot
from bot.spans import Spans
from bot.values.value import Found, Reading, Sure

Candidate = tuple[Found, Slot]


def candidates_in(
    text: str, slots: Iterable[Slot], reading: Callable[[Slot], Reading], spans: Spans, awaiting: str
) -> Sequence[Candidate]:
    """Find values outside `spans` for the slots, which come with the strictest shape first.

    One that is certain and is the whole text leaves nothing to slots of a looser shape: they are not asked.
    """
    found: list[Candidate] = []
    rank = -1
    for slot in slots:
        if rank < slot.value.RANK and _is_all(found, text):
            break
        rank = slot.value.RANK
        found += (
            (one, slot) for one in slot.value.find(text, reading(slot)) if not spans.touch(one.start, one.end)
        )
    if len(found) > 1:
        found.sort(
            key=lambda pair: (-pair[0].sure, pair[1].value.RANK, pair[0].start, pair[1].name != awaiting)
        )
    return found


def _is_all(found: Sequence[Candidate], text: str) -> bool:
    if len(found) != 1:
        return False
    one, _ = found[0]
    return one.sure is Sure.CERTAIN and one.start == 0 and one.end == len(text)
