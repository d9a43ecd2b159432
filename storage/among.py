"""A condition over a list that is one parameter, so that its SQL is the same for a list of any length."""

from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.operators import OperatorType

from storage.veiled import Listed, Sealing


class Among(sa.ColumnElement[bool]):
    """Whether a column is one of the list that is the parameter `name`: JSON for SQLite, else an array."""

    inherit_cache = False

    def __init__(self, column: sa.ColumnElement[Any], name: str) -> None:
        self.column = column
        kind = Listed(column.type) if isinstance(column.type, Sealing) else None
        self.values: sa.BindParameter[Any] = sa.bindparam(name, type_=kind)
        self.type = sa.Boolean()

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002 - the parent's signature
        """Stay as it is: Core would add `= 1` on SQLite, and hide the column from its indexes."""
        return self


@compiles(Among, "sqlite")
def _among_json(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = compiler.process(element.column, **options), compiler.process(element.values, **options)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - both are what Core made of names


@compiles(Among, "postgresql")
def _among_array(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = compiler.process(element.column, **options), compiler.process(element.values, **options)
    return f"{column} = ANY({values})"
