"""Puts what went wrong into a sentence for whoever typed the command."""

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from bot.errors import SportelloError
from sportello.logs import trace


def sentence(error: Exception) -> str:
    """Say what is wrong and, where that is known, with what; never a value that may be a secret.

    What nobody foresaw is given as its trace, without the words that it carries: that is for us.
    """
    if isinstance(error, SportelloError):
        return _with_cause(error)
    if isinstance(error, SQLAlchemyError):
        return _of_database(error)
    if isinstance(error, UnicodeDecodeError):
        return "a file is not written in UTF-8: save it as UTF-8 and try again"
    if isinstance(error, OSError):
        return _of_system(error)
    return f"this is a fault of the program; please report it with these lines:\n{trace(error)}"


def _with_cause(error: SportelloError) -> str:
    """A store that is away says little; what its driver said of the connection says more."""
    cause = error.__cause__
    return f"{error}: {_reason(cause)}" if isinstance(cause, OperationalError) else str(error)


def _of_database(error: SQLAlchemyError) -> str:
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return "the database address cannot be used: look at [database] url"
    if isinstance(error, DBAPIError):
        return f"the database cannot be used: {_reason(error)}"
    return f"the database cannot be used ({type(error).__name__})"


def _reason(error: DBAPIError) -> str:
    """Quote a driver on the connection and the file; on a statement it may quote what a citizen wrote."""
    if error.statement is None or isinstance(error, OperationalError):
        return str(error.orig).strip().partition("\n")[0]
    return type(error.orig).__name__


def _of_system(error: OSError) -> str:
    reason = (error.strerror or type(error).__name__).lower()
    return f"{error.filename}: {reason}" if error.filename else reason
