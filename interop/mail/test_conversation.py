"""A mail is answered in its thread, over Debian's Postfix and Dovecot, by the whole counter."""

from interop.mail.mails import fine, hours, mail


async def test_a_fine_in_the_subject_is_answered_in_its_thread(site):
    async with site.reading():
        await site.post(fine(site.ada, Message_ID="<1@ada.example>", References="<0@ada.example>"))
        [answer] = await site.answers(1)
        await site.until("select status from outbox", [("sent",)])
    assert "V12345/2026" in answer.get_content()
    assert (answer["Subject"], answer["In-Reply-To"]) == ("Re: Multa V12345/2026", "<1@ada.example>")
    assert answer["References"].split() == ["<0@ada.example>", "<1@ada.example>"]
    assert answer["Auto-Submitted"] == "auto-replied"
    assert site.rows("select provider_id from outbox") == [(answer["Message-ID"],)]


async def test_the_answer_to_the_answer_goes_on(site):
    async with site.reading():
        await site.post(fine(site.ada, Message_ID="<1@ada.example>"))
        [first] = await site.answers(1)
        thread = {"In_Reply_To": first["Message-ID"], "References": f"<1@ada.example> {first['Message-ID']}"}
        quoted = "".join(f"> {line}\n" for line in first.get_content().splitlines())
        said = f"Sì\n\nIl giorno lun 23 nov 2026 alle ore 10:15 Sportello ha scritto:\n{quoted}"
        await site.post(mail(site.ada, "Re: Multa V12345/2026", said, **thread))
        second = (await site.answers(2))[1]
    assert site.rows("select text from inbox where id = 2") == [("Sì",)]
    assert second["References"].split()[:2] == ["<1@ada.example>", first["Message-ID"]]


async def test_nothing_is_marked_moved_or_deleted(site):
    async with site.reading():
        await site.post(hours(site.ada))
        await site.answers(1)
    with site.provider.opened(site.address) as box:
        _, found = box.fetch("1:*", "(FLAGS)")
    assert found == [b"1 (FLAGS ())"] or b"\\Seen" not in found[0], found
