"""`sportello keys`: the keys that citizens' data is sealed with."""

import asyncio

import typer

app = typer.Typer(help="The keys that citizens' data is sealed with: change them.", no_args_is_help=True)


@app.callback()
def keys() -> None:
    """Keep the group, as long as it has one command."""


@app.command()
def rotate() -> None:
    """Seal all citizens' data anew with the newest key, so that the older ones are needed no more.

    With a key file a new key is drawn, and the older ones leave the file in the end; the counter must not be
    running. With keys in the settings, first put a new one before the old one and start every counter anew.
    Stopped anywhere, it goes on where it was when it is run again.
    """
    from sportello.keys import rotate_keys

    typer.echo(asyncio.run(rotate_keys()))
