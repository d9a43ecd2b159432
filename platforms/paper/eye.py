"""A process that reads the codes of one file and ends: whatever a stranger's file does, it does it here.

It is run as a script and imports nothing of ours. The file comes in by standard input; the texts go out as
one JSON list. A picture that is no picture, or too large, or made to harm, gives an empty list or a dead
process, which mean the same to whoever asked.
"""

import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

PAGES: Final = 5
PIXELS: Final = 64_000_000  # the largest picture that is opened: telephones take 12 to 50 million
_SIDE = 4096  # pixels to which a larger picture is brought down: a code of 25 mm on A4 still has 10 a module
_SMALL = 2048  # pixels below which enlarging may help
_DPI = (200, 300)  # of a page: the second for what is printed small
_INCH = 72
_MEMORY = 1 << 30
_SECONDS = 20  # of one core; whoever asked gives up earlier
_TEXTS = 20
_FORMATS = ("JPEG", "PNG", "WEBP")
_KINDS = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix))


def texts_in(content: bytes) -> list[str]:
    """Read every QR code and Data Matrix of a picture, or of the first pages of a PDF.

    Raises whatever the libraries do about a bad file.
    """
    pages = _pages(content) if content[:1024].find(b"%PDF-") >= 0 else [_views(_picture(content))]
    found: dict[str, None] = {}
    for views in pages:
        found |= dict.fromkeys(next(filter(None, map(_read, views)), []))
    return [*found][:_TEXTS]


def _read(view: Image.Image) -> list[str]:
    return [
        code.text for code in zxingcpp.read_barcodes(view, formats=_KINDS, text_mode=zxingcpp.TextMode.Plain)
    ]


def _pages(content: bytes) -> Iterator[Iterator[Image.Image]]:
    document = pypdfium2.PdfDocument(content)
    for number in range(min(len(document), PAGES)):
        yield _printed(document[number])


def _printed(page: pypdfium2.PdfPage) -> Iterator[Image.Image]:
    largest = _SIDE / max(page.get_size())
    for dpi in _DPI:
        yield page.render(scale=min(dpi / _INCH, largest), grayscale=True).to_pil()


def _picture(content: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(content), formats=_FORMATS)
    opened.draft(
        "L", (_SIDE, _SIDE)
    )  # a JPEG comes smaller out of its decoder, and in a fraction of the time
    picture: Image.Image = opened
    if opened.has_transparency_data:  # what lets through shows the paper
        white = Image.new("RGBA", opened.size, "white")
        picture = Image.alpha_composite(white, opened.convert("RGBA"))
    picture = picture.convert("L")
    picture.thumbnail((_SIDE, _SIDE))
    return picture


def _views(picture: Image.Image) -> Iterator[Image.Image]:
    """Look at a picture as it is, then as what may be wrong with it asks for: pale, blurred, too small."""
    yield picture
    pale = ImageOps.autocontrast(picture, cutoff=1)
    yield pale.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=0))
    if max(picture.size) <= _SMALL:
        large = pale.resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS)
        yield large
        yield large.filter(ImageFilter.UnsharpMask(radius=5, percent=300, threshold=0))


def main() -> None:
    """Read the file on standard input; what it may use is limited before it is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = PIXELS
    sys.stdout.write(json.dumps(texts_in(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
