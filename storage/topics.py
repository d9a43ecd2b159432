"""What citizens may ask to hear of: each is agreed to, and taken back, by itself (GDPR, recital 32)."""

from enum import Enum


class Topic(Enum):
    """A subject of alerts; what law bids the municipality write is none of these."""

    CIVIL_PROTECTION = "civil_protection"  # weather, floods, fires: allerte
    ROADS = "roads"  # roads closed, works, traffic zones
    SCHOOL = "school"  # schools closed, canteens, enrolments
    WASTE = "waste"  # collection, street cleaning
    CULTURE = "culture"  # what is on in the city
    DEADLINES = "deadlines"  # terms that somebody did not ask to be reminded of


KNOWN = {topic.value: topic for topic in Topic}


def topics_named(names: tuple[str, ...]) -> tuple[Topic, ...]:
    """Give the topics of these names in their own order; what is no topic any more is passed over."""
    return tuple(topic for topic in Topic if topic.value in names)
