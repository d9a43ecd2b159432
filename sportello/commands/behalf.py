"""`sportello behalf` and `sportello contacts`: who may act for whom, and conversations that are locked."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

app = typer.Typer(help="Who may act for whom: mandates seen at the counter.", no_args_is_help=True)
contacts = typer.Typer(help="Conversations of a citizen: locked, and their PIN.", no_args_is_help=True)

By = Annotated[str | None, typer.Option(help="Who does it. Unset: the account that types.", metavar="NAME")]
Code = Annotated[str, typer.Argument(help="The fiscal code of who acts.", metavar="FISCAL_CODE")]
Citizen = Annotated[str, typer.Argument(help="The citizen's fiscal code.", metavar="FISCAL_CODE")]
For = Annotated[
    str, typer.Option("--for", help="The fiscal code of who is acted for.", metavar="FISCAL_CODE")
]


@app.command(name="list")
def show_list() -> None:
    """List the latest mandates, without names."""
    from sportello.behalf_at_desk import show_mandates

    asyncio.run(show_mandates())


@app.command()
def add(
    agent: Code,
    *,
    principal: For,
    until: Annotated[datetime, typer.Option(help="The last day.", formats=["%Y-%m-%d"])],
    evidence: Annotated[
        str, typer.Option(help="The reference of the scan or the register; nobody's name.", metavar="TEXT")
    ],
    kind: Annotated[str, typer.Option(help="delegate or guardian.", metavar="KIND")] = "delegate",
    by: By = None,
) -> None:
    """Write down a mandate whose paper you have seen: it counts at once. Both must be known here."""
    from sportello.behalf_at_desk import add_mandate

    asyncio.run(add_mandate(agent, principal, kind, until.date(), evidence, by))


@app.command()
def act(
    operator: Code,
    principal: For,
    reason: Annotated[str, typer.Option(help="Why, without names.", metavar="TEXT")],
    by: By = None,
) -> None:
    """Act for the citizen in front of you, from your own conversation, for half an hour."""
    from sportello.behalf_at_desk import act_in_front

    asyncio.run(act_in_front(operator, principal, reason, by))


@app.command()
def revoke(
    mandate: Annotated[str, typer.Argument(help="As `list` shows it.", metavar="MANDATE")], by: By = None
) -> None:
    """End a mandate at once."""
    from sportello.behalf_at_desk import revoke as run

    asyncio.run(run(mandate, by))


@contacts.command()
def lock(fiscal_code: Citizen, by: By = None) -> None:
    """Lock all conversations of a citizen who has lost a telephone; a new login links each again."""
    from sportello.behalf_at_desk import lock_contacts

    asyncio.run(lock_contacts(fiscal_code, by))


@contacts.command()
def forget_pin(fiscal_code: Citizen, by: By = None) -> None:
    """Take away the PIN of a citizen who has forgotten it, after you have checked the document."""
    from sportello.behalf_at_desk import drop_pin

    asyncio.run(drop_pin(fiscal_code, by))
