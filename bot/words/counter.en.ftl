# The counter's own words, shared by every service.
# $city: the municipality's name. $way: sms, telegram, email.

command-help = HELP
    .words = help, info, ?
command-menu = MENU
    .words = menu, services, home
command-cancel = CANCEL
    .words = cancel, never mind, forget it
command-back = BACK
    .words = back, go back, previous
command-status = STATUS
    .words = status
command-operator = OPERATOR
    .words = operator, agent, human, a person
command-language = LANGUAGE
    .words = language, languages
command-login = LOGIN
    .words = login, log in, sign in
command-logout = EXIT
    .words = exit, logout, log out, quit
command-stop = STOP
    .words = stop, unsubscribe
command-start = RESTART
    .words = restart, start, subscribe again
command-resume = RESUME
    .words = resume, continue, carry on

yes = Yes
no = No

language-it = Italiano
    .words = italian, italiano, it, ita
language-en = English
    .words = english, inglese, en, eng
language-set = From now on I will write to you in English.
language-ask = Which language would you like to go on in?

letter-opening = Dear citizen,
letter-closing = Kind regards,
    The citizens' counter - { $city }

needs = { $title }. I still need:
    { $needs }
understood = I understood: { $items }.
corrected = Corrected: { $items }.
unsure = I am not sure whether you wrote the { $first } or the { $second }: please repeat it with its name in front, for example "{ $first }: ...".
not-understood = I did not understand the answer.
stuck = If you prefer, write { command-operator } to talk to a person or { command-cancel } to leave it.
confirm = { $way ->
    [telegram] Is that all right?
   *[other] Reply YES to confirm, NO to correct.
}
yes-or-no = I need a yes or a no.
repair = What shall I correct? For example: "{ $example }". To leave it: { command-cancel }.
correct-hint = You can correct something, for example "{ $example }", or write { command-cancel }.
already-there = We are already doing this: "{ $title }".

which-service = I would not like to get it wrong. What do you need?
old-button = That button belonged to an earlier question and no longer counts.
unclear = I did not understand. I am the digital counter of { $city } and I can help with these services:
menu = What I can do for you:
menu-inside = The request "{ $title }" stays open: you can answer the last question or write { command-cancel }.

help = I am the digital counter of { $city }. Tell me in your own words what you need, or choose a service.
    At any time: { command-menu }, { command-back }, { command-cancel }, { command-status }, { command-operator } (a person), { command-language } (Italian or English), { command-stop } (no alerts).
help-inside = We are doing: "{ $title }". You can answer the question, correct something by writing its name and value, go back ({ command-back }), leave it ({ command-cancel }) or ask for a person ({ command-operator }).
cancelled = I have cancelled the request "{ $title }": nothing was recorded.
nothing-to-cancel = There is no open request to cancel. To see the services: { command-menu }.
went-back = Going back: { $slot }.
first-question = This is already the first question.
nothing-to-go-back-to = There is no question to go back to. To see the services: { command-menu }.
status-none = You have no open requests. To see the services: { command-menu }.
status-open = Request opened on { $day }: "{ $title }". Received so far: { $given }.
operator = I have told the office: a person will answer you here as soon as possible.{ $office_phone ->
    [none] {""}
   *[other] {" "}If it is urgent: tel. { $office_phone }{ $office_hours ->
        [none] .
       *[other] {" "}({ $office_hours }).
        }
    } Meanwhile you can go on with me.
login = Today's services need no login: just answer the questions.
logout = You are not logged in: the conversation is closed. Whenever you like, write { command-menu }.
stopped = All right: I will not send you alerts any more. If you write to us I will still answer; to get alerts again: { command-start }.
started = All right: you can get our alerts again. To stop them: { command-stop }.
nothing-to-resume = There is no request to resume. These are the services:

paused = I have not heard from you: the request "{ $title }" has expired and I have put it aside. To go on from where we were: { command-resume }.
resumed = Going on with your request "{ $title }" of { $day }.
still-paused = You still have a request put aside: "{ $title }". To go on with it: { command-resume }.
back-to = Back to: "{ $title }".

empty = I received an empty message. Please write what you need.
only-files = I received your file, but I need no document right now.
files-not-needed = This request needs no attachments: I did not use them.

smalltalk-greeting = Hello! I am the digital counter of { $city }. How can I help?
smalltalk-thanks = You are welcome.
smalltalk-goodbye = Goodbye. Write to me whenever you need.
smalltalk-how_are_you = I am a program and always fine, thank you. How can I help?
smalltalk-who_are_you = I am the digital counter of { $city }: a program that answers messages. To talk to a person write { command-operator }.
smalltalk-compliment = Thank you, that is kind.
smalltalk-complaint_rude = I am sorry that you are not happy. If you would rather talk to a person, write { command-operator }.
smalltalk-laugh = Glad to see you smile. If you need anything, I am here.
smalltalk-ok = All right.

internal-error = Something went wrong on our side and I could not complete the request. Your message is safe and a person will look at it: no need to write it again. Sorry.
