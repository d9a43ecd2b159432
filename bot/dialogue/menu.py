"""The menu: the groups of services, then those of one group; a letter has room for all of them at once."""

from bot.dialogue.talk import Talk
from bot.session import Offer
from bot.words import COUNTER

_FEW = 6  # services up to which a menu needs no groups


def offer_menu(talk: Talk) -> None:
    """Offer every service that is listed, by way of its group where they are many and room is dear."""
    groups = talk.desk.groups
    if len(talk.desk.listed) <= _FEW:
        talk.offer([_opening(talk, name) for name in talk.desk.listed])
    elif talk.traits.letter:
        _offer_all(talk)
    else:
        talk.offer(
            [
                _opening(talk, names[0]) if len(names) == 1 else Offer(_title(talk, group), f"group {group}")
                for group, names in groups.items()
            ]
        )


def offer_group(talk: Talk, group: str) -> None:
    """Offer the services of a group, and the way back; of one that is no more, the menu."""
    names = talk.desk.groups.get(group)
    if names is None:
        talk.say("menu")
        offer_menu(talk)
        return
    talk.say("menu-group", group=_title(talk, group))
    others = Offer(talk.voice.say(COUNTER, "menu-others"), "command menu")
    talk.offer([*(_opening(talk, name) for name in names), others])


def _offer_all(talk: Talk) -> None:
    offers: list[Offer] = []
    headings: dict[int, str] = {}
    for group, names in talk.desk.groups.items():
        headings[len(offers)] = _title(talk, group)
        offers += [_opening(talk, name) for name in names]
    talk.offer(offers, headings)


def _opening(talk: Talk, service: str) -> Offer:
    return Offer(talk.title(service), f"open {service}")


def _title(talk: Talk, group: str) -> str:
    return talk.voice.say(COUNTER, f"services-{group}")
