"""The file names by which registers of public offices speak to one another in attachments."""

_NAMES = frozenset(
    {
        "segnatura.xml",
        "conferma.xml",
        "confermaricezione.xml",
        "aggiornamento.xml",
        "aggiornamentoconferma.xml",
        "eccezione.xml",
        "notificaeccezione.xml",
        "annullamento.xml",
        "annulamento.xml",  # so misspelt by a widely used regional register
        "annullamentoprotocollazione.xml",
    }
)


def is_segnatura_name(name: str) -> bool:
    """Whether an attachment of this name may be a message between registers: `read_segnatura` tells.

    The names are of circular 60/2013 with those seen in the field. Courts use `Eccezione.xml` for something
    else, so a name alone proves nothing.
    """
    return name.strip().lower() in _NAMES
