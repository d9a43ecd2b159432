# The counter's own words, shared by every service.
# $city: the municipality's name. $way: sms, telegram, email.

command-help = HELP
    .words = help, info, ?
    .about = what I can do, and how
command-menu = MENU
    .words = menu, services, home, bot
    .about = the services of the counter
command-cancel = CANCEL
    .words = cancel, never mind, forget it
    .about = leave the request
command-back = BACK
    .words = back, go back, previous
    .about = back to the question before
command-status = STATUS
    .words = status
    .about = where we are
command-operator = OPERATOR
    .words = operator, agent, human, a person
    .about = ask for a person's answer
command-language = LANGUAGE
    .words = language, languages
    .about = italiano or English
command-login = LOGIN
    .words = login, log in, sign in
command-logout = EXIT
    .words = exit, logout, log out, quit
command-stop = STOP
    .words = stop, unsubscribe
    .about = no more notices
command-start = RESTART
    .words = restart, start, subscribe again
    .about = receive notices again
command-resume = RESUME
    .words = resume, continue, carry on
    .about = take up a request that was put aside

yes = Yes
no = No

language-it = Italiano
    .words = italian, italiano, it, ita
language-en = English
    .words = english, inglese, en, eng
language-set = From now on I will write to you in English.
language-ask = Which language would you like to go on in?

letter-reply =
    .words = re, fw, fwd
letter-opening = Dear citizen,
    .words = dear, hello, hi, good morning, good afternoon, good evening, to whom it may concern, subject
letter-registered = Your message is entered in our register as no. { $number } of { $day }. You are due a final answer by { $by }.
letter-closing = Kind regards,
    The citizens' counter - { $city }
    .words = kind regards, best regards, regards, warm regards, best wishes, yours sincerely, yours faithfully, sincerely, many thanks and regards, sent from my

opening = { $title }. To leave it, write { command-cancel }.
needs = { $way ->
    [sms] { $start ->
        [yes] { $title }. I need: { $inline }.
       *[no] I still need: { $inline }.
    }
   *[other] { $start ->
        [yes] { $title }. I need:
       *[no] I still need:
    }
    { $needs }
}
list-hint = For the list: { command-help }.
understood = I understood: { $items }.
corrected = Corrected: { $items }.
unsure = I am not sure whether you wrote the { $first } or the { $second }: please repeat it with its name in front, for example "{ $first }: ...".
doubt = I found more than one answer for "{ $slot }". Which one is right?
same = I have this already: { $items }.
not-here = I cannot help with that. To talk to a person write { command-operator }.
changed = Something has changed in the meantime: please check again.
explain =
    .words = i don't have it, i do not have it, i don't know, i do not know, don't know, dunno, no idea, i have no idea, not sure, i am not sure, i'm not sure, i can't find, i cannot find, can't find, where do i find, where can i find, where is it, i don't understand, i do not understand, what is that, what does that mean, what do you mean, what should i write, i don't remember
not-understood = I did not understand the answer.
stuck = If you prefer, write { command-operator } to talk to a person or { command-cancel } to leave it.
confirm = { $way ->
    [telegram] Is that all right?
    [sms] Reply YES to confirm, NO to correct, { command-cancel } to leave it.
   *[other] Reply YES to confirm, NO to correct something, { command-cancel } to leave it.
}
yes-or-no = I need a yes or a no.
repair = What shall I correct? For example: "{ $example }". To leave it: { command-cancel }.
    .words = wrong, mistake, mistaken, incorrect, correct, correction, change, typo
correct-hint = You can correct something, for example "{ $example }", or write { command-cancel }.
already-there = Of course, this is where we are: "{ $title }".

which-service = I would not like to get it wrong. What do you need?
old-button = That button belonged to an earlier question and no longer counts.
unclear = I did not understand. I am the citizens' digital counter ({ $city }) and I can help with these services; for anything else write { command-operator }.
menu = What I can do for you:
menu-group = { $group }:
menu-others = All services
menu-inside = The request "{ $title }" stays open: you can answer the last question, or leave it with { command-cancel }.

# --- groups of services, in the menu
services-payments = Fines and payments
services-certificates = Certificates and declarations
services-permits = ZTL permits
services-offices = Offices
services-requests = Requests to the office
services-data = Data, contacts and consents
services-access = Login, PIN and mandates
services-other = Other

