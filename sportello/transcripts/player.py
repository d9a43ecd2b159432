"""Plays a script on a stage and compares what is answered with what was expected."""

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

from bot.errors import BadRequest
from bot.message import Button, Part
from bot.values.spelling import plain
from sportello.transcripts.fuse import Broken
from sportello.transcripts.handed import HANDED
from sportello.transcripts.office import answer_as_staff, revoke_as_staff
from sportello.transcripts.pagopa import AWAY
from sportello.transcripts.played import Failure, Played
from sportello.transcripts.script import Scene, Script, Step, read_moment
from sportello.transcripts.stage import Stage

_PAY_LINK = re.compile(r"https?://\S+/pay/([0-9A-Za-z_-]+)")
_WANTED = (Broken.__name__, AWAY)  # troubles that a script has made
_PIN_LINK = re.compile(r"https?://\S+/pin/([0-9A-Za-z_-]+)")
_LOGIN_LINK = re.compile(r"https?://\S+/accedi/([0-9A-Za-z_-]+)")
# What people do about who they are, and what must be told of it.
_AT_LINKS = {
    "login": "PERSON PROOF",
    "open": "PERSON",
    "fail": "PERSON",
    "refuse": "PERSON",
    "bind": "CHANNEL PERSON PROOF",
    "pec": "PERSON",
    "pin": "DIGITS",
    "domicile": "FISCAL_CODE",
}
_LOGIN, _BIND = 2, 3
_ELSEWHERE = "{}@elsewhere.example.org"  # another conversation of somebody's
_SWITCHES = {"pagopa down": True, "pagopa up": False}  # whether pagoPA is away
_INAD = {"inad down": True, "inad up": False}
_REGISTER = {"register down": True, "register up": False}  # whether that of the population is away
_PERMITS = "permits"  # those of another system are taken in
_STAFF = "staff "  # a person of the office writes in the conversation
_REQUEST = "request "  # a person of the office does something with the request told of last
_REVOKE = "revoke "  # a person of the office takes a certificate back, by its number
_PLAIN = ("pay", "break", _PERMITS, "staff", "request", "revoke")
_CREDENTIALS = {"credentials on": True, "credentials off": False}  # what the municipality has decided


async def play(script: Script, stage: Stage) -> Played:
    """Play every scene in order, each as a citizen never seen before."""
    played = Played()
    for number, scene in enumerate(script.scenes, 1):
        performance = _Performance(stage, scene, f"{scene.person}-{number}", script.path.parent)
        answers = []
        for step in scene.steps:
            lines, wrong = await performance.take(step)
            answers.append(lines)
            played.failures += [Failure(scene, step, message) for message in wrong]
        played.answers.append(answers)
    return played


