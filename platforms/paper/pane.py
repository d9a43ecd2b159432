"""A process that draws one page of one file and ends: whatever a stranger's file does, it does it here.

It is run as a script, with the number of the page (from 0), and imports nothing of ours. The file comes in
by standard input; out go a line with the number of pages, and the page as a JPEG that has nothing of the file
but what is to be seen: no script, no link, no metadata.
"""

import io
import resource
import sys
import warnings
from typing import Final

import pypdfium2
from PIL import Image, ImageOps

PIXELS: Final = 64_000_000  # the largest picture that is opened: telephones take 12 to 50 million
SIDE: Final = 1600  # pixels of the longer side of what is drawn: A4 at 137 dpi, which is read with ease
_DPI = 150
_INCH = 72
_QUALITY = 85
_MEMORY = 1 << 30
_SECONDS = 20  # of one core; whoever asked gives up earlier
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def drawn(content: bytes, number: int) -> tuple[int, Image.Image]:
    """Draw a page of a PDF, or a picture, on white; gives the number of pages too.

    Raises whatever the libraries do about a bad file, and IndexError for a page that there is not.
    """
    if b"%PDF-" not in content[:1024]:
        return 1, _picture(content)
    document = pypdfium2.PdfDocument(content)
    pages = len(document)
    if not 0 <= number < pages:
        raise IndexError(number)
    page = document[number]
    scale = min(_DPI / _INCH, SIDE / max(page.get_size()))
    return pages, page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def _picture(content: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(content), formats=_FORMATS)
    opened.draft("RGB", (SIDE, SIDE))  # a JPEG comes smaller out of its decoder, in a fraction of the time
    turned = ImageOps.exif_transpose(opened)
    if turned.has_transparency_data:  # what lets through shows the paper
        white = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(white, turned.convert("RGBA"))
    picture = turned.convert("RGB")
    picture.thumbnail((SIDE, SIDE))
    return picture


def main() -> None:
    """Draw from the file on standard input; what it may use is limited before it is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = PIXELS
    pages, picture = drawn(sys.stdin.buffer.read(), int(sys.argv[1]))
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)  # the pixels alone: a picture carries along what was written into its file
    made = io.BytesIO()
    clean.save(made, "JPEG", quality=_QUALITY)
    sys.stdout.buffer.write(f"{pages}\n".encode() + made.getvalue())


if __name__ == "__main__":
    main()
