"""What a request must look like: `requests.xsd`, our own writing of pagoPA's rules."""

from functools import cache
from pathlib import Path

from lxml import etree

NAMESPACE = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"
_FILE = Path(__file__).with_name("requests.xsd")
_NAMED = "{http://www.w3.org/2001/XMLSchema}element"


class Misshapen(Exception):  # noqa: N818 - it tells what was found
    """A request is not as it must be; the argument is the element at fault, empty if it is a stranger's."""


def check(request: etree._Element) -> None:
    """Raise Misshapen unless a request keeps the rules. It never quotes what stands in the request."""
    schema, names = _schema()
    if not schema.validate(request):
        place = str(schema.error_log[0].path or "").rpartition("/")[2]
        name = place.partition("[")[0].rpartition(":")[2]
        raise Misshapen(name if name in names else "")


@cache
def _schema() -> tuple[etree.XMLSchema, frozenset[str]]:
    document = etree.parse(_FILE)
    return etree.XMLSchema(document), frozenset(each.get("name") for each in document.iter(_NAMED))
