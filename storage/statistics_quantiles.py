"""Quantiles of what was counted into the columns of a histogram: as exact as its columns are."""

from collections.abc import Mapping

from storage.statistics_day import LONGER


def quantile(counts: Mapping[str, int], part: float) -> str:
    """Name the column in which a part of all lies (0.5: the median); empty where nothing was counted.

    Columns are whole numbers as text, each the most that what it counts may be; LONGER comes last.
    """
    columns = sorted(counts, key=lambda column: (column == LONGER, 0 if column == LONGER else int(column)))
    wanted, seen = part * sum(counts.values()), 0
    for column in columns:
        seen += counts[column]
        if counts[column] and seen >= wanted:
            return column
    return ""
