"""The phone in a real browser: what a person does with it, by mouse, by keyboard and on a small screen."""

import json
import random

import pytest
from playwright.async_api import expect

from channels import gsm7

SMS, CHAT, MAIL = "#pane-sms", "#pane-chat", "#pane-mail"


async def test_sms_from_a_sample_is_answered_and_counted(opened):
    await opened.click("[data-copy=sms] >> nth=0")
    await expect(opened.locator("#sms-count")).to_have_text("124 caratteri · SMS: 1 · GSM-7")
    await opened.keyboard.press("Enter")
    await expect(opened.locator(f"{SMS} .theirs")).to_contain_text("29,40 €")
    await expect(opened.locator(f"{SMS} .mine")).to_contain_text("SMS: 1 · GSM-7")
    await expect(opened.locator(f"{SMS} .theirs")).to_contain_text("SMS: 2 · UCS-2")
    await expect(opened.locator("#sms-text")).to_have_value("")


async def test_old_buttons_stay_tappable(opened):
    for _ in range(2):
        await opened.fill("#chat-text", "multa")
        await opened.press("#chat-text", "Enter")
        await expect(opened.locator("#chat-text")).to_have_value("")
    await opened.get_by_role("button", name="Sì, vada avanti").first.click()
    await expect(opened.locator(f"{CHAT} .mine").last).to_contain_text("Scelta: Sì, vada avanti")
    await expect(opened.locator(f"{CHAT} .theirs").last).to_contain_text("codice avviso")
    assert [inbound.tap for inbound in opened.kept.received] == ["", "", "yes"]


async def test_file_goes_and_comes(opened):
    chosen = [{"name": "foto <1>.jpg", "mimeType": "image/jpeg", "buffer": b"made up"}]
    await opened.set_input_files(f"{CHAT} input[type=file]", chosen)
    await expect(opened.locator(f"{CHAT} .chosen")).to_contain_text("foto <1>.jpg")
    await opened.click(f"{CHAT} .send")
    await expect(opened.locator(f"{CHAT} .mine .card")).to_contain_text("foto <1>.jpg")
    async with opened.expect_download() as downloading:
        await opened.click(f"{CHAT} .theirs .download")
    assert (await downloading.value).suggested_filename == "avviso di pagamento.pdf"


async def test_too_large_a_file_is_told_and_the_text_stays(opened):
    chosen = [{"name": "a.bin", "mimeType": "x/y", "buffer": b"x" * 150_000}]
    await opened.set_input_files(f"{CHAT} input[type=file]", chosen)
    await opened.fill("#chat-text", "ecco")
    await opened.press("#chat-text", "Enter")
    await expect(opened.locator("#alert")).to_contain_text("troppo grande")
    await expect(opened.locator("#chat-text")).to_have_value("ecco")
    assert opened.kept.received == []


async def test_mail_is_written_read_and_answered(opened):
    await opened.click(f"{MAIL} .write")
    await opened.fill("#mail-subject", "Multa")
    await opened.fill("#mail-text", "Targa AB123CD")
    await opened.click(f"{MAIL} .letter-form .send")
    await expect(opened.locator(f"{MAIL} .letter h3")).to_have_text("Re: Multa")
    await expect(opened.locator(f"{MAIL} .letter .card")).to_contain_text("avviso di pagamento.pdf")
    await opened.click(f"{MAIL} .reply")
    await opened.keyboard.type("Confermo.")
    assert "\n> Oggi deve 29,40" in await opened.input_value("#mail-text")
    await opened.click(f"{MAIL} .letter-form .send")
    await expect(opened.locator(f"{MAIL} .letters li")).to_have_count(4)
    assert [inbound.text for inbound in opened.kept.received] == [
        "Multa\nTarga AB123CD",
        "Confermo.",
    ]


async def test_citizens_do_not_see_each_other(opened):
    await opened.fill("#sms-text", "sono Mario")
    await opened.press("#sms-text", "Enter")
    await expect(opened.locator(f"{SMS} .mine")).to_have_count(1)
    await opened.get_by_text("Giulia Finta").click()
    await expect(opened.locator(f"{SMS} .mine")).to_have_count(0)
    await opened.get_by_text("Mario Prova", exact=True).click()
    await expect(opened.locator(f"{SMS} .mine")).to_contain_text("sono Mario")


async def test_what_is_said_stays_text(opened):
    nasty = '<img src=x onerror="document.title=1"><script>document.title=2</script> javascript:alert(1)'
    await opened.fill("#chat-text", nasty)
    await opened.press("#chat-text", "Enter")
    await expect(opened.locator(f"{CHAT} .mine")).to_contain_text(nasty)
    assert await opened.locator(f"{CHAT} .lines :is(img, script, .mine a)").count() == 0


