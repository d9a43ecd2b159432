"""What the dialogue knows of the services: their forms, labels and keywords, as plain data."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.commands import NAMES, Commands
from bot.form import Options, slots
from bot.intents import Guess, Intents
from bot.labels import Labels
from bot.letters import Letters
from bot.passwords import Passwords
from bot.phrases import Phrases
from bot.service import Service
from bot.usual import ROOM, UsualReads, is_usual
from bot.values.spelling import plain
from bot.values.value import Option
from bot.words import COUNTER, Voice, Words

_FORMULAS = ("reply", "opening", "closing")  # of letters, as `letter-<formula>.words`


@dataclass(frozen=True)
class Desk:
    """Everything a step of the dialogue looks things up in; made once at start."""

    services: Mapping[str, Service]
    asking: Sequence[str]  # the services that ask for anything: data can be meant for these alone
    words: Words
    intents: Intents
    commands: Commands
    labels: Mapping[str, Labels]
    keywords: Mapping[str, str]  # plain keyword -> service
    tongues: Mapping[str, str]  # plain keyword -> the one language that has it
    letters: Letters
    puzzled: Phrases  # "non so", "boh": the citizen cannot answer
    mistaken: Phrases  # "ho sbagliato": an answer is to be corrected
    passwords: Passwords  # what nobody should write here
    _usual_guess: Callable[[str], Guess]
    also_on: Mapping[str, str] = field(default_factory=dict)  # a reserved word, or FILES -> service
    unlisted: frozenset[str] = frozenset()  # services that answer who asks, and stand in no menu
    staff: "Desk | None" = field(default=None, repr=False, compare=False)  # the same, with those of staff
    staff_words: Mapping[str, str] = field(default_factory=dict)  # plain keyword -> service of staff
    reads: UsualReads = field(default_factory=UsualReads, repr=False, compare=False)
    _fixed: dict[tuple[str, str], Options] = field(default_factory=dict, repr=False, compare=False)
    _worded: dict[tuple[str, str], tuple[Options, Options]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def build(
        cls, services: Iterable[Service], words: Words, intents: Intents, unlisted: Iterable[str] = ()
    ) -> "Desk":
        """Gather the words of every service, in every language; those of staff stand apart, in `staff`."""
        given = tuple(services)
        staffs = {service.name for service in given if service.staff}
        whole = cls._build(given, words, intents, (*unlisted, *staffs))
        if not staffs:
            return whole
        of_staff = {word: name for word, name in whole.keywords.items() if name in staffs}
        everybodys = cls._build([each for each in given if not each.staff], words, intents, unlisted)
        return replace(everybodys, staff=whole, staff_words=of_staff)

    @classmethod
    def _build(
        cls, services: Iterable[Service], words: Words, intents: Intents, unlisted: Iterable[str]
    ) -> "Desk":
        known = {service.name: service for service in services}
        return cls(
            known,
            tuple(
                name
                for name, service in known.items()
                if not service.staff and any(True for _ in slots(service.form))
            ),
            words,
            intents,
            Commands({name: words.terms(COUNTER, f"command-{name}.words") for name in NAMES}),
            {
                name: Labels(
                    {slot.name: words.terms(name, f"slot-{slot.name}.labels") for slot in slots(service.form)}
                )
                for name, service in known.items()
            },
            {plain(word): name for name in known for word in words.terms(name, "keywords")},
            _tongues(known, words),
            Letters(*(words.terms(COUNTER, f"letter-{part}.words") for part in _FORMULAS)),
            Phrases(words.terms(COUNTER, "explain.words")),
            Phrases(words.terms(COUNTER, "repair.words")),
            Passwords(*(words.terms(COUNTER, f"password.{part}") for part in ("words", "is", "states"))),
            lru_cache(maxsize=ROOM)(intents.read),
            {service.also_on: name for name, service in known.items() if service.also_on},
            frozenset(unlisted),
        )

    @property
    def listed(self) -> Sequence[str]:
        """The services that stand in menus, in their order."""
        return [name for name in self.services if name not in self.unlisted]

    @property
    def groups(self) -> Mapping[str, Sequence[str]]:
        """The listed services by group, the groups in the order of their first services."""
        gathered: dict[str, list[str]] = {}
        for name in self.listed:
            gathered.setdefault(self.services[name].group, []).append(name)
        return gathered

    def guess(self, text: str) -> Guess:
        """Guess what a text wishes for."""
        return self._usual_guess(text) if is_usual(text) else self.intents.read(text)

    def options(self, service: str, voice: Voice, given: Options) -> Options:
        """Word the options of each choice of a service; the same object as long as `given` is the same."""
        key = (service, voice.language)
        before, worded = self._worded.get(key, (None, {}))
        if before is not given:
            worded = {**self._fixed_options(service, voice), **given}
            self._worded[key] = given, worded
        return worded

    def _fixed_options(self, service: str, voice: Voice) -> Options:
        """Word the options that never change, those of the enums of a form."""
        key = (service, voice.language)
        if key not in self._fixed:
            self._fixed[key] = {
                slot.name: tuple(self._option(service, slot.name, one.name, voice) for one in slot.choices)
                for slot in slots(self.services[service].form)
                if slot.choices is not None
            }
        return self._fixed[key]

    def _option(self, service: str, slot: str, key: str, voice: Voice) -> Option:
        name = f"option-{slot}-{key}"
        return Option(key, voice.say(service, name), self.words.terms(service, f"{name}.aliases"))


def _tongues(services: Iterable[str], words: Words) -> Mapping[str, str]:
    """Tell which language a keyword is written in, where only one has it."""
    spoken: dict[str, set[str]] = {}
    for language in words.languages:
        for service in services:
            for word in words.catalogues[service, language].text("keywords", {}).split(","):
                spoken.setdefault(plain(word), set()).add(language)
    return {word: min(languages) for word, languages in spoken.items() if len(languages) == 1}
