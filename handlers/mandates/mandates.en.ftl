title = My mandates
keywords = mandate, mandates, delegate

slot-agent = fiscal code of the agent
    .labels = fiscal code of the agent, fiscal code, tax code, agent, mandate to
    .ask = To whom do you want to give the mandate? Write their fiscal code.
    .need = fiscal code of who will act for you
    .wrong = I do not recognise the fiscal code. Write it as on the health card, for example RSSMRA80A01H501U.
    .wrong-check = One sign of this fiscal code is wrong, or two are swapped: please check it.
    .wrong-length = The fiscal code of a person has 16 signs: please check it.
slot-scope = for what
    .labels = for what, only for, limited to
    .ask = For what is the mandate? For everything, for payments or for certificates.
    .need = for everything, payments or certificates
    .wrong = Write: everything, payments or certificates.
option-scope-ALL = everything
    .aliases = all, all services
option-scope-PAYMENTS = payments
    .aliases = paying, fines, the payments
option-scope-CERTIFICATES = certificates
    .aliases = certificate, the certificates
slot-until = until
    .labels = until, till, valid until
    .ask = Until when is the mandate good? (for example 31/12/2026; a year at most)
    .need = until when it is good
    .wrong = I do not recognise the date. Write it for example like this: 31/12/2026.
    .wrong-impossible = That date does not exist. Write it for example like this: 31/12/2026.
slot-which = mandate to withdraw
    .labels = withdraw, give up
    .ask = Which mandate do you want to withdraw? Write its number in the list.
    .need = the number of the mandate to withdraw
    .wrong = I did not understand which mandate: write WITHDRAW and its number in the list.

example = For example: MANDATE RSSMRA80A01H501U
correction-example = until 31/12/2026

none = You have no mandates, neither given nor received. To give one write MANDATE and the fiscal code of who will act for you.
mandates = The mandates that you gave (>) and received (<), with their end; "?" if not accepted yet:
    { $listing }
    To withdraw one, or to give it up: WITHDRAW and the number. To give one: MANDATE and the fiscal code. To act: BEHALF.
no-such = That number is not in the list:
    { $listing }
take-back = This mandate ends at once:
    { $listing }
taken-back = Done: the mandate is good no more.
not-a-person = A mandate is given to a person: I need their fiscal code of 16 signs.
oneself = This is your own fiscal code: a mandate is given to another person.
past = That date is past: the mandate is good from today on.
too-long = A mandate is good for a year at most, until { $most }.
offer = You give a mandate to { $agent } until { $until }{ $scope ->
        [payments] , for fines and payments only
        [certificates] , for certificates only
       *[all] , for all services that can be done for others
        }. Who receives it will see your data in these services and act in your name. It is good from when they accept it; you can withdraw it whenever you like.
offered = I have registered the mandate, until { $until }. Who receives it must accept it: they log in with SPID or CIE and write BEHALF. To withdraw it: MANDATES.
heard = Somebody has given you a mandate. To see who and accept it: BEHALF. If you did not expect it there is nothing to do.
