"""A process that issues one certificate and dies at a commit.

`python -m tests.certifying.child <database> <kind of write>:<before|after>`
"""

import asyncio
import os
import sys

from storage.database import open_database
from tests.certifying.office import open_office, order
from tests.clock import Ticker


async def issue(url: str, dies: str) -> None:
    def observe(name: str, when: str) -> None:
        if f"{name}:{when}" == dies:
            os._exit(9)

    database = open_database(url, clock=Ticker(), owner=str(os.getpid()), observe=observe)
    office = open_office(database, owner=str(os.getpid()))
    await office.issue(order())


if __name__ == "__main__":
    asyncio.run(issue(*sys.argv[1:3]))