async def test_answer_arrives_by_itself(opened):
    opened.kept.say("try-sms:+393500000001", "out", "Ricevuta: 29,40 €")
    await expect(opened.locator(f"{SMS} .theirs")).to_contain_text("Ricevuta", timeout=20_000)


async def test_long_conversation_is_read_to_its_end_in_order(opened):
    for number in range(45):
        status = "queued" if number == 3 else "sent"
        opened.kept.say("try-sms:+393500000001", "out", f"n. {number}", status=status)
    await opened.reload()
    bubbles = opened.locator(f"{SMS} .bubble p")
    await expect(bubbles).to_have_text([f"n. {number}" for number in range(45)])
    await expect(bubbles.last).to_be_in_viewport()


async def test_lost_counter_is_told_and_the_text_stays(opened):
    await opened.route("**/phone/api/**", lambda route: route.abort())
    await opened.fill("#sms-text", "ci siete?")
    await opened.press("#sms-text", "Enter")
    await expect(opened.locator("#alert")).to_contain_text("non risponde")
    await opened.unroute("**/phone/api/**")
    await opened.press("#sms-text", "Enter")
    await expect(opened.locator(f"{SMS} .theirs")).to_have_count(1)
    await expect(opened.locator("#alert")).to_be_hidden()
    opened.complaints[:] = [one for one in opened.complaints if "ERR_FAILED" not in one]


async def test_keyboard_alone_is_enough(opened):
    await opened.keyboard.press("Tab")
    await expect(opened.locator(".skip")).to_be_focused()
    await opened.keyboard.press("Enter")
    await opened.keyboard.press("Tab")
    await opened.keyboard.press("Tab")
    await expect(opened.locator("#sms-text")).to_be_focused()
    await opened.keyboard.type("ciao")
    await opened.keyboard.press("Shift+Enter")
    await opened.keyboard.type("sono io")
    await opened.keyboard.press("Enter")
    await expect(opened.locator(f"{SMS} .mine")).to_contain_text("ciao\nsono io", use_inner_text=True)
    await opened.click(f"{MAIL} .write")
    await opened.keyboard.press("Escape")
    await expect(opened.locator(f"{MAIL} .letter-form")).to_be_hidden()
    await expect(opened.locator(f"{MAIL} .write")).to_be_focused()


@pytest.mark.parametrize("width", [360, 390, 768])
async def test_small_screen_shows_one_pane_and_never_scrolls_sideways(opened, width):
    await opened.set_viewport_size({"width": width, "height": 740})
    for pane in ("chat", "mail", "sms"):
        await opened.click(f"#tab-{pane}")
        await expect(opened.locator(".pane:visible")).to_have_count(1)
        await expect(opened.locator(f"#pane-{pane}")).to_be_visible()
        assert await opened.evaluate("document.documentElement.scrollWidth") <= width
    await opened.keyboard.press("ArrowRight")
    await expect(opened.locator("#tab-chat")).to_be_focused()
    await expect(opened.locator("#pane-chat")).to_be_visible()


async def test_double_click_sends_once(opened):
    await opened.fill("#sms-text", "una volta")
    await opened.dblclick(f"{SMS} .send")
    await expect(opened.locator(f"{SMS} .theirs")).to_have_count(1)
    assert len(opened.kept.received) == 1


async def test_english_page_speaks_english(opened):
    await opened.click(".language")
    await opened.wait_for_selector("html[lang=en][data-ready]")
    await expect(opened.locator(".sandbox")).to_contain_text("Sandbox: no message leaves this page")
    await expect(opened.locator(".sandbox a")).to_have_text("Notices in force")


async def test_count_on_the_page_is_the_count_of_the_channel(opened):
    source = random.Random(7)  # noqa: S311 - a workload, not a secret
    letters = gsm7.BASIC + gsm7.EXTENSION * 3
    texts = [
        "".join(source.choices(letters + wide, k=size)) for wide in ("", "ç’😀") for size in range(1, 480, 7)
    ]
    module = await opened.get_attribute("script[type=module]", "src")
    count = """async ([address, texts]) => {
        const { measure } = await import(address);
        return texts.map(measure);
    }"""
    counted = await opened.evaluate(count, [module.replace("phone.js", "gsm7.js"), texts])
    for text, found in zip(texts, counted, strict=True):
        ours = gsm7.segments(text)
        assert (found["segments"], found["left"]) == (ours.count, ours.remaining), json.dumps(text)
