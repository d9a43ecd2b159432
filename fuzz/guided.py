"""Led by coverage: `python -m fuzz.guided -runs=N` lets atheris (libFuzzer) choose what to spoil further.

Its own mutations take turns with ours, which know where a mail breaks. libFuzzer's options hold: -timeout,
-rss_limit_mb, -artifact_prefix, a folder to keep what it found in.
"""

import sys
from random import Random

import atheris

with atheris.instrument_imports(include=["channels.pec", "channels.mail"], enable_loader_override=False):
    from fuzz.mutations import spoil
    from fuzz.seeds import mails, papers
    from fuzz.targets import read_mail, read_papers


def read(data: bytes) -> None:
    """Read one input; it begins as a mail does, or it is XML."""
    if data.lstrip()[:1] == b"<":
        read_papers(data)
    else:
        read_mail(data)


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Spoil in our way, in libFuzzer's, or begin anew from a right one."""
    random = Random(seed)
    seeds = (*mails(), *papers())
    if random.random() < 0.4:  # noqa: PLR2004 - in a good part of the inputs
        return bytes(atheris.Mutate(data, most))[:most]
    begun = data if random.random() < 0.8 and data else random.choice(seeds)  # noqa: PLR2004 - mostly further
    return spoil(begun, random, random.choice(seeds))[:most]


def main() -> None:
    """Hand over to libFuzzer, which ends the process."""
    atheris.Setup(sys.argv, read, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
