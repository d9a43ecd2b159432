"""What every folder of tests may ask for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import postgres_server  # noqa: F401 - one server for the whole run

# How long an example takes is for the benchmarks to say: a loaded machine fails no test.
settings.register_profile("here", deadline=None)
settings.load_profile("here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the transcripts be written anew, to be read as a citizen would; let the crash matrices be whole."""
    parser.addoption("--update-transcripts", action="store_true", help="write the answers anew")
    parser.addoption(
        "--everywhere", action="store_true", help="kill counters at every place, not once at each kind"
    )


@pytest.fixture(scope="session", autouse=True)
def learnt_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let every desk of the run, also in processes that it starts, share what the first one learns."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
