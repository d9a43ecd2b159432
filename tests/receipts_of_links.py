"""Paying what a link leads to, as pagoPA would tell it: by a receipt."""

from storage.database import Database
from storage.notices import find_notice
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, Settled, TakenReceipt


async def pay_link(database: Database, link: str) -> Settled:
    """Bring the receipt of the notice behind a link that a citizen was sent, at the amount that it asks."""
    token = link.partition("/pay/")[2].rstrip(".")
    notice = await database.reader.fetch(lambda connection: find_notice(connection, token))
    if notice is None:
        raise LookupError(f"no notice behind {link}")
    receipt = PaymentReceipt(
        receipt_id=f"paid-{notice.nav}",
        nav=notice.nav,
        iuv=notice.iuv,
        amount_cents=notice.amount_cents,
        paid_at=database.clock(),
        psp="Banca di Prova",
        way="node",
        executed=True,
        original=b"",
    )
    return await database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, "test"))
