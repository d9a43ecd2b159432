"""`sportello certificate`: certificates at the desk: issued, checked, revoked, listed."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Certificates: issue, verify, revoke, list, show.", no_args_is_help=True)

By = Annotated[str | None, typer.Option(help="Who does it. Unset: the account that types.", metavar="NAME")]
Number = Annotated[str, typer.Argument(help="The number, such as 12/2026, or the verification code.")]


@app.command()
def issue(  # noqa: PLR0913 - what an order has, one option each
    fiscal_code: Annotated[str, typer.Argument(help="Whom it is about.", metavar="FISCAL_CODE")],
    kind: Annotated[
        str, typer.Argument(help="Its kind: residence, family, past-residence, ... or ANPR's number of it.")
    ],
    reason: Annotated[str, typer.Option(help="For whom and why it is issued here.", metavar="TEXT")],
    out: Annotated[
        Path, typer.Option(help="Where to write the PDF; must be a new file.", metavar="FILE", dir_okay=False)
    ],
    *,
    use: Annotated[
        str, typer.Option(help="private, abroad, court or immigration.", metavar="USE")
    ] = "private",
    exemption: Annotated[
        int, typer.Option(help="The code of the exemption from stamp duty (1-10, 99); 0: paid.")
    ] = 0,
    exemption_text: Annotated[str, typer.Option(help="The declared reason, for 99.", metavar="TEXT")] = "",
    paid_cents: Annotated[int, typer.Option(help="The stamp duty that was paid, in cents.")] = 0,
    receipt: Annotated[str, typer.Option(help="The receipt of that payment.", metavar="ID")] = "",
    as_of: Annotated[
        datetime | None, typer.Option(help="For kinds of the past: the day.", formats=["%Y-%m-%d"])
    ] = None,
    by: By = None,
) -> None:
    """Issue a certificate to somebody at the desk, also of the kinds that are had nowhere else.

    It is noted with your name and the reason where the citizen can read it.
    """
    from sportello.certificates_at_desk import Asked, issue_one

    asked = Asked(
        fiscal_code, kind, reason, use, exemption, exemption_text, paid_cents, receipt, as_of and as_of.date()
    )
    asyncio.run(issue_one(asked, out, by))


@app.command()
def verify(
    what: Annotated[
        str, typer.Argument(help="A verification code, or the path of a PDF.", metavar="CODE|FILE")
    ],
) -> None:
    """Say what a code or a file is worth. Exit code 1 unless it is genuine and valid today."""
    from sportello.certificates_shown import verify_one

    if not asyncio.run(verify_one(what)):
        raise typer.Exit(1)


@app.command()
def revoke(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why, in quotation marks.", metavar="TEXT")],
    by: By = None,
) -> None:
    """Revoke a certificate for good: whoever checks it is told so, but not why."""
    from sportello.certificates_at_desk import revoke_one

    asyncio.run(revoke_one(number, reason, by))


@app.command(name="list")
def show_list(
    fiscal_code: Annotated[
        str, typer.Option("--of", help="Those about somebody alone.", metavar="FISCAL_CODE")
    ] = "",
    most: Annotated[int, typer.Option(help="How many, the newest first.", min=1, max=1000)] = 50,
) -> None:
    """List certificates, the newest first; numbers that were never used are there as annulled."""
    from sportello.certificates_shown import list_all

    asyncio.run(list_all(fiscal_code, most))


@app.command()
def show(
    number: Number,
    out: Annotated[
        Path | None, typer.Option(help="Where to write its PDF; a new file.", metavar="FILE", dir_okay=False)
    ] = None,
    by: By = None,
) -> None:
    """Show a certificate: who asked, for what use, where it was sent. That you looked is noted."""
    from sportello.certificates_shown import show_one

    asyncio.run(show_one(number, out, by))
