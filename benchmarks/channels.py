"""What the channels add to the clients that they stand on: Telegram and e-mail, out and in.

Every side of a round talks to the same little servers, which run in processes of their own and take all.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from collections import defaultdict

from benchmarks.answering import answered_rate, learn
from benchmarks.channel_servers import serving
from benchmarks.figures import middle, ratio, tell
from benchmarks.mailbox import bare_rate, read_rate
from benchmarks.sendings import CHATS, LINES, SMTP, TELEGRAM, Pace, pace

_OLD = (1_000, 10_000, 100_000)  # mails that lie in the mailbox already
_NEVER = 1_000_000_000  # mails after which a server prints, where nobody listens

Rounds = dict[str, list[Pace]]


def main() -> None:
    """Run it all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a moment, to see that it works")
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args()
    quick = chosen.quick
    rounds = 1 if quick else chosen.rounds
    seconds, mails, answered = (0.2, 100, 20) if quick else (2.0, 4_000, 2_000)
    paces: Rounds = defaultdict(list)
    for number in range(rounds):
        _sendings(paces, seconds)
        paces["imap"].append(read_rate(mails))
        paces["imap_bare"].append(bare_rate(mails))
        told = ", ".join(f"{name} {found[-1].per_s:,.0f}/s" for name, found in paces.items())
        print(f"round {number + 1}: {told}", flush=True)
    answering = asyncio.run(_answering(rounds, answered))
    old, new = ((100, 1_000), 20) if quick else (_OLD, 500)
    tell({**_figures(paces), **answering, "mailbox": {each: _mailbox(each, new) for each in old}})


def _sendings(paces: Rounds, seconds: float) -> None:
    with serving("telegram") as peer:
        for name, side in TELEGRAM.items():
            paces[name].append(asyncio.run(pace(side, peer.port, CHATS, seconds)))
    with serving("smtp", _NEVER) as peer:
        for name, side in SMTP.items():
            paces[name].append(asyncio.run(pace(side, peer.port, LINES, seconds)))


async def _answering(rounds: int, mails: int) -> dict[str, float]:
    desk = await learn()
    rates = []
    for number in range(rounds):
        rates.append(await answered_rate(mails, desk))
        print(f"round {number + 1}: mails answered {rates[-1]:,.0f}/s", flush=True)
    return {"mails_answered_per_s": middle(rates)}


def _mailbox(old: int, new: int) -> object:
    """Look at a mailbox in a process that has done nothing yet."""
    ran = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "benchmarks.mailbox", str(old), str(new)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    print(f"{old:,} old mails: {ran.stdout.strip()}", flush=True)
    return json.loads(ran.stdout)


def _figures(paces: Rounds) -> dict[str, float]:
    figures = {}
    for name, found in paces.items():
        figures[f"{name}_per_s"] = middle([each.per_s for each in found])
        figures[f"{name}_cpu_ms"] = middle([each.cpu_ms for each in found])
    for name in ("telegram", "smtp", "imap"):
        ours, bare = paces[name], paces[f"{name}_bare"]
        figures[f"{name}_ratio"] = ratio([each.per_s for each in ours], [each.per_s for each in bare])
        figures[f"{name}_cpu_ratio"] = ratio([each.cpu_ms for each in ours], [each.cpu_ms for each in bare])
    return figures


if __name__ == "__main__":
    main()
