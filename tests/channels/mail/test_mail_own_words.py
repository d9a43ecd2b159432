"""What of a mail is read: of an answer its sender's words alone, of others also what they pass on."""

from pathlib import Path

import pytest

from channels.mail.own_words import own_words
from channels.mail.reading import parse_mail
from tests.channels.mail.letters import BOUNDS, HTML, ME, mail

FILE = Path(__file__).parent / "own_words.txt"


def written():
    """The cases of the file: a label, the text of a mail, what is left of it."""
    for case in FILE.read_text(encoding="utf-8").split("\n== ")[1:]:
        label, _, rest = case.partition("\n")
        said, _, own = rest.partition("\n=>")
        yield label, said.replace("·", " "), own.strip()


PLAIN = [
    *written(),
    ("many empty lines", "\n\nuno\n\n\n\n\ndue\n\n", "uno\n\ndue"),
    ("Windows' line ends", "uno\r\ndue\rtre", "uno\ndue\ntre"),
]


@pytest.mark.parametrize(("label", "said", "own"), PLAIN, ids=[case[0] for case in PLAIN])
def test_own_words(label, said, own):
    assert own_words(said) == own, label


GMAIL = (
    '<div dir="ltr">Sì, AB123CD</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
    'Il giorno lun 23 nov 2026 alle ore 09:15 Sportello &lt;<a href="mailto:a@b.example">a@b.example</a>&gt;'
    " ha scritto:<br></div>"
    '<blockquote class="gmail_quote"><p>Va bene?</p><blockquote>prima</blockquote></blockquote></div>'
)
OUTLOOK = (
    '<html xmlns:o="urn:x"><head><meta charset="x"><style><!-- p {margin:0} --></style></head><body>'
    '<!--[if mso]><p>nascosto</p><![endif]--><p class="MsoNormal">Sì, AB123CD<o:p></o:p></p>'
    '<div style="border-top:solid"><p class="MsoNormal"><b>Da:</b> Sportello &lt;a@b.example&gt; <br>'
    "<b>Inviato:</b> lunedì 23 novembre 2026 09:15<br><b>A:</b> Ada<br><b>Oggetto:</b> Multa</p></div>"
    "<p>Va bene?</p></body></html>"
)
APPLE = (
    '<div>Sì, AB123CD</div><div><br><div>Inviato da iPhone</div></div><div dir="ltr"><br>'
    '<blockquote type="cite">'
    "Il giorno 23 nov 2026, alle ore 09:15, Sportello ha scritto:<br><br></blockquote></div>"
    '<blockquote type="cite"><div>Va bene?</div></blockquote>'
)
PAGES = [
    ("Gmail", GMAIL, "Sì, AB123CD"),
    ("Outlook", OUTLOOK, "Sì, AB123CD"),
    ("Apple", APPLE, "Sì, AB123CD"),
    (
        "letters by name and number",
        "caff&egrave; &#232; &amp; &lt;b&gt; &euro; &#x20ac; &no; &",
        "caffè è & <b> € € &no; &",
    ),
    ("a number that is no letter", f"a&#{'9' * 5000};b", "a\ufffdb"),
    (
        "a table",
        "<table><tr><th>Targa</th><td>AB123CD</td></tr><tr><td>Verbale<td>V1/26</table>",
        "Targa AB123CD\nVerbale V1/26",
    ),
    ("a list", "<ul><li>uno<li>due</ul>", "- uno\n- due"),
    ("lines", "uno<br>due<br/><br />tre<p>quattro</p>cinque", "uno\ndue\n\ntre\n\nquattro\n\ncinque"),
    ("verbatim", "<pre>uno\n  due</pre>", "uno\n  due"),
    (
        "a link",
        'Veda <a href="https://x.example/a?b=1&amp;c=2">qui</a>.',
        "Veda qui (https://x.example/a?b=1&c=2).",
    ),
    ("a link that says itself", '<a href="https://x.example/">x.example</a>', "x.example"),
    ("a link to write to", '<a href="mailto:a@b.example">Ada</a>', "Ada"),
    ("a link that would run", '<a href="javascript:alert(1)">qui</a>', "qui"),
    (
        "what is not to be seen",
        '<div style="display: none">uno<div>due</div></div>tre<span style="mso-hide:all">x</span>',
        "tre",
    ),
    (
        "programs and styles",
        "<style>p > a {}</style>uno<script>if (a<b) x('</p>')</script>due<title>x</title>",
        "unodue",
    ),
    ("a comment that never ends", "uno<!-- due", "uno"),
    ("a tag that never ends", "uno<a href='due", "uno"),
    ("a sign of less", "3 < 4 e <5", "3 < 4 e <5"),
    ("a sign of more in a tag", '<img alt="a > b" src=x>uno', "uno"),
    ("a head that is never closed", "<head><meta charset=x><body>uno", "uno"),
    ("capitals", "<P>uno</P><BLOCKQUOTE>due</BLOCKQUOTE>", "uno"),
]


@pytest.mark.parametrize(("label", "html", "own"), PAGES, ids=[case[0] for case in PAGES])
def test_pages(label, html, own):
    answer = mail(html, {**HTML, "Subject": "R: Multa", "In-Reply-To": "<b1@comune.example.it>"})
    assert parse_mail(answer, BOUNDS, ME).text == own, label


COPIED = (
    "Da: Polizia Locale <polizia@comune.example.it>\nInviato: lunedì 23 novembre 2026 09:15\n"
    "A: Ada Rossi\nOggetto: Verbale\n\nVerbale V12345/2026\n--\nIl comando"
)
COPIED_INWARDS = "\n".join(f"> {line}" for line in COPIED.splitlines())
TOLD = "Il giorno 3 febbraio 2026 il vigile ha scritto:\ntarga AB123CD"
NAMES_ONE = {"In-Reply-To": "<b1@comune.example.it>"}
PASSED_ON = [
    ("new, with a notice copied below", {}, f"Come pago?\n\n{COPIED}", "Come pago?\n\nVerbale V12345/2026"),
    ("new, the notice alone", {}, COPIED, "Verbale V12345/2026"),
    ("new, every line marked", {}, "> Verbale V12345/2026", "Verbale V12345/2026"),
    ("new, and tells what somebody wrote", {}, TOLD, TOLD),
    (
        "passed on, naming the mail",
        {"Subject": "I: Verbale", **NAMES_ONE},
        f"Come pago?\n\n{COPIED}",
        "Come pago?\n\nVerbale V12345/2026",
    ),
    (
        "passed on by a telephone",
        {"Subject": "Fwd: Verbale"},
        f"Come pago?\n\nInviato da iPhone\n\nInizio messaggio inoltrato:\n\n{COPIED_INWARDS}",
        "Come pago?\n\nVerbale V12345/2026",
    ),
    ("an answer, by its subject", {"Subject": "R: Multa"}, f"Sì\n\n{COPIED}", "Sì"),
    ("an answer, by the mail that it names", NAMES_ONE, f"Sì\n\n{COPIED}", "Sì"),
    ("an answer, by the thread that it names", {"References": "<b1@x.example>"}, f"Sì\n\n{COPIED}", "Sì"),
    ("an answer that says nothing", NAMES_ONE, COPIED, ""),
    ("an answer that tells what somebody wrote", NAMES_ONE, TOLD, TOLD),
]


@pytest.mark.parametrize(("label", "fields", "said", "kept"), PASSED_ON, ids=[case[0] for case in PASSED_ON])
def test_what_is_passed_on(label, fields, said, kept):
    assert parse_mail(mail(said, fields), BOUNDS, ME).text == kept, label
