"""Who is paid: the municipality as pagoPA knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Payee:
    """The creditor (ente creditore): its fiscal code of 11 digits, the name that payers read, its account.

    Only pagoPA is told the `iban`; citizens never are.
    """

    fiscal_code: str
    name: str
    iban: str
