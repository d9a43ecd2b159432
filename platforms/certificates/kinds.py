"""The kinds of certificates, numbered as ANPR's table tab_tipo_di_certificato numbers them."""

from enum import IntEnum


class CertificateKind(IntEnum):
    """What can be certified; those of the past (6, 9, 20) and of a cancellation (4) at the desk alone."""

    BIRTH = 1
    DEATH = 2
    MARRIAGE = 3
    CANCELLATION = 4
    CITIZENSHIP = 5
    PAST_CITIZENSHIP = 6
    EXISTENCE = 7
    RESIDENCE = 8
    PAST_RESIDENCE = 9
    AIRE_RESIDENCE = 10
    CIVIL_STATUS = 11
    FAMILY = 12
    FAMILY_AND_STATUS = 13
    COMMUNITY_RESIDENCE = 14
    AIRE_FAMILY = 15
    FAMILY_WITH_RELATIONS = 16
    FREE_STATUS = 17
    CIVIL_UNION = 18
    COHABITATION = 19
    RESIDENCE_ON_DAY = 20
