"""Which release of the counter this is."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """Name it as the package does."""
    try:
        return version("sportello")
    except PackageNotFoundError:  # run from the source tree
        return "0.1.0"
