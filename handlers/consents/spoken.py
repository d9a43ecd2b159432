"""What citizens call topics, and how they say that they want alerts or no more of them, in both languages.

All of it as storage and bot.values.spelling spell it: small letters, no accents. A star is any ending.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.values.spelling import Word, words
from storage.topics import Topic

NAMES: Final[Mapping[Topic, Mapping[str, str]]] = {
    Topic.CIVIL_PROTECTION: {"it": "protezione civile", "en": "civil protection"},
    Topic.ROADS: {"it": "strade e ZTL", "en": "roads and ZTL"},
    Topic.SCHOOL: {"it": "scuola", "en": "school"},
    Topic.WASTE: {"it": "rifiuti", "en": "waste"},
    Topic.CULTURE: {"it": "cultura", "en": "culture"},
    Topic.DEADLINES: {"it": "scadenze", "en": "deadlines"},
}
_CALLED: Final = {
    Topic.CIVIL_PROTECTION: "protezione|civile|meteo|maltempo|alluvion*|terremot*|incendi|neve|neva|nevicat*"
    "|piene|frane|civil|protection|weather|flood*|storm*|snow|earthquake*|wildfire*",
    Topic.ROADS: "strad*|viabilita|traffico|lavori|cantier*|ztl|road*|roadworks|works|traffic",
    Topic.SCHOOL: "scuol*|scolastic*|mensa|mense|asil*|school*|nurser*|kindergarten*",
    Topic.WASTE: "rifiuti|spazzatura|immondizi*|differenziata|raccolta|nettezza|waste|rubbish|garbage|trash"
    "|recycling|bins",
    Topic.CULTURE: "cultur*|event*|manifestazion*|festa|feste|festival*|concert*|mostre|spettacol*|teatr*"
    "|exhibition*|theatre|shows",
    Topic.DEADLINES: "scadenz*|deadline*",
}
# Words for alerts of whatever kind; alone they mean those of civil protection, which are called so.
_ALERTS: Final = "allert*|allarm*|alert*|emergenz*|emergenc*"
# A sign that all are meant; behind "non", nothing and nobody.
_ALL: Final = "tutt*|niente|nulla|all|everything|anything|nothing"
_NOTICES: Final = (
    "avvis*|notizi*|newsletter|comunicazion*|messagg*|notific*|sms|mail|notice*|news|message*|consens*|consent*"
    "|lista|list|iscrizion*|subscription*"
)
# Who says that nothing reaches them does not ask for less.
_NO: Final = (
    r"disiscri\w*|disattiv\w*|disabilit\w*|cancell\w*|togli\w*|tolg\w*|leva\w*|rimuov\w*|basta|stop|smett\w*"
    r"|revoc\w*|ritir\w*|rifiuto|rifiutare|niente|nessun\w*|annull\w*|^no\b|no$"
    r"|(?:non|nn) (?!ricevo|mi arriv|arriv|ho (?:mai )?ricevut)(?:\w+ ){0,8}?(?:piu|interess\w*)"
    r"|(?:non|nn) (?:mi )?(?:voglio|vorrei|desidero|mandat\w*|mandar\w*|inviat\w*|scriv\w*|acconsent\w*)"
    r"|unsubscri\w*|no more|no longer|opt out|refuse|remove|withdraw\w*|cancel\w*"
    r"|not? (?!get |receive )(?:\w+ ){0,8}?any ?(?:more|longer)"
    r"|(?:do not|don't) (?:want|send|write|text|tell)"
    r"|(?:turn|switch) (?:\w+ )?off|take (?:\w+ )?(?:back|off)"
)
_YES: Final = (
    r"iscriv(?:imi|ermi|etemi|eteci|erci|erti|o|a)|iscrizion\w*|abbon\w*|attiv(?:a|ami|ate|atemi|are|armi)"
    r"|avvis(?:a|ami|armi|ate|atemi|ateci|ato|ata)|mand(?:ami|atemi|ateci|ate|armi)|invia(?:temi|teci|mi)"
    r"|riceve\w*|voglio|vorrei|acconsent\w*|accett\w*|do il consenso|aggiung\w*|mett(?:etemi|ermi|imi|ete)"
    r"|inform(?:ami|atemi|armi|ato|ata)|segnal(?:ami|atemi)|tenetemi|^si\b|si$"
    r"|subscrib\w*|sign (?:me|us) up|notify|tell (?:me|us)|let (?:me|us) know|receive|get|accept|agree"
    r"|consent to|turn (?:\w+ )?on|put me on|add me|^yes\b|yes$|want"
)
_PLACE: Final = re.compile("citta|comune|zone|paese|city|town|zones|districts")  # "tutta la città" is a place
# Of these no more is needed to know that alerts are spoken of.
_SURE: Final = re.compile(
    r"\b(?:iscriv(?:imi|ermi|etemi|eteci|erci)|(?:mi|ci) iscriv\w+|disiscri\w+|unsubscri\w+"
    r"|subscribe (?:me|us))\b"
)
# "Avvisi sulla scuola": a topic is meant, and nothing said of whether it is wanted.
_ABOUT: Final = re.compile(
    r"(?<!\w)(?:(?:avvisi|allerte|notizie|comunicazioni|novita) su(?:l|ll|lla|llo|i|gli|lle)?"
    r"|(?:notices|alerts|news) (?:on|about))(?!\w)"
)
_NO_IN: Final = re.compile(rf"(?<![\w'])(?:{_NO})(?!\w)")
_YES_IN: Final = re.compile(rf"(?<![\w'])(?:{_YES})(?!\w)")


def _words(stems: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(stem).replace(r"\*", r"\w*") for stem in stems.split("|")))


_TOPICS: Final = {topic: _words(stems) for topic, stems in _CALLED.items()}
_ALERTS_IN, _ALL_IN, _NOTICES_IN = _words(_ALERTS), _words(_ALL), _words(_NOTICES)


# How a word begins that may be of alerts: a message without any is looked at no further.
_BEGIN: Final = tuple(
    {stem.rstrip("*") for stems in (*_CALLED.values(), _ALERTS, _ALL, _NOTICES) for stem in stems.split("|")}
    | {"iscri", "disiscri", "subscri", "unsubscri"}
)


def may_speak_of_alerts(key: str) -> bool:
    """Whether a plain text has a word that alerts are spoken of with; quick: each message is asked."""
    return any(word.startswith(_BEGIN) for word in key.replace("'", " ").split())


def topics_in(text: str) -> Iterator[tuple[frozenset[Topic], Word]]:
    """Walk the words that name topics, each with those that it names."""
    said = list(words(text))
    named = [
        (topic, word) for word in said for topic, called in _TOPICS.items() if called.fullmatch(word.plain)
    ]
    everything = [
        word
        for word, later in zip(said, [*said[2:], None, None], strict=False)
        if _ALL_IN.fullmatch(word.plain) and not (later and _PLACE.fullmatch(later.plain))
    ]
    if named:
        yield from ((frozenset({topic}), word) for topic, word in named)
    elif alerts := [word for word in said if _ALERTS_IN.fullmatch(word.plain)]:
        meant = frozenset(Topic) if everything else frozenset({Topic.CIVIL_PROTECTION})
        yield from ((meant, word) for word in (*everything, *alerts))
    else:
        yield from ((frozenset(Topic), word) for word in everything)


def wish_in(key: str) -> tuple[bool, int, int] | None:
    """Tell what a plain text wishes, and where; a no goes before every yes ("non voglio più ricevere")."""
    if match := _NO_IN.search(key):
        return False, *match.span()
    if match := _YES_IN.search(key):
        return True, *match.span()
    return None


def speaks_of_alerts(text: str, key: str) -> bool:
    """Whether a wish in this text is one about alerts: it names them, a topic, or a word for nothing else."""
    if _SURE.search(key) or any(True for _ in topics_in(text)):
        return True
    return any(_NOTICES_IN.fullmatch(word.plain) for word in words(text))


def names_alerts_about(key: str) -> bool:
    """Whether a plain text speaks of alerts about something, wanted or not."""
    return _ABOUT.search(key) is not None
