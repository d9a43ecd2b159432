"""`sportello broadcast`: alerts to many, written by one and let go by another."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from sportello.commands import broadcast_files

app = typer.Typer(help="Alerts to many: write, let go, watch, stop.", no_args_is_help=True)

app.add_typer(broadcast_files.app)  # without a name: its commands are of this one

Code = Annotated[str, typer.Argument(help="The code of the broadcast, such as 2026-0007.", metavar="CODE")]
By = Annotated[
    str | None,
    typer.Option(help="Who of the staff does it. Unset: the account that types.", metavar="NAME"),
]
Written = Annotated[
    Path,
    typer.Argument(
        help="A broadcast as `form` shows it; - for what is piped in.",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        allow_dash=True,
    ),
]
Why = Annotated[str, typer.Option("--reason", help="Why, in quotation marks.", metavar="TEXT")]


@app.command()
def form() -> None:
    """Print a broadcast to fill in.

    `sportello broadcast form > alert.toml`, then `new alert.toml`.
    """
    from sportello.broadcast_file import FORM

    typer.echo(FORM, nl=False)


@app.command()
def new(file: Written, by: By = None) -> None:
    """Make a draft of a file.

    What is wrong with it is told all at once, each with its place; then nothing is made.
    """
    from sportello.broadcast_worked import make

    asyncio.run(make(file, by))


@app.command()
def edit(code: Code, file: Written, by: By = None) -> None:
    """Write one that has not begun anew.

    It is a draft again, and approved by nobody.
    """
    from sportello.broadcast_worked import edit as edit_one

    asyncio.run(edit_one(code, file, by))


@app.command(name="list")
def show_list(
    state: Annotated[
        str | None, typer.Option(help="Only those so far: draft, submitted, running ...", metavar="STATE")
    ] = None,
) -> None:
    """List broadcasts, the newest first."""
    from sportello.broadcast_shown import show_all

    asyncio.run(show_all(state))


@app.command()
def show(code: Code) -> None:
    """Read one: words, audience, who agreed to it, what happened."""
    from sportello.broadcast_shown import show_one

    asyncio.run(show_one(code))


@app.command()
def preview(
    code: Code,
    readers: Annotated[
        int, typer.Option(help="How many real readers to show it to you as.", min=0, max=50, metavar="N")
    ] = 4,
) -> None:
    """Say how many people it reaches and what it costs.

    What makes its texts dear by SMS, and what some real readers would get.
    """
    from sportello.broadcast_shown import preview as preview_one

    asyncio.run(preview_one(code, readers))


@app.command(name="test")
def try_out(code: Code, by: By = None) -> None:
    """Send one to yourself, and to nobody else.

    In each of its languages, in the conversations that you have linked at the desk.
    """
    from sportello.broadcast_worked import send_test

    asyncio.run(send_test(code, by))


@app.command()
def submit(code: Code, by: By = None) -> None:
    """Put a draft before whoever approves it.

    With the number of people and the price, counted now.
    """
    from sportello.broadcast_worked import submit as submit_one

    asyncio.run(submit_one(code, by))


@app.command()
def approve(
    code: Code,
    people: Annotated[
        int | None, typer.Option(help="About how many people it reaches: you know.", min=0, metavar="N")
    ] = None,
    by: By = None,
) -> None:
    """Let one go that somebody else has submitted.

    It leaves when it is time.
    Without --people it is only said how many people it reaches. Above the budget it takes two.
    """
    from sportello.broadcast_worked import approve as approve_one

    asyncio.run(approve_one(code, people, by))


@app.command()
def reject(code: Code, reason: Why, by: By = None) -> None:
    """Give one back to its writer."""
    from sportello.broadcast_worked import reject as reject_one

    asyncio.run(reject_one(code, reason, by))


@app.command()
def release(code: Code, reason: Why, by: By = None) -> None:
    """Let an emergency go alone, at once.

    Why is kept, and somebody else has to review it later.
    """
    from sportello.broadcast_worked import release as release_one

    asyncio.run(release_one(code, reason, by))


@app.command()
def review(code: Code, reason: Why = "", by: By = None) -> None:
    """Note that you have looked at what somebody let go alone."""
    from sportello.broadcast_worked import review as review_one

    asyncio.run(review_one(code, reason, by))


@app.command()
def pause(code: Code, reason: Why = "", by: By = None) -> None:
    """Let no more of it leave; what is on its way arrives."""
    from sportello.broadcast_worked import pause as pause_one

    asyncio.run(pause_one(code, reason, by))


@app.command()
def resume(code: Code, by: By = None) -> None:
    """Let one go on exactly where it was."""
    from sportello.broadcast_worked import resume as resume_one

    asyncio.run(resume_one(code, by))


@app.command()
def cancel(code: Code, reason: Why = "", by: By = None) -> None:
    """Put an end to one, however far it is."""
    from sportello.broadcast_worked import cancel as cancel_one

    asyncio.run(cancel_one(code, reason, by))


@app.command()
def correct(code: Code, by: By = None) -> None:
    """Make a draft for exactly those whom one has reached.

    That one goes on no more.
    """
    from sportello.broadcast_worked import correct as correct_one

    asyncio.run(correct_one(code, by))


@app.command()
def watch(
    code: Code,
    every: Annotated[
        float, typer.Option(help="Seconds between two looks.", min=0.2, max=60.0, metavar="SECONDS")
    ] = 1.0,
) -> None:
    """Watch one leave, until it is over.

    Queued, sent, delivered, failed and why, rate, time left, money. Ctrl-C ends the looking alone.
    """
    import contextlib

    from sportello.broadcast_watch import watch as watch_one

    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C ends the looking, and nothing else
        asyncio.run(watch_one(code, every))
