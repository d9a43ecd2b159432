"""What came of an import."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what became of them; every row of the file is in exactly one of the first four.

    `kept_paid` counts fines, among the changed and the same, that the file calls open and that were
    paid here: they stay paid.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    kept_paid: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.bad + other.bad,
            self.kept_paid + other.kept_paid,
        )