class _Performance:
    """One scene being played."""

    def __init__(self, stage: Stage, scene: Scene, sender: str, folder: Path) -> None:
        network = stage.channel(scene.channel)
        if network is None:
            known = ", ".join(sorted(stage.networks))
            raise BadRequest(f"line {scene.line}: no channel {scene.channel!r}; there are {known}")
        self._stage = stage
        self._channel = network.name
        self._sender = sender
        self._way = network.way
        self._to = network.way.address(sender)
        self._folder = folder
        self._history: list[Part] = []  # everything answered in this scene
        self._unchecked: list[Part] = []  # answered to steps that expected nothing

    async def take(self, step: Step) -> tuple[list[str], list[str]]:
        parts = list(await self._act(step))
        mine = [part for part in parts if part.to == self._to]
        self._history += mine
        self._stage.hands.take(mine)
        await self._stage.office.hear(mine)
        wrong = self._compare(step, mine)
        self._unchecked = [] if step.exact or step.contains else [*self._unchecked, *mine]
        return self._lines(mine), [*wrong, *self._troubles()]

    def _troubles(self) -> list[str]:
        """Tell of what went wrong inside, unless it was wanted."""
        troubles, self._stage.report.troubles = self._stage.report.troubles, []
        return [trouble for trouble in troubles if not any(wanted in trouble for wanted in _WANTED)]

    async def _act(self, step: Step) -> Sequence[Part]:
        if step.mark == "@":
            self._stage.clock.now = read_moment(step.text, self._stage.counter.settings.city.zone)
            return await self._stage.answers(self._channel)
        if step.mark == "!":
            return await self._outside(step)
        text = self._stage.office.named_in(step.text.replace(" \\ ", "\n"))
        if match := re.fullmatch(r"\[(.+)\]", text):
            return await self._tap(match[1], step)
        if match := HANDED.fullmatch(text):
            file = self._stage.hands.file(self._folder, match)
            return await self._stage.write(self._channel, self._sender, match["text"] or "", files=(file,))
        return await self._stage.write(self._channel, self._sender, text)

    async def _outside(self, step: Step) -> Sequence[Part]:
        said = step.text.strip()
        if said == "break":
            self._stage.fuse.blow()
            return []
        if said in _SWITCHES:
            await self._stage.switch(away=_SWITCHES[said])
            return await self._stage.answers(self._channel)
        if said == _PERMITS or said in _INAD or said in _CREDENTIALS or said in _REGISTER:
            await self._decide(said)
            return []
        if said.startswith((_STAFF, _REQUEST, _REVOKE)):
            await self._at_the_office(said, step.line)
            return await self._stage.answers(self._channel)
        if said.partition(" ")[0] in _AT_LINKS:
            await self._at_link(*said.split(), line=step.line)
            return await self._stage.answers(self._channel)
        if said != "pay":
            known = (*_PLAIN, *_SWITCHES, *_INAD, *_REGISTER, *_CREDENTIALS, *_AT_LINKS)
            outside = ", ".join(f"! {each}" for each in known)
            raise BadRequest(f"line {step.line}: what can happen outside is: {outside}")
        links = [match[1] for part in self._history for match in _PAY_LINK.finditer(part.text)]
        if not links:
            raise BadRequest(f"line {step.line}: no payment link was given in this scene")
        await self._stage.pay(links[-1])
        return await self._stage.answers(self._channel)

    async def _at_the_office(self, said: str, line: int) -> None:
        """Do what a person of the office does."""
        if said.startswith(_REQUEST):
            await self._stage.office.act(said.removeprefix(_REQUEST), line)
            return
        if said.startswith(_REVOKE):
            await revoke_as_staff(self._stage.counter.certification, said.removeprefix(_REVOKE), line)
            return
        lane = f"{self._channel}:{self._to}"
        await answer_as_staff(self._stage.counter.database, lane, said.removeprefix(_STAFF), line)

    async def _decide(self, said: str) -> None:
        """Change what is true outside of the counter, from now on and for every scene."""
        if said == _PERMITS:
            await self._stage.permits(self._folder / "permits.csv")
        elif said in _INAD:
            self._stage.credentials.turn(away=_INAD[said])
        elif said in _REGISTER:
            self._stage.residents.away = _REGISTER[said]
        else:
            self._stage.credentials.offer(offered=_CREDENTIALS[said])

    async def _at_link(self, what: str, *told: str, line: int) -> None:
        """Do what a person does behind the newest link to log in; nothing is said where it does not open."""
        citizens = self._stage.citizens
        if what == "login" and len(told) == _LOGIN:
            await citizens.log_in(self._login_link(line), *told)
        elif what == "bind" and len(told) == _BIND:
            channel, person, proof = told
            await citizens.bind(f"{channel}:{_ELSEWHERE.format(person)}", person, proof)
        elif what == "refuse" and len(told) == 1:
            if await citizens.refuse(self._login_link(line), *told):
                await self._stage.refuse(self._channel, self._to)
        elif what in ("open", "fail") and len(told) == 1:
            act = citizens.open if what == "open" else citizens.fail
            await act(self._login_link(line), *told)
        elif what == "pin" and len(told) == 1:
            await citizens.type_pin(self._newest(_PIN_LINK, "to type a PIN", line), *told)
        elif what == "pec" and len(told) == 1:
            await citizens.register_pec(*told, self._to)
        elif what == "domicile" and len(told) == 1:
            self._stage.credentials.elect(*told, self._to)
        else:
            known = ", ".join(f"! {each} {rest}" for each, rest in _AT_LINKS.items())
            raise BadRequest(f"line {line}: what is told of who people are is: {known}")

    def _login_link(self, line: int) -> str:
        return self._newest(_LOGIN_LINK, "to log in", line)

    def _newest(self, links: re.Pattern[str], what: str, line: int) -> str:
        found = [match[1] for part in self._history for match in links.finditer(part.text)]
        if not found:
            raise BadRequest(f"line {line}: no link {what} was given in this scene")
        return found[-1]

    async def _tap(self, label: str, step: Step) -> Sequence[Part]:
        button = self._button(label)
        if button is None:
            raise BadRequest(f"line {step.line}: no button {label!r} was shown in this scene")
        return await self._stage.write(self._channel, self._sender, tap=button.token)

    def _button(self, label: str) -> Button | None:
        shown = [button for part in reversed(self._history) for button in part.buttons]
        return next((button for button in shown if plain(button.label) == plain(label)), None)

    def _compare(self, step: Step, parts: Sequence[Part]) -> list[str]:
        lines = self._lines(parts)
        wrong = []
        if step.exact and [line.rstrip() for line in step.exact] != [line.rstrip() for line in lines]:
            wrong.append("another answer\n" + _diff(step.exact, lines))
        texts = ["\n".join(self._lines([part])) for part in (*self._unchecked, *parts)]
        wrong += [
            f"no answer contains {fragment!r}\n" + _quote(texts)
            for fragment in step.contains
            if not any(_holds(text, fragment) for text in texts)
        ]
        wrong += [
            f"an answer contains {fragment!r}\n" + _quote(texts)
            for fragment in step.lacks
            if any(_holds(text, fragment) for text in texts)
        ]
        return wrong

    def _lines(self, parts: Sequence[Part]) -> list[str]:
        """Write answers as a transcript does: the subject, the text, the buttons, the name of a file."""
        lines: list[str] = []
        for part in parts:
            lines += filter(None, [self._way.heading(part)])
            lines += part.text.split("\n") if part.text else []
            if part.buttons:
                lines.append(" ".join(f"[{button.label}]" for button in part.buttons))
            lines += [f"+{file.name}" for file in part.files]
        return lines


def _holds(text: str, fragment: str) -> bool:
    return fragment in text or " ".join(fragment.split()) in " ".join(text.split())


def _diff(expected: Sequence[str], given: Sequence[str]) -> str:
    lines = difflib.ndiff([line.rstrip() for line in expected], [line.rstrip() for line in given])
    return "\n".join(f"    {line.rstrip()}" for line in lines)


def _quote(texts: Sequence[str]) -> str:
    return "\n".join(f"    | {line}" for text in texts or ["(no answer)"] for line in text.split("\n"))
