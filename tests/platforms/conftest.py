from tests.register_stores import database, hands, postgres, url  # noqa: F401 - the fixtures of this folder
