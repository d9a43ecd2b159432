"""An empty page sealed and checked, so that nothing of the seal is loaded for the first time under work.

asn1crypto fills its tables of names where they are first used, class by class and without a lock: two
threads that come at once to an empty one have made the first seal fail.
"""

from io import BytesIO
from typing import Final

from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from platforms.certificates.checking import Verdict, check_pdf
from platforms.certificates.sealing import Sealer

_A4: Final = (0, 0, 595, 842)  # points


def rehearse_seal(sealer: Sealer) -> Verdict:
    """Seal an empty page and check it: UNTOUCHED if all is well; raises Misconfigured if it cannot seal.

    Takes some 40 ms of a core. Nothing else that reads or writes certificates should work meanwhile.
    """
    return check_pdf(sealer.seal(_empty_page()), [sealer.der]).verdict


def _empty_page() -> bytes:
    writer = PdfFileWriter()  # type: ignore[no-untyped-call]
    contents = writer.add_object(StreamObject(stream_data=b" "))
    writer.insert_page(PageObject(contents=contents, media_box=_A4))  # type: ignore[no-untyped-call]
    made = BytesIO()
    writer.write(made)  # type: ignore[no-untyped-call]
    return made.getvalue()
