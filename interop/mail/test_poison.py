"""Mails made to do harm: each is read or set aside, and the next one is answered."""

import io
import zipfile
from base64 import encodebytes

import pytest

from interop.mail.mails import hours, mail


def bomb() -> str:
    """An archive of 100 MB that has 100 kB."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a", b"\0" * 100_000_000)
    return encodebytes(archive.getvalue()).decode()


def parts(count: int) -> str:
    return "--b\n\nx\n" * count + "--b--"


MIXED = {"Content_Type": "multipart/mixed; boundary=b"}
ZIP = "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64"
CASES = {
    "broken MIME": (lambda to: mail(to, "Orari anagrafe", "x", **MIXED), "parked", "unreadable", "boundary"),
    "10,000 parts": (
        lambda to: mail(to, "Orari anagrafe", parts(10_000), **MIXED), "parked", "unreadable", "parts",
    ),
    "31 MB": (lambda to: mail(to, "Orari anagrafe", ("x" * 75 + "\n") * 410_000), "parked", "large", None),
    "a bomb in an archive": (
        lambda to: mail(to, "Orari anagrafe", f"--b\n\nQuando?\n--b\n{ZIP}\n\n{bomb()}\n--b--", **MIXED),
        "done", "", "",
    ),
    "a charset that it is not": (
        lambda to: mail(to, "Orari anagrafe", b"perch\xe9", Content_Type="text/plain; charset=utf-8"),
        "done", "", "",
    ),
    "a charset that nobody knows": (
        lambda to: mail(to, "Orari anagrafe", "perché", Content_Type="text/plain; charset=x-no-such"),
        "done", "", "",
    ),
    "NULs and no From": (lambda _: b"Subject: x\r\n\r\n\0\0\0", "parked", "no-sender", "from"),
}  # fmt: skip


@pytest.mark.parametrize("label", CASES)
async def test_the_next_mail_is_answered(site, label):
    make, status, reason, detail = CASES[label]
    async with site.reading():
        await site.post(make(site.ada))
        await site.post(hours(site.bea))
        await site.answers(1, site.bea)
        first = f"from inbox where lane != 'email:{site.bea}'"
        await site.until(f"select status, reason {first}", [(status, reason)])
    assert detail is None or site.rows(f"select detail {first}") == [(detail,)]
