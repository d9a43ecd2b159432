"""What every folder of tests may ask for."""

from tests.postgres import postgres_server  # noqa: F401 - one server for the whole run