help = { $way ->
    [sms] The citizens' digital counter ({ $city }): tell me what you need, or choose a service. Any time: { command-menu }, { command-back }, { command-cancel }, { command-status }, { command-resume }, { command-operator } (a person), { command-language } (Italiano), { command-stop } (no alerts).
   *[other] I am the citizens' digital counter ({ $city }). Tell me in your own words what you need, or choose a service.
    At any time you can write:
    - { command-help }: this explanation
    - { command-menu }: the services
    - { command-back }: go back to the question before
    - { command-cancel }: leave the request
    - { command-status }: where we are
    - { command-resume }: take up a request that was put aside
    - { command-operator }: a person answers you
    - { command-language }: Italian or English
    - { command-login }, { command-logout }: prove who you are, and end it
    - { command-stop }: no more alerts; { command-start }: alerts again
}
help-inside = { $way ->
    [sms] We are doing "{ $title }". Answer the question, correct something (name and value), or write { command-back }, { command-cancel }, { command-operator }.
   *[other] We are doing: "{ $title }". You can answer the question, correct something by writing its name and value, go back ({ command-back }), leave it ({ command-cancel }) or ask for a person ({ command-operator }).
}
cancelled = I have cancelled the request "{ $title }": nothing was recorded.
nothing-to-cancel = There is no open request to cancel. To see the services: { command-menu }.
went-back = Going back: { $slot }.
first-question = This is already the first question.
nothing-to-go-back-to = There is no question to go back to. To see the services: { command-menu }.
status-none = You have no open requests. To see the services: { command-menu }.
status-open = Request opened on { $day }: "{ $title }". { $given ->
    [none] I have no data yet.
   *[other] I have received: { $given }.
}
operator = I have told the office: a person will answer you here as soon as possible.{ $office_phone ->
    [none] {""}
   *[other] {" "}If it is urgent: tel. { $office_phone }{ $office_hours ->
        [none] .
       *[other] {" "}({ $office_hours }).
        }
    } Meanwhile you can go on with me.

# --- a person of the office takes the conversation
# $open: yes, no, unknown. $until: when it closes or opens again. $unit: minutes, hours, days, none.
person-called = { $again ->
    [yes] This conversation is with the office already: the person who follows it will answer you here.
   *[no] I have told the office: from here on a person answers you.
    }{ $open ->
    [yes] { $until ->
        [none] {" "}The office is open.
       *[other] {" "}The office is open until { $until }.
        }
    [no] { $until ->
        [none] {" "}The office is closed now.
       *[other] {" "}The office is closed now: it opens again at { $until }.
        }
   *[unknown] {""}
    }{ $unit ->
    [minutes] {" "}The first answer usually comes within { $wait } minutes of office hours.
    [hours] { $wait ->
        [one] {" "}The first answer usually comes within an hour of office hours.
       *[other] {" "}The first answer usually comes within { $wait } hours of office hours.
        }
    [days] {" "}The first answer usually takes { $wait } days.
   *[none] {" "}How long it will take we do not know.
    }{ $office_phone ->
    [none] {""}
   *[other] {" "}If it is urgent: tel. { $office_phone }{ $office_hours ->
        [none] .
       *[other] {" "}({ $office_hours }).
        }
    } Meanwhile I do not answer: what you write here the person reads. To come back to me: { command-menu }.
person-or-counter = This conversation is with a person of the office. Shall I answer you again?{ $way ->
    [telegram] {""}
   *[other] {" "}Reply YES or NO.
    }
person-stays = All right: go on with the office.
person-back = Here I am: I answer you again. To talk to a person: { command-operator }.
person-closed = The office has closed the conversation: from now on I answer you again. To talk to a person again: { command-operator }.
person-late = I am sorry: nobody of the office has been able to answer you yet. What you wrote is not lost: they will read it and answer you here. Meanwhile I answer you again.
person-again = From now on the office answers you again. To come back to me: { command-menu }.
person-quiet = The conversation with the office has rested for a while: from now on I answer you again. To talk to a person again: { command-operator }.

login = { $level ->
    [identified] You have logged in with { $proof ->
        [spid] SPID { $degree ->
            [none] {""}
           *[other] (level { $degree })
            }
        [cie] the electronic identity card
        [cns] the services card
        [credentials] the municipality's credentials
        [pec] your own PEC
        [other] your digital identity
       *[desk] a document, at the counter
        }: it holds { $until ->
        [none] for this message
       *[other] until { $until }
        }. To end it: { command-logout }.
    [registered] This conversation is linked to you until { $day }: that is enough for the services of registered people. For the others you must log in.
   *[open] This conversation is linked to nobody: you can use the services that are open to all. For the others you must log in.
}
login-link = To log in, open by { $until }: { $url }
    The page must show the code { $code }: if it shows another, close it. Do not forward the link to anybody.
