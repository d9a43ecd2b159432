"""What a certificate says, for programs: the JSON that is attached to the PDF and sealed with it."""

import json

from platforms.certificates.content import Content, slug
from platforms.certificates.paper import CertificatePaper


def machine_readable(paper: CertificatePaper, texts: Content) -> str:
    """Write what stands on the paper and nothing more, in a fixed order; days are ISO 8601."""
    person, table = paper.person, texts.statement.table
    said = {
        "certificate": slug(paper.kind),
        "anpr_kind": paper.kind.value,
        "number": paper.number,
        "municipality": paper.municipality,
        "issued_on": paper.issued_on.isoformat(),
        "valid_until": paper.valid_until and paper.valid_until.isoformat(),
        "use": paper.use.value,
        "facsimile": paper.facsimile,
        "person": {
            "surname": person.surname,
            "name": person.name,
            "born_on": person.born_on.isoformat(),
            "born_in": person.born_in.name,
            "fiscal_code": person.fiscal_code,
        },
        "says": [line.it for line in texts.statement.sentences],
        "table": table
        and {
            "heads": [head.it for head in table.heads],
            "rows": [[cell.it for cell in row] for row in table.rows],
        },
        "code": paper.code,
        "url": paper.url,
    }
    return json.dumps(said, ensure_ascii=False, indent=1)
