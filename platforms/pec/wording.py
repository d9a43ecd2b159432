"""What envelopes and receipts say to people: subjects and texts, in Italian, one for each kind."""

from dataclasses import dataclass
from string import Template


@dataclass(frozen=True, slots=True)
class Wording:
    """The norm's word for a kind, how its subject begins, and its text; `virus` tells two of a kind apart."""

    kind: str
    prefix: str
    text: Template
    virus: bool = False

    def fill(self, **facts: str) -> str:
        """Write the text."""
        return self.text.substitute(facts)


_AT = "Il giorno $day alle ore $time ($zone)"
_ABOUT = 'il messaggio con oggetto\n"$subject"\ninviato da "$sender"\ned indirizzato a:\n$recipients\n'
_ID = "Identificativo del messaggio: $identifier\n"
_DATA = "L'allegato daticert.xml contiene i dati di certificazione.\n"


def _wording(
    kind: str, prefix: str, title: str, body: str, *, virus: bool = False, end: str = _ID + _DATA
) -> Wording:
    return Wording(kind, prefix, Template(f"{title}\n\n{body}{end}"), virus)


TRANSPORT = _wording(
    "posta-certificata",
    "POSTA CERTIFICATA: ",
    "Messaggio di posta certificata",
    f'{_AT} il messaggio con oggetto\n"$subject"\nè stato inviato da "$sender"\n'
    "ed indirizzato a:\n$recipients\nIl messaggio originale è incluso in allegato (postacert.eml).\n",
)
ACCEPTANCE = _wording(
    "accettazione",
    "ACCETTAZIONE: ",
    "Ricevuta di accettazione",
    f"{_AT} {_ABOUT}è stato accettato dal sistema ed inoltrato.\n",
)
REFUSAL = _wording(
    "non-accettazione",
    "AVVISO DI NON ACCETTAZIONE: ",
    "Avviso di non accettazione",
    f'{_AT} nel messaggio con oggetto\n"$subject"\ninviato da "$sender"\n'
    "è stato rilevato un errore che ne impedisce l'accettazione:\n$reason\n"
    "Il messaggio non è stato accettato.\n",
)
REFUSAL_VIRUS = _wording(
    "non-accettazione",
    "AVVISO DI NON ACCETTAZIONE PER VIRUS: ",
    "Avviso di non accettazione per presenza di virus",
    f'{_AT} nel messaggio con oggetto\n"$subject"\ninviato da "$sender"\n'
    "è stato rilevato un problema di sicurezza:\n$reason\nIl messaggio non è stato accettato.\n",
    virus=True,
)
TAKING_CHARGE = _wording(
    "presa-in-carico",
    "PRESA IN CARICO: ",
    "Ricevuta di presa in carico",
    f"{_AT} {_ABOUT}è stato preso in carico dal sistema.\n",
)
DELIVERY = _wording(
    "avvenuta-consegna",
    "CONSEGNA: ",
    "Ricevuta di avvenuta consegna",
    f'{_AT} il messaggio con oggetto\n"$subject"\ninviato da "$sender"\n'
    'ed indirizzato a "$about"\nè stato consegnato nella casella di destinazione.\n',
)
DELIVERY_ERROR = _wording(
    "errore-consegna",
    "AVVISO DI MANCATA CONSEGNA: ",
    "Avviso di mancata consegna",
    f'{_AT} nel messaggio con oggetto\n"$subject"\ninviato da "$sender"\n'
    'e destinato all\'utente "$about"\n'
    "è stato rilevato un errore:\n$reason\nIl messaggio è stato rifiutato.\n",
)
DELIVERY_ERROR_VIRUS = _wording(
    "errore-consegna",
    "AVVISO DI MANCATA CONSEGNA PER VIRUS: ",
    "Avviso di mancata consegna per presenza di virus",
    f'{_AT} nel messaggio con oggetto\n"$subject"\ninviato da "$sender"\n'
    'e destinato all\'utente "$about"\nè stato rilevato un problema di sicurezza:\n$reason\n',
    virus=True,
)
WARNING = _wording(
    "preavviso-errore-consegna",
    "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: ",
    "Avviso di mancata consegna per superamento dei limiti di tempo",
    f"{_AT} {_ABOUT}non risulta consegnato a:\n$about\n$reason\n",
)
VIRUS = _wording(
    "rilevazione-virus",
    "PROBLEMA DI SICUREZZA: ",
    "Avviso di rilevazione di virus",
    f"{_AT} nel {_ABOUT.removeprefix('il ')}è stato rilevato un problema di sicurezza:\n$reason\n",
    virus=True,
)
ANOMALY = _wording(
    "errore",
    "ANOMALIA MESSAGGIO: ",
    "Anomalia nel messaggio",
    f'{_AT} è stato ricevuto il messaggio con oggetto\n"$subject"\nproveniente da "$sender"\n'
    "ed indirizzato a:\n$recipients\nTali dati non sono stati certificati: $reason\n"
    "Il messaggio originale è incluso in allegato (postacert.eml).\n",
    end="",
)

# What a provider says of a recipient that was not reached in time, at 12 and at 24 hours.
NOT_YET = (
    "il messaggio non è stato consegnato nelle prime dodici ore dal suo invio; si attende ancora la consegna"
)
NEVER = "5.4.1 - il messaggio non è stato consegnato nelle ventiquattro ore dal suo invio"
