"""What came of a script that was played."""

from dataclasses import dataclass, field

from sportello.transcripts.script import Scene, Step


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that was answered otherwise than expected."""

    scene: Scene
    step: Step
    message: str

    def __str__(self) -> str:
        scene = f"{self.scene.channel} as {self.scene.person}: {self.scene.title}"
        return f"{scene}\n  line {self.step.line}: {self.message}"


@dataclass
class Played:
    """What came of a script: the answers as lines, by scene and step, and what went wrong."""

    answers: list[list[list[str]]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
