"""What the two codes of a payment notice say: pagoPA's square code, and the Data Matrix of post offices.

Sources: pagoPA, "L'avviso di pagamento", annex 2 (square code version 002); Poste Italiane, "Autorizzazione
alla stampa in proprio", edition 2019, section 4.2 (Data Matrix of the notice's post part).
"""

import re
import unicodedata

ANONYMOUS = "ANONIMO"  # a debtor who is not known, in pagoPA's words

_NAV = re.compile(r"[0-9]{18}")
_CREDITOR = re.compile(r"[0-9]{11}")
_ACCOUNT = re.compile(r"[0-9]{1,12}")
_MOST = 10**10  # cents that ten digits hold
_SQUARE = re.compile(r"PAGOPA\|002\|[0-9]{18}\|[0-9]{11}\|[0-9]{1,10}")
# codfase=NBPA; and four fields, each after its length (notice, account, cents, slip); then the creditor.
_POST = re.compile(
    r"codfase=NBPA;18(?P<nav>[0-9]{18})12[0-9]{12}10(?P<cents>[0-9]{10})3896[0-9]P1(?P<creditor>[0-9]{11}).*",
    re.DOTALL,
)
_DEBTOR, _NAME, _SUBJECT, _FILLER = 16, 40, 110, 12  # characters


def square_code(nav: str, creditor: str, cents: int) -> str:
    """Write what the square code (codice QR) of a notice says; raises ValueError for what does not fit."""
    _check(nav, creditor, cents)
    return f"PAGOPA|002|{nav}|{creditor}|{cents}"


def post_code(nav: str, creditor: str, account: str, cents: int, subject: str) -> str:
    """Write the 256 characters of the Data Matrix; the debtor is not named, and the subject cut to 110.

    `account` is the creditor's at Poste, up to 12 digits. Raises ValueError for what does not fit.
    """
    _check(nav, creditor, cents)
    if not _ACCOUNT.fullmatch(account):
        raise ValueError("a postal account has up to twelve digits")
    return (
        f"codfase=NBPA;18{nav}12{account:0>12}10{cents:010}38961P1{creditor}"
        f"{ANONYMOUS:<{_DEBTOR}}{ANONYMOUS:<{_NAME}}{_plain(subject)[:_SUBJECT]:<{_SUBJECT}}{'':{_FILLER}}A"
    )


def as_square_code(text: str) -> str | None:
    """Bring what a code says to the form of the square code; None if it is of no payment notice."""
    text = text.strip()
    if _SQUARE.fullmatch(text):
        return text
    if match := _POST.fullmatch(text):
        return square_code(match["nav"], match["creditor"], int(match["cents"]))
    return None


def _check(nav: str, creditor: str, cents: int) -> None:
    if not (_NAV.fullmatch(nav) and _CREDITOR.fullmatch(creditor) and 0 <= cents < _MOST):
        raise ValueError("a code needs a notice of 18 digits, a creditor of 11, and cents of at most 10")


def _plain(text: str) -> str:
    """Write in capital letters of ASCII, which the code holds in the least room and every reader reads."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return " ".join(bare.split())
