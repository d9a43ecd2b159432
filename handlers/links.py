"""The links that citizens are given: pages of our own, which go on to pagoPA only when they are opened."""

from dataclasses import dataclass
from typing import Final

DECLARATIONS: Final = "autocertificazione"  # where the page of a self-declaration is


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links; `address` is the counter's public one, a token that of a notice or of a cart."""

    address: str

    def pay(self, token: str) -> str:
        """Where a notice, or a cart of several, is shown and paid."""
        return f"{self.address.rstrip('/')}/pay/{token}"

    def receipt(self, token: str) -> str:
        """Where the receipt of a paid notice is to be had as a PDF."""
        return f"{self.pay(token)}/ricevuta.pdf"

    def declaration(self, token: str) -> str:
        """Where a self-declaration is to be had as a PDF."""
        return f"{self.address.rstrip('/')}/{DECLARATIONS}/{token}"

    def pin(self, token: str) -> str:
        """Where a PIN is set, or given before an act with effect."""
        return f"{self.address.rstrip('/')}/pin/{token}"
