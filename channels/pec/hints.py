"""What the unsigned headers of a mail say of it: hints that anybody can plant, compared, never followed."""

import re
from collections.abc import Callable, Mapping

from channels.mail.headers import Headers
from channels.mail.senders import sender_of
from channels.pec.envelope import Kind
from channels.pec.statement import Statement, bare_id

_TRANSPORT = "x-trasporto"
_RECEIPT = "x-ricevuta"
_REFERENCE = "x-riferimento-message-id"
_SECURITY = "x-verificasicurezza"
_WANTED = "x-tiporicevuta"
_REM_TYPE = "rem-messagetype"
_REM_REFERENCE = "rem-uamessageidentifier"
_NAMES = {
    _TRANSPORT: "X-Trasporto",
    _RECEIPT: "X-Ricevuta",
    _REFERENCE: "X-Riferimento-Message-ID",
    _SECURITY: "X-VerificaSicurezza",
    _WANTED: "X-TipoRicevuta",
    _REM_TYPE: "REM-MessageType",
    _REM_REFERENCE: "REM-UAMessageIdentifier",
}
_ERROR = "errore"
_VIRUS = "virus"
_SERVICES = frozenset(("posta-certificata", "rem-service"))
# How the Subject of each kind begins, up to its first colon: RFC 6109 sections 3.1-3.3, EN 319 532-4.
_PREFIXES: Mapping[str, Kind] = {
    "posta certificata": Kind.TRANSPORT,
    "accettazione": Kind.ACCEPTANCE,
    "avviso di non accettazione": Kind.NON_ACCEPTANCE,
    "avviso di non accettazione per virus": Kind.NON_ACCEPTANCE,
    "presa in carico": Kind.TAKING_CHARGE,
    "consegna": Kind.DELIVERY,
    "avviso di mancata consegna": Kind.DELIVERY_ERROR,
    "avviso di mancata consegna per virus": Kind.DELIVERY_ERROR,
    "avviso di mancata consegna per sup. tempo massimo": Kind.DELIVERY_WARNING,
    "problema di sicurezza": Kind.VIRUS,
    "anomalia messaggio": Kind.ANOMALY,
    "rem dispatch": Kind.REM_DISPATCH,
    "rem submissionacceptance": Kind.REM_ACCEPTANCE,
    "rem submissionrejection": Kind.REM_REJECTION,
    "rem relayacceptance": Kind.REM_RELAY,
    "rem relayrejection": Kind.REM_RELAY_FAILURE,
    "rem relayfailure": Kind.REM_RELAY_FAILURE,
    "rem contentconsignment": Kind.REM_CONSIGNMENT,
    "rem contentconsignmentfailure": Kind.REM_CONSIGNMENT_FAILURE,
    "rem relaytononerds": Kind.REM_NON_REM,
    "external": Kind.REM_EXTERNAL,
}
_BEHALF = re.compile(r"""(?:per conto di|on behalf of)\s*:\s*<?([^\s"'<>,;:@]{1,64}@[^\s"'<>,;:@]{1,255})""")
_SENT_ON = frozenset((Kind.TRANSPORT, Kind.REM_DISPATCH))
# What ordinary mail is called too: as a claim these count for nothing.
_EVERYDAY = frozenset(("consegna", "external", "accettazione", "presa in carico", "problema di sicurezza"))


def claims(headers: Headers) -> bool:
    """Whether a mail gives itself out for a certified one, or for a provider's."""
    service = sender_of(headers.all("from")).partition("@")[0] in _SERVICES
    prefix = _prefix(headers)
    return service or headers.has(_TRANSPORT, _RECEIPT, _REM_TYPE) or prefix in _PREFIXES.keys() - _EVERYDAY


def may_claim(headers: Headers) -> bool:
    """Whether it does, or is headed by a word that providers use and others too: its parts will tell."""
    return claims(headers) or _prefix(headers) in _PREFIXES


def is_anomaly(headers: Headers) -> bool:
    """Whether it says that it wraps a mail that was not certified."""
    return set(_values(headers, _TRANSPORT)) == {_ERROR}


def disagreements(headers: Headers, said: Statement) -> tuple[str, ...]:
    """Name the headers that say otherwise than the statement, as they are written in RFC 6109."""
    rules = _REM if said.kind.value.startswith("rem-") else _PEC
    expected = {name: rule(said) for name, rule in rules.items()}
    found = [
        _NAMES[name]
        for name, allowed in expected.items()
        if allowed is not None and any(value not in allowed for value in _values(headers, name))
    ]
    other = _PREFIXES.get(_prefix(headers), said.kind)
    if other is not said.kind and not (said.kind is Kind.ORDINARY and _prefix(headers) in _EVERYDAY):
        found.append("Subject")
    if said.kind in _SENT_ON and _behalf(headers) not in {"", said.sender.lower()}:
        found.append("From")
    return tuple(found)


def _behalf(headers: Headers) -> str:
    """On whose behalf From says that the provider writes: nobody has signed that either."""
    match = _BEHALF.search(headers.text("from").lower())
    return match[1] if match else ""


def _values(headers: Headers, name: str) -> list[str]:
    values = [value.decode("utf-8", "replace").strip() for value in headers.all(name)]
    return (
        [bare_id("".join(value.split())) for value in values]
        if name in {_REFERENCE, _REM_REFERENCE}
        else _lower(values)
    )


def _lower(values: list[str]) -> list[str]:
    return [value.lower() for value in values]


def _prefix(headers: Headers) -> str:
    before, colon, _ = headers.text("subject").partition(":")
    return before.strip().lower() if colon else ""


# The values that a header may have with a statement; None: any.
_Rule = Callable[[Statement], set[str] | None]


def _transport(said: Statement) -> set[str]:
    if said.kind is Kind.ANOMALY:
        return {_ERROR}
    return {said.kind.value} if said.kind is Kind.TRANSPORT else set()


def _receipt(said: Statement) -> set[str]:
    return set() if said.kind in {Kind.TRANSPORT, Kind.ANOMALY, Kind.ORDINARY} else {said.kind.value}


def _reference(said: Statement) -> set[str] | None:
    return {bare_id("".join(said.reference.split()))} if said.reference else None


def _security(said: Statement) -> set[str]:
    return {_ERROR} if said.error == _VIRUS else set()


def _wanted(said: Statement) -> set[str] | None:
    return {said.receipt} if said.kind is Kind.TRANSPORT and said.receipt else None


def _nothing(_said: Statement) -> set[str]:
    return set()


def _rem_type(said: Statement) -> set[str]:
    carries = said.kind in {Kind.REM_DISPATCH, Kind.REM_EXTERNAL}
    return {f"http://uri.etsi.org/19522/v1#/erdmessagetype/{'dispatch' if carries else 'receipt'}"}


_PEC: Mapping[str, _Rule] = {
    _TRANSPORT: _transport,
    _RECEIPT: _receipt,
    _REFERENCE: _reference,
    _SECURITY: _security,
    _WANTED: _wanted,
}
_REM: Mapping[str, _Rule] = {
    _TRANSPORT: _nothing,
    _RECEIPT: _nothing,
    _REM_TYPE: _rem_type,
    _REM_REFERENCE: _reference,
}
