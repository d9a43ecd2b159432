title = The municipality's credentials
keywords = credentials, credential

slot-fiscal_code = fiscal code
    .labels = fiscal code, codice fiscale, tax code, cf, c.f.
    .ask = What is your fiscal code (codice fiscale)? (for example RSSMRA80A01H501U)
    .need = { $way ->
        [sms] fiscal code
       *[other] your fiscal code (codice fiscale, 16 characters, for example RSSMRA80A01H501U)
    }
    .help = The fiscal code (codice fiscale) is on your health card and on the electronic identity card: 16 characters, for example RSSMRA80A01H501U.
    .wrong = I do not recognise the fiscal code. Write it as on your health card, for example RSSMRA80A01H501U.
    .wrong-check = One character of this fiscal code is wrong, or two are swapped: check it on your health card.
    .wrong-length = A person's fiscal code has 16 characters: check it on your health card.
slot-holder = first name and surname
    .labels = first name and surname, name and surname, full name, holder, name
    .ask = What is your name? (first name and surname)
    .need = first name and surname
    .help = First name and surname as they stand on your identity card.
    .wrong = I do not recognise the name. Write first name and surname as on your identity card, for example Mario Rossi.
    .wrong-digits = A name has no digits. Write first name and surname as on your identity card, for example Mario Rossi.

example = { $way ->
    [sms] E.g. CREDENTIALS
   *[other] For example: CREDENTIALS fiscal code RSSMRA80A01H501U, full name Mario Rossi
}
correction-example = fiscal code RSSMRA80A01H501U, full name Mario Rossi

not-offered = The municipality gives no credentials of its own: by law (CAD, art. 64) public bodies are entered with SPID, with the electronic identity card (CIE) or with CNS. { $way ->
    [sms] If you have SPID or CIE write { command-login }: I send you a link and this number becomes yours here. If not: SPID from a provider (spid.gov.it), CIE at the registry office.
   *[other] {"\u000A"}- If you have SPID or CIE write { command-login }: I send you a link, and this conversation counts as yours.
    - If you have neither: ask one of the providers for SPID (spid.gov.it), or the registry office for the CIE.
    None of us will ever ask you for a password in a message.
    }
from-your-pec = From here I cannot know who writes, so I send no credentials: { $way ->
    [sms] ask for them by writing CREDENTIALS from your own PEC, or at the counter with your identity card. With SPID or CIE you need none: write { command-login }. Never send a password in a message.
   *[other] a number or an address can be imitated. There are two ways to get them:
    - write CREDENTIALS from your own PEC
    - come to the counter in person, with your identity card
    If you have SPID or the electronic identity card (CIE) you need none: write { command-login }.
    None of us will ever ask you for a password in a message, and we send none.
    }
who = This address is not registered with us yet. To know whose it is I need { $lacking ->
    [fiscal_code] your fiscal code
    [holder] your first name and surname
   *[other] your fiscal code, first name and surname
    }: I look them up in the national index of digital domiciles (INAD).{ $way ->
    [sms] {""}
   *[other] {" "}If this PEC is not there a person checks it: attach a copy of your identity card right away.
    }
names-differ = The fiscal code { $fiscal_code } is not of somebody called { $holder }: its first six letters show it. Check both on your health card.
set-aside = { $missing ->
    [match] I have received the data and the attachment: the registers that I can consult do not show that this PEC belongs to the person you named, so a clerk checks it.
   *[document] The registers that I can consult do not show that this PEC belongs to the person you named, and I cannot send credentials. A copy of the identity card is missing: answer CREDENTIALS with the same data and the copy attached, and a clerk checks it.
    } Reference { $reference }: a person answers you by { $answer_by }. If you prefer, come to the counter with your identity card: it is done at once. With SPID or CIE you need no credentials: write { command-login }.
with-a-person = A clerk already has your request for credentials: reference { $reference }, answer by { $answer_by }. If the copy of your identity card is missing, attach it to a new message CREDENTIALS with the same data.
register-away = The national index of digital domiciles (INAD) does not answer at the moment, and without it I cannot know whose this PEC is. Write CREDENTIALS again in an hour, or come to the counter with your identity card. With SPID or CIE you can log in now: write { command-login }.
handed = { $kind ->
    [recovery] This is how to choose a new password. The one before is no longer valid.
   *[new] These are your credentials.
    }
    Username: { $username }
    To choose your password, once and by { $until }: { $url }
    You also need your phone, with an app for login codes: the page guides you. Do not pass the link on to anybody. If you did not ask for credentials do not open it and write { command-operator }: somebody may be using your PEC.
    They are valid for this municipality's services only, and not as a signature: an application is signed with SPID, CIE or from your own PEC (CAD, art. 65).
barred = The office has locked your credentials: I cannot open them again by message. Come to the counter with your identity card. With SPID or CIE you can log in: write { command-login }.
too-many = In the last 24 hours I have already sent you several links: only the last one is valid. If you cannot find it, try again tomorrow or come to the counter with your identity card. With SPID or CIE you can log in now: write { command-login }.

approved = Your request for credentials { $reference } has been checked and granted.
refused = Your request for credentials { $reference } has been checked and not granted.