link-refused = Whoever opened the login link answered that this is not their conversation: the link no longer works. If it was you, write { command-login } for another one; if not, there is nothing to do.
login-nowhere = Today you cannot log in from here. The services open to all do not need it: just answer the questions. For the others come to the counter with a document, or write to us from your own PEC.
logout = { $level ->
    [identified] You are logged out: from now on you must prove again who you are where that is needed. To see or unlink your contacts: CONTACTS.
    [registered] You are not logged in: the conversation is closed. It stays linked to you until { $day }; to unlink it: CONTACTS.
   *[open] You are not logged in: the conversation is closed. Whenever you like, write { command-menu }.
}

proof-needed = { $level ->
    [registered] "{ $title }" is for registered people: I must link this conversation to you first.
   *[identified] { $known ->
        [yes] This conversation is linked to you, but "{ $title }" needs more: SPID of level 2 at least, CIE or CNS.
       *[no] For "{ $title }" I must first know for certain who you are.
        }
    }{ $filing ->
    [yes] {" "}It is an application: until it is signed it stays a draft, and logging in with SPID or CIE counts as a signature.
   *[no] {""}
    }{ $certified ->
    [yes] {" "}This PEC is not enough: it is not known as yours, or I could not verify it.
   *[no] {""}
    } { $way ->
    [sms] By { $until } open { $url } : it must show the code { $code }, otherwise close it. Do not forward it. Then I go on from here. Or: in person at the counter, with a document, or from your own PEC. To leave it: { command-cancel }.
   *[other] Open this link by { $until }:
    { $url }
    The page must show the code { $code }: if it shows another, close it. Do not forward the link to anybody.
    What you wrote to me stays here: as soon as you have logged in, on another device too, I go on from this point.
    Other ways: in person at the counter with a document{ $certified ->
        [yes] .
       *[no] , or by writing to us from your own PEC.
        } To leave it: { command-cancel }.
}
proof-waits = "{ $title }" waits for you to log in: the link that I sent you is good until { $until }. For a new one: { command-login }. To leave it: { command-cancel }.
proof-nowhere = For "{ $title }" I must know for certain who you are, and today that is not possible from here: come to the counter with a document, or write to us from your own PEC. The request waits; to leave it: { command-cancel }.
proven = { $level ->
    [identified] You are logged in with { $proof ->
        [spid] SPID{ $degree ->
            [none] {""}
           *[other] {" "}(level { $degree })
            }
        [cie] the electronic identity card
        [cns] the services card
        [credentials] the municipality's credentials
        [pec] your own PEC
        [other] your digital identity
       *[desk] a document, at the counter
        }: in this conversation I know who you are{ $until ->
        [none] {""}
       *[other] {" "}until { $until }
        }. To end it earlier: { command-logout }.
   *[other] This conversation is linked to you until { $day }. To unlink it: CONTACTS.
}
proven-later = "{ $title }" goes on as soon as we are done with this request.

# --- the PIN: it is typed on the page of a link alone
pin-needed = { $way ->
    [sms] "{ $title }" needs your PIN. Do not write it here: by { $until } open { $url } (code { $code }). Then I do it at once. To leave it: { command-cancel }.
   *[other] "{ $title }" needs your PIN. Do not write it here: open this link by { $until }:
    { $url }
    The page must show the code { $code }. As soon as you have typed your PIN there, I do it. To leave it: { command-cancel }.
}
pin-waits = "{ $title }" waits for your PIN: the link that I sent you is good until { $until }. To leave it: { command-cancel }.
pin-taken = The PIN is right.
pin-locked = Too many wrong PINs: to be safe I have unlinked this conversation from you. To link it again you must log in anew: { command-login }. If it was not you, tell the office: { command-operator }.

# --- for somebody else, and who was here before
acting = [On behalf of { $name }]
acting-ended = You do not act for anybody else any more: the time, the mandate or the login has ended. From now on you answer for yourself. To begin again: BEHALF.
acting-not-here = "{ $title }" cannot be done on behalf of { $name }. To act for yourself again: BEHALF OF MYSELF.
acting-out-of-scope = The mandate of { $name } does not cover "{ $title }".
left-behind = What was left half-way by who used this conversation before has been closed.

