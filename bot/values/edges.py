"""Where a value may begin and end in a sentence, so that none is ever a piece of a longer token."""

import re

# "l'AB123CD", "targa:AB123CD" and "AB123CD.Grazie" are edges; "12/AB123CD" and "a@AB123CD" are not.
LEFT = r"(?<![\w/@+])(?<!\w-)(?<![0-9][.,])"
RIGHT = r"(?![\w@])(?![-/]\w)(?![.,][0-9])"

# The shapes of other values, which a looser one must step over. None captures a group.
DATE = (
    r"(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{2,4}"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![0-9])"
)
HOUR = r"[0-9]{1,2}:[0-9]{2}(?![0-9])"
NOTICE = r"[0-3](?:[ .-]?[0-9]){17}(?![0-9])"
IBAN = r"[A-Za-z]{2}[0-9]{2}(?: ?[A-Za-z0-9]{4}){3,7}(?: ?[A-Za-z0-9]{1,3})?(?!\w)"

has_digit = re.compile(r"[0-9]").search
