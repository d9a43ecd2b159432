from itertools import cycle

import pytest

from platforms.pec.authority import new_key


@pytest.fixture(scope="session")
def drawn():
    """Keys cost a tenth of a second each, and nothing here depends on their being new."""
    return [new_key() for _ in range(4)]


@pytest.fixture
def spare_keys(drawn):
    keys = cycle(drawn)
    return lambda: next(keys)