filing-application = You are identified: if you confirm, the application counts as signed (CAD art. 65).
filing-draft = With this login the application stays a draft until you sign it (CAD art. 65). The shortest way: { command-login } with SPID or CIE. Others: from your own PEC, or signed with a copy of your document.
filing-unsigned = Until it is signed it is a draft (CAD art. 65). If you confirm I send you a link: logging in with SPID or CIE counts as a signature. Other ways: from your own PEC, or signed with a copy of your document.

password =
    .words = password, passwd, pwd, passcode, passphrase, pin, pin code
    .is = is, was
    .states = wrong, expired, forgotten, lost, locked, blocked, not, correct, right, new, changed, old, valid, the, a, an, of, for, in, always, still, required, needed, too, what, how, where, when, why
password-written = I saw a password or a PIN in your message. I did not use it { $kept ->
    [yes] but, as it was a PEC, the message stays in the register: change that password at once.
   *[no] and I have erased the text. Erase it from your phone or mailbox too, and change that password if you can.
    } None of us will ever ask you for a password in a message: it is written on the login page only.
stopped = All right: I will not send you alerts any more. If you write to us I will still answer; to get reminders again: { command-start }, alerts of the city: SUBSCRIBE.
started = All right: you can get reminders and news of what you ask for again; for alerts of the city: SUBSCRIBE. To stop them: { command-stop }.
nothing-to-resume = There is no request to resume. These are the services:

paused = I have not heard from you: the request "{ $title }" has expired and I have put it aside. To go on from where we were: { command-resume }.
resumed = Going on with your request "{ $title }" of { $day }.
still-paused = You still have a request put aside: "{ $title }". To go on with it: { command-resume }.
back-to = Back to: "{ $title }".

empty = I received an empty message. Please write what you need.
only-files = I received your file, but I need no document right now: I did not use it. Please write what you need.
files-kept = I kept the file: it goes with this application, once you confirm it.
files-not-needed = This request needs no attachments: I did not use them.
refused-large = { $name ->
    [none] The file you sent is too large
   *[other] The file "{ $name }" is too large
    }{ $limit ->
    [none] {""}
   *[other] {" "}({ $limit } at most)
    }: I have not received it.
refused-missing = { $name ->
    [none] The file you sent has not reached me
   *[other] The file "{ $name }" has not reached me
    } whole: if it is needed, please send it again.
refused-many = There were too many attachments with your message: I have received only the first { $limit }.
refused-voice = I cannot listen to voice messages or watch videos: please write to me.
refused-sticker = I cannot read stickers: please write to me in your own words.
refused-place = I do not need your position, and have not kept it.
refused-other = { $name ->
    [none] There was something with your message that I cannot read: please write to me in your own words.
   *[other] I could not read "{ $name }": please write to me in your own words.
    }

smalltalk-greeting = Hello!{ $open ->
    [yes] {""}
   *[no] {" "}I am the citizens' digital counter ({ $city }). How can I help?
}
smalltalk-thanks = You are welcome.
smalltalk-goodbye = { $open ->
    [yes] Goodbye. The request stays open: whenever you like, answer this question.
   *[no] Goodbye. Write to me whenever you need.
}
smalltalk-how_are_you = I am a program and always fine, thank you.{ $open ->
    [yes] {""}
   *[no] {" "}How can I help?
}
smalltalk-who_are_you = I am the citizens' digital counter ({ $city }): a program that answers messages. To talk to a person write { command-operator }.
smalltalk-compliment = Thank you, that is kind.
smalltalk-complaint_rude = I am sorry that you are not happy. If you would rather talk to a person, write { command-operator }.
smalltalk-laugh = Glad to see you smile.{ $open ->
    [yes] {""}
   *[no] {" "}If you need anything, I am here.
}
smalltalk-ok = All right.

internal-error = Something went wrong on our side and I could not complete the request. Your message is safe and a person will look at it: no need to write it again. Sorry.

# of a mail that cannot be read: too large, broken, made of thousands of pieces
set-aside = I could not read your message: I have put it aside for the office, which will answer you. If you can, write it again in a simple form: plain text, with small attachments.

# --- groups: once a day, to who writes to the counter in front of others
group-pointer = For your privacy I answer in private only{ $link ->
    [none] : open my profile and write to me there.
   *[other] : write to me here { $link }
    }
