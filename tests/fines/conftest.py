from tests.register_stores import clock, database, url  # noqa: F401 - the fixtures of this folder
from tests.storage.conftest import postgres_server  # noqa: F401 - the same server as the store's tests
