"""What every folder of tests may ask for."""

import pytest

from tests.postgres import postgres_server  # noqa: F401 - one server for the whole run


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the transcripts be written anew; their diff is then read as a citizen would."""
    parser.addoption("--update-transcripts", action="store_true", help="write the answers anew")
