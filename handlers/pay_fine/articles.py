"""The articles of the highway code as offices write them, brought to one form: `146/3`, `126-bis/2`."""

import re
from functools import lru_cache

_ARTICLE = re.compile(
    r"(\d+)(?:[\s-]*(bis|ter|quater|quinquies|sexies|septies|octies|novies)\b)?", re.IGNORECASE
)

# Violations that no reduced payment extinguishes: the report goes to the Prefect (art. 202 c. 3, 3-bis).
# law: cds/202/3 (who did not stop)
# law: cds/202/3-bis (the list itself)
WITHOUT_REDUCTION = frozenset(
    {
        "83/6",
        "88/3",
        "97/9",
        "100/12",
        "113/5",
        "114/7",
        "116/13",
        "124/4",
        "136/6",
        "168/8",
        "176/19",
        "216/6",
        "217/6",
        "218/6",
    }
)


@lru_cache(maxsize=256)  # offices write few articles, and each in few ways
def article_key(text: str) -> str:
    """Write an article and its paragraph as `146/3`, whatever stands between ("art. 146, comma 3")."""
    parts = [number + (f"-{suffix.lower()}" if suffix else "") for number, suffix in _ARTICLE.findall(text)]
    return "/".join(parts[:2])
