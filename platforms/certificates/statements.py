"""What each kind of certificate says of a person: its sentences, and its table where it has one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper
from platforms.certificates.statement import CannotBeSaid, Statement, Table, name_of, there
from platforms.certificates.wording import InWords, Line, Speech, States
from platforms.residents.resident import Act, Address, CivilStatus, Resident, Union

ITALY: Final = "Italia"

_STATUS_OF_UNION = {
    CivilStatus.MARRIED: "civil-status-married",
    CivilStatus.CIVIL_UNION: "civil-status-united",
}


def statement(paper: CertificatePaper) -> Statement:
    """Say what is certified; raises CannotBeSaid if the register lacks the data for it."""
    return _KINDS[paper.kind](paper, Speech(paper.second_language))


def _birth(paper: CertificatePaper, speech: Speech) -> Statement:
    person = paper.person
    says = speech.say(
        "birth-says",
        sex=person.sex,
        place=person.born_in,
        on=person.born_on,
        in_words=InWords(person.born_on),
    )
    return Statement((says, *_act(person.birth_act, speech)))


def _death(paper: CertificatePaper, speech: Speech) -> Statement:
    person = paper.person
    on, place = there(person.died_on), there(person.died_in)
    says = speech.say("death-says", sex=person.sex, place=place, on=on, in_words=InWords(on))
    return Statement((says, *_act(person.death_act, speech)))


def _union(kind: str, word: str) -> Callable[[CertificatePaper, Speech], Statement]:
    def say(paper: CertificatePaper, speech: Speech) -> Statement:
        union = there(paper.person.union)
        if union.kind != kind:
            raise CannotBeSaid
        on = there(union.on)
        who = {"partner": _partner(union), "sex": paper.person.sex}
        place = {} if kind == "cohabitation" else {"place": there(union.place)}
        lines = [speech.say(f"{word}-says", **who, on=on, in_words=InWords(on), **place)]
        lines += _act(union.act, speech)
        if union.ended_on:
            lines.append(speech.say(f"{word}-ended", on=union.ended_on))
        return Statement(tuple(lines))

    return say


def _cancellation(paper: CertificatePaper, speech: Speech) -> Statement:
    person = paper.person
    lines = [speech.say("cancellation-says", sex=person.sex, on=there(person.cancelled_on))]
    if person.cancelled_because:
        lines.append(speech.say("cancellation-reason", reason=person.cancelled_because))
    return Statement(tuple(lines))


def _citizenship(paper: CertificatePaper, speech: Speech) -> Statement:
    person = paper.person
    states = there(person.citizenships)
    others = tuple(name for name in states if name.casefold() != ITALY.casefold())
    if not others:
        return Statement((speech.say("citizenship-italian", sex=person.sex),))
    name = "citizenship-others" if others == states else "citizenship-italian-and-others"
    return Statement((speech.say(name, sex=person.sex, states=States(others)),))


def _past_citizenship(paper: CertificatePaper, speech: Speech) -> Statement:
    states = States(there(paper.person.citizenships))
    return Statement((speech.say("past-citizenship-says", on=there(paper.as_of), states=states),))


def _existence(paper: CertificatePaper, speech: Speech) -> Statement:
    if paper.person.died_on:
        raise CannotBeSaid
    lines = [speech.say("existence-says")]
    if not paper.person.aire:
        lines.append(speech.say("existence-residence", address=paper.person.address))
    return Statement(tuple(lines))


def _residence(paper: CertificatePaper, speech: Speech) -> Statement:
    person, address = paper.person, paper.person.address
    lines = [speech.say("residence-says", address=address, since=address.since)]
    if person.enrolled_on and person.enrolled_on != address.since:
        lines.append(speech.say("residence-enrolled", sex=person.sex, since=person.enrolled_on))
    return Statement(tuple(lines))


def _past_residence(paper: CertificatePaper, speech: Speech) -> Statement:
    heads = tuple(speech.say(f"column-{name}") for name in ("address", "since", "until"))
    rows = tuple(_lived(address, speech) for address in _all_addresses(paper.person))
    return Statement((speech.say("past-residence-says"),), Table(heads, rows))


def _lived(address: Address, speech: Speech) -> tuple[Line, ...]:
    until = speech.say("it-is", value=address.until) if address.until else speech.say("until-now")
    return speech.say("it-is", value=address), speech.say("it-is", value=address.since), until


def _aire_residence(paper: CertificatePaper, speech: Speech) -> Statement:
    person = paper.person
    says = speech.say(
        "aire-residence-says",
        sex=person.sex,
        address=person.address,
        since=person.aire_since or person.address.since,
    )
    if not person.consulate:
        return Statement((says,))
    return Statement((says, speech.say("aire-residence-consulate", consulate=person.consulate)))


def _civil_status(paper: CertificatePaper, speech: Speech) -> Statement:
    person = paper.person
    lines = [speech.say("civil-status-says", status=_status(person, speech))]
    if (name := _STATUS_OF_UNION.get(person.civil_status)) and (union := person.union) and union.place:
        partner, on = _partner(union), there(union.on)
        lines.append(speech.say(name, partner=partner, place=union.place, on=on))
    return Statement(tuple(lines))


def _free_status(paper: CertificatePaper, speech: Speech) -> Statement:
    if paper.person.civil_status in _STATUS_OF_UNION:
        raise CannotBeSaid
    return Statement(
        (speech.say("free-status-says", sex=paper.person.sex, status=_status(paper.person, speech)),)
    )


def _community(paper: CertificatePaper, speech: Speech) -> Statement:
    person, address = paper.person, paper.person.address
    says = speech.say("community-residence-says", family=person.family, address=address, since=address.since)
    return Statement((says,))


def _residence_on_day(paper: CertificatePaper, speech: Speech) -> Statement:
    day = there(paper.as_of)
    for address in _all_addresses(paper.person):
        if address.since <= day and (address.until is None or day < address.until):
            return Statement((speech.say("residence-on-day-says", on=day, address=address),))
    raise CannotBeSaid


def _family(*columns: str) -> Callable[[CertificatePaper, Speech], Statement]:
    def say(paper: CertificatePaper, speech: Speech) -> Statement:
        family = there(paper.family)
        name = "family-aire-says" if paper.kind is CertificateKind.AIRE_FAMILY else "family-says"
        heads = tuple(speech.say(f"column-{column}") for column in ("name", "born", *columns))
        rows = tuple(
            tuple(_CELLS[column](member, speech) for column in ("name", "born", *columns))
            for member in there(family.members)
        )
        return Statement((speech.say(name, address=paper.person.address),), Table(heads, rows))

    return say


def _act(act: Act | None, speech: Speech) -> Sequence[Line]:
    if act is None:
        return ()
    part, series = act.part or "none", act.series or "none"  # Fluent selects on no empty text
    return (
        speech.say("act", number=act.number, part=part, series=series, year=str(act.year), place=act.place),
    )


def _partner(union: Union) -> str:
    if not (union.partner_surname and union.partner_name):
        raise CannotBeSaid
    return f"{union.partner_surname} {union.partner_name}"


def _status(person: Resident, speech: Speech) -> Line:
    if person.civil_status is CivilStatus.UNKNOWN:
        raise CannotBeSaid
    return speech.say(f"status-{person.civil_status.value}", sex=person.sex)


def _all_addresses(person: Resident) -> tuple[Address, ...]:
    return (*person.addresses, person.address)


_CELLS: Mapping[str, Callable[[Resident, Speech], Line]] = {
    "name": lambda member, speech: speech.say("it-is", value=name_of(member)),
    "born": lambda member, speech: speech.say("born-short", place=member.born_in, on=member.born_on),
    "relation": lambda member, speech: speech.say(f"relation-{member.relation}", sex=member.sex),
    "status": _status,
}

_KINDS: Mapping[CertificateKind, Callable[[CertificatePaper, Speech], Statement]] = {
    CertificateKind.BIRTH: _birth,
    CertificateKind.DEATH: _death,
    CertificateKind.MARRIAGE: _union("marriage", "marriage"),
    CertificateKind.CANCELLATION: _cancellation,
    CertificateKind.CITIZENSHIP: _citizenship,
    CertificateKind.PAST_CITIZENSHIP: _past_citizenship,
    CertificateKind.EXISTENCE: _existence,
    CertificateKind.RESIDENCE: _residence,
    CertificateKind.PAST_RESIDENCE: _past_residence,
    CertificateKind.AIRE_RESIDENCE: _aire_residence,
    CertificateKind.CIVIL_STATUS: _civil_status,
    CertificateKind.FAMILY: _family(),
    CertificateKind.FAMILY_AND_STATUS: _family("status"),
    CertificateKind.COMMUNITY_RESIDENCE: _community,
    CertificateKind.AIRE_FAMILY: _family(),
    CertificateKind.FAMILY_WITH_RELATIONS: _family("relation"),
    CertificateKind.FREE_STATUS: _free_status,
    CertificateKind.CIVIL_UNION: _union("civil-union", "civil-union"),
    CertificateKind.COHABITATION: _union("cohabitation", "cohabitation"),
    CertificateKind.RESIDENCE_ON_DAY: _residence_on_day,
}
