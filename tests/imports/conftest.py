from tests.register_stores import clock, database, url  # noqa: F401 - the fixtures of this folder
