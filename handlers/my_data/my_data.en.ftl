title = My data
keywords = data, privacy, gdpr

slot-wish = what you wish
    .labels = what
    .ask = What do you wish to do with the data that we hold of you?
    .need = what you wish to do: COPY, WHO LOOKED, CORRECT or ERASE
    .wrong = I did not understand. Write COPY, WHO LOOKED, CORRECT or ERASE.
slot-wrong = what is wrong
    .labels = wrong, incorrect, to be corrected, mistake
    .ask = What is wrong, and what is right?
    .need = what is wrong and what is right
    .wrong = Write in a few words what is wrong and what is right (up to 2000 characters).
option-wish-COPY = Copy
    .aliases = a copy of the data, download, export, see, access to the data
option-wish-LOOKS = Who looked
    .aliases = who looked at my data, who saw my data, who has seen, access log
option-wish-CORRECT = Correct
    .aliases = correction, rectification, rectify, change
option-wish-ERASE = Erase
    .aliases = erasure, delete, deletion, forget me, be forgotten

example = For example: DATA COPY
correction-example = wrong: my surname is Prova and not Prove

nowhere = I cannot read here what we hold: write { command-operator }.
copy = { $way ->
    [sms] Here is your data: { $url } Until { $until }, from one device only; the page asks for your fiscal code. Do not forward it.
   *[other] Here is the data that we hold of you: the PDF to read, and the JSON with all of it, for other programs. Keep them with care: whoever opens them sees what you wrote to us.
    If something is wrong write DATA CORRECT; to erase, DATA ERASE.
    }
looks = { $looks ->
    [none] Nobody has looked at your data.
   *[other] Who saw or changed your data, the latest first:
    { $looks }
    The whole list is in the copy: DATA COPY. Every employee has a sign that stays the same: if you do not see why they looked, ask the office, { command-operator }.
    }
what-is-wrong = What is wrong, and what is right? Write for example: wrong: my surname is Prova and not Prove.
correct = I ask the office to correct: { $wrong }
    What the register of residents holds (name, birth, family, address) is corrected by the registry office. A person decides: what stands in the register is not changed but added to.
correction = The office has your request for a correction: reference { $reference }, answer by { $by } (GDPR, art. 12 and 16).
erase = I erase at once: the conversations linked to you (this one too: then I do not know here who you are), consents, sign-ups for alerts, lists of who got them, reminders, mandates, the municipality's credentials, the PIN, and the texts of the messages, yours and ours; those of a request still open once it is answered.{ $way ->
    [sms] {" "}By law there remain: register and PEC (DPR 445/2000), fines and payments (up to 10 years), certificates, requests decided, who saw the data.
   *[other] {"\u000A"}By law there must remain:
    - the register and the PEC messages in it (DPR 445/2000, art. 53 ff.)
    - fines, notices and payments: collection and accounting, up to 10 years
    - the register of residents, and the certificates issued, so that whoever has one can check it
    - requests that the municipality has decided or must decide (L. 241/1990)
    - the list of who saw your data, and with it your name and fiscal code
    - if you wrote STOP, that you want no notices
    }
    This cannot be undone.
erased = Done. Conversations, consents, sign-ups for alerts, reminders and credentials are erased; the texts of the messages go within minutes. From now on I do not know here who you are.
