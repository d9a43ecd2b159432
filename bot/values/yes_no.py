"""Yes or no, in the many words of a short answer."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.spelling import plain
from bot.values.value import Found, Reading, Sure

# In plain spelling. A "no" phrase may hold a "yes" word ("non confermo"), so the longest phrase wins.
_YES = (
    "si|s|sii|siii|ok|okay|okey|oki|okk|va bene|va benissimo|bene|benissimo|certo|certo che si"
    "|certamente|sicuro"
    "|sicuramente|confermo|confermato|conferma|d'accordo|daccordo|esatto|esattamente|giusto|corretto"
    "|perfetto|procedi"
    "|proceda|procediamo|proseguiamo|prosegui|prosegua|avanti|vai|vada pure|faccia pure|fai pure"
    "|volentieri|assolutamente"
    "|assolutamente si|direi di si|credo di si|penso di si|come no|positivo|affermativo|accetto"
    "|approvo|tutto giusto"
    "|tutto ok|tutto bene|lo confermo|ci sto|yes|y|yep|yeah|yup|sure|of course|certainly|correct"
    "|right|that's right"
    "|agreed|i agree|confirm|confirmed|i confirm|go ahead|go on|please do|fine|that's fine"
    "|sounds good|exactly|absolutely"
    "|👍|👌|✅|✔|☑|🆗"
)
_NO = (
    "no|n|noo|nooo|nono|non confermo|non lo confermo|nope|macche|negativo|no no|per niente|per nulla"
    "|assolutamente no"
    "|assolutamente non|certo che no|direi di no|credo di no|penso di no|proprio no|non va bene"
    "|non va|non e giusto"
    "|non e corretto|non e esatto|non d'accordo|non sono d'accordo|non accetto|non procedere"
    "|non proceda|non voglio"
    "|no non voglio|neanche per idea|neanche per sogno|sbagliato|e sbagliato|errato|giammai|mai"
    "|meglio di no"
    "|non ora|non adesso|nah|not really|not correct|that's wrong|wrong|incorrect|i do not|i don't"
    "|i do not confirm"
    "|i don't confirm|don't|do not|i don't agree|i disagree|never|not now|of course not"
    "|absolutely not|no way"
    "|👎|❌|✖|🚫|⛔"
)
_POLITE = (
    "grazie|grazie mille|mille grazie|per favore|per piacere|prego|cortesemente|gentilmente|cosi"
    "|buongiorno|salve|ciao"
    "|thanks|thank you|please|many thanks|pure|allora|eh|ah|oh|mi va|e|lo|🙏|😊|🙂"
)


def _phrases(rows: str) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(rows.split("|"), key=len, reverse=True))


_PHRASE = re.compile(
    rf"(?:(?P<no>{_phrases(_NO)})|(?P<yes>{_phrases(_YES)})|(?:{_phrases(_POLITE)}))(?![^\W_'])\s*"
)
_NOISE = re.compile("[^\\w\\s'👍👌✅✔☑🆗👎❌✖🚫⛔🙏😊🙂]+|\ufe0f|[\U0001f3fb-\U0001f3ff]")
_EMOJI = re.compile("(?<=[👍👌✅✔☑🆗👎❌✖🚫⛔🙏😊🙂])(?=\\S)|(?<=\\S)(?=[👍👌✅✔☑🆗👎❌✖🚫⛔🙏😊🙂])")
_CLAUSE = re.compile(r"\s*([^,;.!\n]{1,40})[,;.!\n]+(?=\s*\S)")
_LONGEST = 60
_NOTHING: frozenset[str] = frozenset()


@fixed
class YesNo:
    """An answer to a yes-or-no question; canonical "yes" and "no"."""

    RANK: ClassVar[int] = 85

    yes: bool

    def __bool__(self) -> bool:
        return self.yes

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole short answer, made of nothing but assent or refusal, and courtesy.

        Reasons: "both" (it says yes and no), "shape".
        """
        said = _said(text) if len(text) <= _LONGEST else _NOTHING
        if not said:
            raise WrongAnswer
        if len(said) > 1:
            raise WrongAnswer("both")
        return cls("yes" in said)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find a first clause that says nothing else: "sì, ma la targa è …". Elsewhere "si" is a pronoun."""
        if not (match := _CLAUSE.match(text)):
            return
        try:
            answer = cls.parse(match[1], reading)
        except WrongAnswer:
            return
        yield Found(answer, match.start(1), match.end(1), Sure.MAYBE)

    def __str__(self) -> str:
        return "yes" if self.yes else "no"

    def show(self, language: str) -> str:
        """Write "sì" in Italian, "yes" in English."""
        return str(self) if language.startswith("en") or not self.yes else "sì"


@lru_cache(maxsize=256)  # most answers are "si"
def _said(text: str) -> frozenset[str]:
    """Tell which of "yes" and "no" is said by a text that says nothing else; none where it does."""
    rest = " ".join(_EMOJI.sub(" ", _NOISE.sub(" ", plain(text))).split())
    said: set[str] = set()
    reached = 0
    while match := _PHRASE.match(rest, reached):
        said |= {match.lastgroup} if match.lastgroup else set()
        reached = match.end()
    return frozenset(said) if reached == len(rest) else _NOTHING
