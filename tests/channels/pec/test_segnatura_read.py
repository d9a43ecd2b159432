"""What other offices send as Segnatura.xml and its kin, in three generations, sound and unsound."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from channels.pec.segnatura import (
    Foreign,
    Generation,
    Identifier,
    Listed,
    What,
    is_segnatura_name,
    read_segnatura,
    write_segnatura,
)
from tests.channels.pec.authority import NOW
from tests.channels.pec.segnatura_made import letter, old, schema

SPACE = ' xmlns="http://www.digitPa.gov.it/protocollo/"'
DIGEST = "010203" * 10 + "0102"
OLD = Foreign(
    What.SEGNATURA,
    Generation.CIRCULAR_28,
    Identifier("r_zz", "AOO_GE", "PG", "0001234", date(2026, 11, 20)),
    subject="Parere su “viabilità” & sosta",
    sender="Regione Esempio",
    confirm=True,
    primary=Listed("parere.pdf.p7m", "application/pkcs7-mime", "Parere"),
    attachments=(
        Listed("mappa.png", "image/png", "", "sha256", DIGEST),
        Listed("tavola.pdf"),
    ),
)
PEC = "http://www.agid.gov.it/protocollo/pec/"


def like(generation, found=OLD):
    return Foreign(**{**{name: getattr(found, name) for name in Foreign.__slots__}, "generation": generation})


OF_2001, OF_2013 = like(Generation.CIRCULAR_28), like(Generation.CIRCULAR_60)
DOCTYPE = '<!DOCTYPE Segnatura SYSTEM "Segnatura.dtd">'
PREFIXED = re.sub(
    r"<(/?)(?=[A-Z])", r"<\1p:", old(namespace=' xmlns:p="http://www.digitPa.gov.it/protocollo/"')
)

LETTERS = [
    ("2001, bare", old().encode(), OF_2001),
    ("2001, with its DTD", f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}\n{old()}'.encode(), OF_2001),
    ("2001, in the charset of then",
     f'<?xml version="1.0" encoding="windows-1252"?>{DOCTYPE}{old()}'.encode("cp1252"), OF_2001),
    ("2001, in another charset than it says",
     f'<?xml version="1.0" encoding="UTF-8"?>{DOCTYPE}{old()}'.encode("cp1252"), OF_2001),
    ("2001, with an empty set of its own",
     f'<?xml version="1.0"?><!DOCTYPE Segnatura SYSTEM "Segnatura.dtd" []>{old()}'.encode(), OF_2001),
    ("2001, with blanks before and after", f"\n  {old()}\n\n".encode(), OF_2001),
    ("2001, in UTF-16", f'<?xml version="1.0" encoding="UTF-16"?>{old()}'.encode("utf-16"), OF_2001),
    ("2001, with a byte order mark", f'<?xml version="1.0"?>{old()}'.encode("utf-8-sig"), OF_2001),
    ("2001, with a style sheet and comments",
     f'<?xml version="1.0"?><?xml-stylesheet href="http://x.example/s"?><!-- è -->{old()}'.encode(), OF_2001),
    ("2001, with a character that XML forbids", old().replace("viab", "viab\x0b").encode(), OF_2001),
    ("2013", old(namespace=SPACE).encode(), OF_2013),
    ("2013, with a prefix", PREFIXED.encode(), OF_2013),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "data", "meant"), LETTERS, ids=[name for name, *_ in LETTERS])
def test_letters_of_the_circulars_are_read(_name, data, meant):
    assert read_segnatura(data) == meant


def test_the_letters_of_these_tests_are_by_the_norms_own_definitions():
    dtd = schema("previous_schemas/segnatura_protocollo_circolare 28_2001.dtd")
    assert dtd.validate(etree.fromstring(old())), dtd.error_log
    xsd = schema("previous_schemas/segnatura_protocollo_circolare 60_2013.xsd")
    xsd.assertValid(etree.fromstring(old(namespace=SPACE).replace(' xml:lang="it"', "")))


NEW = write_segnatura(letter(confirm=True), None, NOW)
NEWER = [
    ("as the schema has it", NEW),
    ("with the root in PEC's namespace", NEW.replace(b"prot:SegnaturaInformatica", b"q:SegnaturaInformatica")
     .replace(b" xmlns:prot", f' xmlns:q="{PEC}" xmlns:prot'.encode())),
    ("with everything in PEC's namespace", NEW.replace(b"www.agid.gov.it/protocollo/", PEC[7:].encode())),
    ("with plain attributes", NEW.replace(b" prot:", b" ")),
    ("with no namespace at all", NEW.replace(b"prot:", b"").replace(b"xmlns:prot", b"x")),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "data"), NEWER, ids=[name for name, _ in NEWER])
def test_letters_of_annex_6_are_read(_name, data):
    found = read_segnatura(data)
    assert (found.generation, found.theirs) == (Generation.ANNEX_6, "c_z999/AOO1 0000456/2026")
    assert (found.sender, found.confirm) == ("Comune di Borgo Esempio", True)
    assert found.primary == Listed("risposta.pdf", "application/pdf", "", "sha256", "0f" * 32)


def mark(number, day="2026-11-20"):
    return (
        "<Identificatore><CodiceAmministrazione>r_zz</CodiceAmministrazione><CodiceAOO>G</CodiceAOO>"
        f"<CodiceRegistro>PG</CodiceRegistro><NumeroRegistrazione>{number}</NumeroRegistrazione>"
        f"<DataRegistrazione>{day}</DataRegistrazione></Identificatore>"
    )


THEIRS = Identifier("r_zz", "G", "PG", "0000009", date(2026, 11, 20))
OURS = Identifier("r_zz", "G", "PG", "0000456", date(2026, 11, 20))
RECEIVED = f"<MessaggioRicevuto>{mark('0000456')}</MessaggioRicevuto>"
OTHERS = [
    ("ConfermaRicezione", mark("0000009") + RECEIVED, {"identifier": THEIRS, "about": OURS}),
    ("AggiornamentoConferma", mark("0000009") + RECEIVED, {"identifier": THEIRS, "about": OURS}),
    ("NotificaEccezione", RECEIVED + "<Motivo>001_ValidazioneFirma</Motivo>",
     {"about": OURS, "reason": "001_ValidazioneFirma"}),
    ("NotificaEccezione",
     "<MessaggioRicevuto><DescrizioneMessaggio>Istanza</DescrizioneMessaggio></MessaggioRicevuto><Motivo/>",
     {"subject": "Istanza"}),
    ("AnnullamentoProtocollazione",
     mark("0000009") + "<Motivo>Errore</Motivo><Provvedimento>Atto 3</Provvedimento>",
     {"identifier": THEIRS, "reason": "Errore"}),
]  # fmt: skip
SPACES = [
    ("", Generation.CIRCULAR_28),
    (SPACE, Generation.CIRCULAR_60),
    (f' xmlns="{PEC}"', Generation.ANNEX_6),
]


@pytest.mark.parametrize(("space", "generation"), SPACES, ids=[each.name for _, each in SPACES])
@pytest.mark.parametrize(("root", "inside", "meant"), OTHERS, ids=[root for root, *_ in OTHERS])
def test_what_is_no_letter_is_told_by_its_root_and_never_answered(root, inside, meant, space, generation):
    found = read_segnatura(f"<{root}{space}>{inside}</{root}>".encode())
    assert found == Foreign(What(root), generation, **meant)
    assert not found.what.answerable


ANSWERS = [
    ("2001", f"<Segnatura><Riferimenti><Messaggio>{mark('0000456')}</Messaggio></Riferimenti></Segnatura>"),
    ("2021", f"<SegnaturaInformatica><Riferimenti>{mark('0000456')}</Riferimenti></SegnaturaInformatica>"),
]


@pytest.mark.parametrize(("_name", "text"), ANSWERS, ids=[name for name, _ in ANSWERS])
def test_a_letter_may_name_the_one_it_answers(_name, text):
    found = read_segnatura(text.encode())
    assert (found.about, found.identifier) == (OURS, Identifier())


def test_a_letter_may_be_answered():
    assert read_segnatura(old().encode()).what.answerable


CONFIRM = [
    ("2001: asked", old(), True),
    ("2001: not asked", old(confirm=' confermaRicezione="no"'), False),
    ("2001: silence is no", old(confirm=""), False),
    ("2021: asked", NEW.decode(), True),
    ("2021: not asked", NEW.decode().replace('confermaRicezione="true"', 'confermaRicezione="false"'), False),
    ("2021: not asked, as a figure", NEW.decode().replace('Ricezione="true"', 'Ricezione="0"'), False),
    ("2021: silence is yes", NEW.decode().replace('prot:confermaRicezione="true"', ""), True),
]


@pytest.mark.parametrize(("_name", "text", "asked"), CONFIRM, ids=[name for name, *_ in CONFIRM])
def test_whether_a_confirmation_is_asked_for(_name, text, asked):
    assert (
        read_segnatura(text.removeprefix("<?xml version='1.0' encoding='UTF-8'?>").encode()).confirm is asked
    )


QUOTED = [
    (Identifier("c_a123", "AOO1", "R", "0000456", date(2026, 1, 2)), "c_a123/AOO1 0000456/2026"),
    (Identifier("c_a123", "", "", "0000456"), "c_a123 0000456"),
    (Identifier("", "", "", "12", date(2026, 1, 2)), "12/2026"),
    (Identifier("c_a123", "AOO1"), "c_a123/AOO1"),
    (Identifier(), ""),
]


@pytest.mark.parametrize(("identifier", "text"), QUOTED)
def test_what_a_person_quotes(identifier, text):
    assert identifier.text == text


DAYS = [
    ("2026-11-20", date(2026, 11, 20)),
    ("2026-11-20+01:00", date(2026, 11, 20)),
    ("2026-11-20T10:11:12", date(2026, 11, 20)),
    ("20/11/2026", date(2026, 11, 20)),
    ("5.1.2026", date(2026, 1, 5)),
    ("2026-02-30", None),
    ("ieri", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days_as_registers_write_them(text, day):
    found = read_segnatura(f"<ConfermaRicezione>{mark('1', text)}</ConfermaRicezione>".encode())
    assert found.identifier.registered_on == day


ONE = bytes.fromhex("0f" * 32)
DIGESTS = [
    ("base64", "SHA-256", "Dw8P" * 10 + "Dw8=", "sha256"),
    ("in lines", "SHA-256", "Dw8P\n" * 10 + " Dw8=", "sha256"),
    ("hexadecimal", "SHA-256", "0F" * 32, "sha256"),
    ("no algorithm", "", "Dw8P" * 10 + "Dw8=", "sha256"),
    ("an address as algorithm", "http://www.w3.org/2001/04/xmlenc#sha256", "0f" * 32, "sha256"),
    ("an algorithm of long ago", "SHA-1", "0f" * 20, "sha1"),
    ("a larger one", "SHA-512", "0f" * 64, "sha512"),
    ("an unknown one", "MD2", "0f" * 16, ""),
    ("one with a key", "HMAC-SHA-256", "0f" * 32, ""),
    ("a length that is not its own", "SHA-512", "0f" * 32, ""),
    ("no base64", "SHA-256", "è!", ""),
    ("nothing", "SHA-256", "", ""),
]


@pytest.mark.parametrize(("_name", "algorithm", "text", "told"), DIGESTS, ids=[name for name, *_ in DIGESTS])
def test_digests_as_registers_write_them(_name, algorithm, text, told):
    data = (
        "<Segnatura><Descrizione><Documento nome='a'>"
        f"<Impronta algoritmo='{algorithm}'>{text}</Impronta></Documento></Descrizione></Segnatura>"
    )
    found = read_segnatura(data.encode()).primary
    assert found.algorithm == told
    assert bool(found.digest) == bool(told)


def test_a_file_is_held_against_its_digest():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Listed("a", algorithm="sha256", digest=empty).agrees(b"") is True
    assert Listed("a", algorithm="sha256", digest=empty).agrees(b"x") is False
    assert Listed("a").agrees(b"x") is None


def test_the_mails_own_text_may_be_the_document():
    found = read_segnatura(b"<Segnatura><Descrizione><TestoDelMessaggio/></Descrizione></Segnatura>")
    assert (found.primary, found.documents) == (None, ())


OFFICE = "<DenominazioneAmministrazione>Ente</DenominazioneAmministrazione>"
SENDERS = [
    ("an office", f"<Amministrazione>{OFFICE}</Amministrazione>", "Ente"),
    ("an office abroad", f"<AmministrazioneEstera>{OFFICE}</AmministrazioneEstera>", "Ente"),
    ("a firm", "<PersonaGiuridica><Denominazione>Ditta</Denominazione></PersonaGiuridica>", "Ditta"),
    ("a person", "<PersonaFisica><Nome>Ada</Nome><Cognome>Rossi</Cognome></PersonaFisica>", "Ada Rossi"),
    ("nobody", "", ""),
]


@pytest.mark.parametrize(("_name", "inside", "name"), SENDERS, ids=[name for name, *_ in SENDERS])
def test_senders_of_annex_6(_name, inside, name):
    inside = f"<Descrizione><Mittente>{inside}</Mittente></Descrizione>"
    found = read_segnatura(f"<SegnaturaInformatica>{inside}</SegnaturaInformatica>".encode())
    assert found.sender == name


ENTITIES = '<!DOCTYPE Segnatura [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
NOTHING = [
    ("nothing", b""),
    ("no XML", b"%PDF-1.7"),
    ("another root", b"<EsitoAtto/>"),
    ("our word inside of another root", b"<x><Segnatura/></x>"),
    ("entities", f"{ENTITIES}{old().replace('Giunta', '&b;')}".encode()),
    ("entities in UTF-16", f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES}{old()}'.encode("utf-16")),
    ("a file of the machine", b'<!DOCTYPE Segnatura [<!ENTITY f SYSTEM "file:///etc/passwd">]><Segnatura>&f;</Segnatura>'),
    ("deeper than any honest one", b"<Segnatura>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Segnatura>"),
    ("larger than any honest one", b"<Segnatura>" + b" " * 3_000_000 + b"</Segnatura>"),
    ("more elements than any honest one", b"<Segnatura>" + b"<a/>" * 200_000 + b"</Segnatura>"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "data"), NOTHING, ids=[name for name, _ in NOTHING])
def test_what_is_none_of_ours_or_harmful_is_not_read(_name, data):
    assert read_segnatura(data) is None


EMPTY = [
    ("an empty letter", b"<Segnatura/>"),
    ("a letter of empty parts", b"<Segnatura><Intestazione/><Descrizione/></Segnatura>"),
    ("an empty letter of 2021", b"<SegnaturaInformatica><Intestazione/></SegnaturaInformatica>"),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "data"), EMPTY, ids=[name for name, _ in EMPTY])
def test_what_is_missing_is_empty(_name, data):
    found = read_segnatura(data)
    assert (found.theirs, found.subject, found.sender, found.documents) == ("", "", "", ())
    assert (found.confirm, found.sealed) == (False, False)


def test_what_breaks_off_is_read_as_far_as_it_goes():
    text = old()
    found = read_segnatura(text[: text.index("<Descrizione>")].encode())
    assert (found.theirs, found.subject) == (OLD.theirs, OLD.subject)


def test_lists_and_texts_are_bounded():
    many = "<Allegato nomeFile='a'/>" * 3000
    data = (
        f"<SegnaturaInformatica><Intestazione><Oggetto>{'x' * 100_000}</Oggetto></Intestazione>"
        f"<Descrizione>{many}</Descrizione></SegnaturaInformatica>"
    )
    found = read_segnatura(data.encode())
    assert (len(found.attachments), len(found.subject)) == (500, 4000)


NAMES = [
    ("Segnatura.xml", True),
    ("SEGNATURA.XML", True),
    (" segnatura.xml ", True),
    ("Conferma.xml", True),
    ("Aggiornamento.xml", True),
    ("Eccezione.xml", True),
    ("Annullamento.xml", True),
    ("ConfermaRicezione.xml", True),
    ("segnatura.pdf", False),
    ("la mia segnatura.xml", False),
    ("daticert.xml", False),
    ("", False),
]


@pytest.mark.parametrize(("name", "ours"), NAMES)
def test_names_by_which_registers_speak(name, ours):
    assert is_segnatura_name(name) is ours


PIECES = st.sampled_from(
    [
        *(
            old(),
            NEW.decode(),
            DOCTYPE,
            "<Segnatura>",
            "</Segnatura>",
            "<Identificatore>",
            "</Identificatore>",
        ),
        *(
            "<Allegati>",
            "<Fascicolo>",
            "<Documento nome='",
            "'/>",
            "<Impronta algoritmo='#'>",
            "&amp;",
            "&x;",
        ),
        *(
            "<?xml version='1.0' encoding='",
            "'?>",
            "utf-7",
            "UTF-16",
            "zlib",
            "<![CDATA[",
            "]]>",
            "<!--",
            "\0",
        ),
        *("<NumeroRegistrazione>", "<DataRegistrazione>0000-00-00", "99/99/9999", "<ConfermaRicezione>", "è"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_no_bytes_make_it_raise(text, charset):
    found = read_segnatura(text.encode(charset, "replace"))
    assert found is None or found.theirs == found.identifier.text


@given(st.integers(0, len(NEW) - 1), st.integers(0, 255))
def test_no_byte_altered_makes_it_raise(place, byte):
    read_segnatura(NEW[:place] + bytes([byte]) + NEW[place + 1 :])
