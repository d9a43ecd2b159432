"""`sportello pec`: certified mail, looked at from the command line."""

import asyncio
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Certified mail (PEC): inspect one, list what left, proofs.",
    no_args_is_help=True,
)


def _moment(text: str) -> datetime:
    """Read a day, which stands for its noon, or a moment; UTC where no zone is given."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text}: write it as 2026-11-23, or as 2026-11-23T09:30:00+01:00"
        ) from error
    if "T" not in text and ":" not in text:
        at = datetime.combine(at.date(), time(12))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@app.command()
def inspect(
    file: Annotated[
        Path,
        typer.Argument(help="A mail as it was received (.eml); - reads it from the input.", metavar="FILE"),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write it as JSON, for programs.")] = False,
    at: Annotated[
        datetime | None,
        typer.Option(
            help="The day on which the signer's certificate must have been valid; else the day of signing.",
            metavar="DATE",
            parser=_moment,
        ),
    ] = None,
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            help="Certificates of an authority to believe beside AgID CA1 (PEM or DER). May be repeated.",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Say what a certified mail is, who is certified as its sender, and whether its seal holds.

    Works on a mail of any provider, needs no database, sends and changes nothing. What the mail's headers
    say is never followed: the kind is the signed one. Exit code 1 if it cannot be read.
    """
    from channels.pec.envelope import Kind
    from sportello import inspection

    if str(file) == "-":
        envelope = inspection.inspect(sys.stdin.buffer, at, trust or [])
    else:
        with file.open("rb") as opened:
            envelope = inspection.inspect(opened, at, trust or [])
    typer.echo(inspection.as_json(envelope) if as_json else inspection.as_page(envelope))
    if envelope.kind is Kind.UNREADABLE:
        raise typer.Exit(1)


@app.command()
def sent(
    limit: Annotated[int, typer.Option(help="How many, the latest first.", min=1, metavar="NUMBER")] = 50,
) -> None:
    """List the certified mail that went out, with how far each got and how many receipts say so."""
    from sportello.proofs import show_sent

    asyncio.run(show_sent(limit))


@app.command()
def proofs(
    key: Annotated[str, typer.Argument(help="The key in the list of `sent`.", metavar="KEY")],
    folder: Annotated[
        Path, typer.Option("--to", help="Where to write them; must be new or empty.", metavar="FOLDER")
    ],
) -> None:
    """Write the receipts of a certified mail as they came (.eml), with their SHA-256 in SHA256SUMS.

    They hold citizens' data: only you may read them, and so it should stay.
    """
    from sportello.proofs import write_proofs

    asyncio.run(write_proofs(key, folder))
