"""What every folder of tests may ask for."""

import gc
import os
from collections.abc import Generator, Iterator
from zlib import crc32

import pytest
from hypothesis import settings

from bot import garbage
from tests import in_memory
from tests.postgres import postgres_server  # noqa: F401 - one server for the whole run

in_memory.stand()

# How long an example takes is for the benchmarks to say: a loaded machine fails no test. The examples of
# `make test` are the same each time, so that a change is judged by itself; `make explore` draws new ones.
settings.register_profile("here", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile("here")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the transcripts be written anew, to be read as a citizen would; let the crash matrices be whole."""
    parser.addoption("--update-transcripts", action="store_true", help="write the answers anew")
    parser.addoption(
        "--everywhere",
        action="store_true",
        help="kill counters at every place; try every engine with every writer; format every text everywhere",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for rings of objects as a counter does: to go through all tests again and again costs a tenth."""
    gc.disable()
    try:
        return (yield)
    finally:
        garbage.stand()
        gc.enable()


def pytest_sessionfinish(exitstatus: int) -> None:
    """Keep the files of a run that failed."""
    if exitstatus:
        in_memory.keep()


@pytest.fixture(scope="session", autouse=True)
def learnt_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let every desk of the run, also in processes that it starts, share what the first one learns."""
    base = tmp_path_factory.getbasetemp()
    cache = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    cache.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("XDG_CACHE_HOME", str(cache))
        yield


# In quick runs each engine has the writer that it has in most places, but where the writer is tried itself;
# every third of the tests for both engines runs on PostgreSQL, but where the engines differ most all do.
_USUAL = {("sqlite", "apart"), ("postgres", "thread")}
_WHOLE = {"test_writer.py", "test_apart.py", "test_inbox.py", "test_outbox.py"}
_BOTH = _WHOLE | {
    "test_schema.py",
    "test_processes.py",
    "test_bulk.py",
    "test_broadcasts.py",
    "test_register.py",
}
_EVERY = 3


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the rarer of engines and writers, unless everything is asked for."""
    items.sort(key=lambda item: item.path.parent.name != "transcripts")  # the longest file begins first
    if not config.getoption("--everywhere"):
        items[:] = [item for item in items if item.path.name in _WHOLE or _is_usual(item)]


def _is_usual(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    params = callspec.params if callspec else {}
    engine, writer = params.get("made_url", params.get("url")), params.get("writes")
    if engine == "postgres" and item.path.name not in _BOTH and crc32(item.nodeid.encode()) % _EVERY:
        return False
    return None in {engine, writer} or (engine, writer) in _USUAL
