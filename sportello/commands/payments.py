"""`sportello payments`: what was issued, what came in, and whether they match."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Payments by pagoPA: reconcile, look up, take away the proof.", no_args_is_help=True)

_DAY = "2026-11-30, 30/11/2026, yesterday or today."


@app.command()
def report(
    first: Annotated[str, typer.Option("--from", help=f"The first day: {_DAY}", metavar="DATE")],
    last: Annotated[str, typer.Option("--to", help="The last day, included.", metavar="DATE")] = "today",
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--csv", help="Write every notice and receipt into a sheet, too.", metavar="FILE", dir_okay=False
        ),
    ] = None,
) -> None:
    """Count the notices issued between two days and the receipts that came, by service and option.

    Issued is the sum of open, paid, expired and annulled, as they stand now. Payments and euro are those of
    the receipts that came in these days. Then follow the receipts that match nothing, one by one, and those
    that somebody who asked has not been told of.
    """
    from sportello.payments_report import show_report

    show_report(first, last, sheet)


@app.command()
def show(
    nav: Annotated[str, typer.Argument(help="The eighteen digits of the notice.", metavar="NUMBER")],
) -> None:
    """Read one notice: what it asks, its receipts, who was told."""
    from sportello.payments_shown import show as run

    asyncio.run(run(nav))


@app.command()
def receipt(
    receipt_id: Annotated[str, typer.Argument(help="The id of the receipt.", metavar="RECEIPT")],
    original: Annotated[
        Path, typer.Option(help="Where to write it; must be a new file.", metavar="FILE", dir_okay=False)
    ],
) -> None:
    """Write a receipt as it came, byte for byte, and print its SHA-256: the proof of a payment.

    It holds the payer's data: only you may read the file, and so it should stay.
    """
    from sportello.payments_shown import write_original

    asyncio.run(write_original(receipt_id, original))
