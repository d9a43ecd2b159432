"""A process that checks one PDF and ends: whatever a stranger's file does, it does it here.

It is run as a script. Standard input holds a line of JSON, the trusted certificates in hex, and then the
file; the outcome goes out as JSON. A dead process means that the file cannot be read.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Final

_MEMORY: Final = 1 << 30
_SECONDS: Final = 15  # of one core; whoever asked gives up earlier


def main() -> None:
    """Check the file on standard input; what it may use is limited before it is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.path.insert(0, str(Path(__file__).parents[2]))  # -I leaves out where the program lies
    from platforms.certificates.checking import check_pdf

    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    checked = check_pdf(data, [bytes.fromhex(each) for each in json.loads(head)])
    at = checked.sealed_at
    answer = {
        "verdict": checked.verdict.value,
        "by": checked.by,
        "sealed_at": at.isoformat() if at else None,
        "sealed": checked.sealed,
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
