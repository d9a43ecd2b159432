"""Segnatura.xml: how registers of public offices tell one another of the letters that they exchange.

Read in this order: facts (what ours says), writing and xades (how), foreign (what theirs says), reading.
"""

from channels.pec.segnatura.facts import UNFILED, Document, Heading, Recipient, Segnatura, check_codes
from channels.pec.segnatura.foreign import Foreign, Generation, Identifier, Listed, What
from channels.pec.segnatura.names import is_segnatura_name
from channels.pec.segnatura.reading import read_segnatura
from channels.pec.segnatura.signer import Signer
from channels.pec.segnatura.writing import write_segnatura

__all__ = [
    "UNFILED",
    "Document",
    "Foreign",
    "Generation",
    "Heading",
    "Identifier",
    "Listed",
    "Recipient",
    "Segnatura",
    "Signer",
    "What",
    "check_codes",
    "is_segnatura_name",
    "read_segnatura",
    "write_segnatura",
]
