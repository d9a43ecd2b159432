"""`sportello ztl`: permits for restricted traffic zones, and what the gates are told of them."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Permits for restricted zones, and what gates know.",
    no_args_is_help=True,
)

By = Annotated[str | None, typer.Option(help="Who does it. Unset: the account that types.", metavar="NAME")]
Number = Annotated[str, typer.Argument(help="The number, such as 2026/000012.")]
Out = Annotated[
    Path | None, typer.Option(help="Where to write it; must be a new file.", metavar="FILE", dir_okay=False)
]


@app.command(name="list")
def show_list(
    plate: Annotated[str, typer.Option(help="Those of a plate alone.", metavar="PLATE")] = "",
    most: Annotated[int, typer.Option(help="How many, the newest first.", min=1, max=1000)] = 50,
) -> None:
    """List permits, the newest first: number, kind, zone, last day and where each stands; no names."""
    from sportello.ztl_office import list_all

    asyncio.run(list_all(plate, most))


@app.command()
def show(number: Number, by: By = None) -> None:
    """Show a permit in full: whose, which plates, what became of it. That you looked is noted."""
    from sportello.ztl_office import show_one

    asyncio.run(show_one(number, by))


@app.command()
def revoke(
    number: Number,
    reason: Annotated[
        str, typer.Option(help="Why, in quotation marks: its citizen may read it.", metavar="TEXT")
    ],
    by: By = None,
) -> None:
    """Revoke a permit for good; the gates are told in the same moment."""
    from sportello.ztl_office import revoke_one

    asyncio.run(revoke_one(number, reason, by))


@app.command()
def check(
    plate: Annotated[str, typer.Argument(help="The plate, however it is spaced.", metavar="PLATE")],
    zone: Annotated[str, typer.Option(help="A zone.", metavar="ZONE")] = "",
) -> None:
    """Say where a plate may pass today. Exit code 1 if nowhere (or not in the zone that is named)."""
    from sportello.ztl_office import check_plate

    if not asyncio.run(check_plate(plate, zone)):
        raise typer.Exit(1)


@app.command()
def whitelist(out: Out = None) -> None:
    """Write the whole list of the gates as CSV; the last change that it holds is said at the end."""
    from sportello.ztl_office import write_whitelist

    asyncio.run(write_whitelist(out))


@app.command()
def changes(
    after: Annotated[int, typer.Option(help="Those after this number.", min=0, metavar="NUMBER")] = 0,
) -> None:
    """Print every change of the list in its order, a JSON object a line."""
    from sportello.ztl_office import print_changes

    asyncio.run(print_changes(after))


@app.command()
def rules(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A table to look at before it is set.", metavar="FILE", exists=True, dir_okay=False
        ),
    ] = None,
) -> None:
    """Show the rule table that holds here: kind by kind what is offered, who decides, what it costs."""
    from sportello.ztl_rules import show_rules

    show_rules(file)
