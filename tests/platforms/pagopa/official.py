"""pagoPA's own schema, which has no licence and so stands beside the repository, where it stands at all."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

SPECS = Path(__file__).parents[4] / "shared" / "domain" / "specs" / "pagopa" / "wsdl"
_SCHEMA = SPECS / "xsd" / "paForNode.xsd"
needs_official = pytest.mark.skipif(
    not _SCHEMA.exists(), reason="pagoPA's schema is not beside the repository"
)


@cache
def official_schema():
    return etree.XMLSchema(etree.parse(_SCHEMA))
