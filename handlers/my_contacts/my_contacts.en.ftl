title = My contacts
keywords = contacts, devices, remove, revoke, lock, block

slot-which = contact
    .labels = remove, revoke, contact
    .ask = Which contact shall I remove? Write its number in the list, or OTHERS to remove all but this one.
    .need = the number of the contact to remove
    .wrong = I did not understand which contact: write its number in the list, or OTHERS.

slot-lock = lock
    .labels = locking
    .ask = Shall I lock all your contacts at once? Write LOCK.
    .need = LOCK
    .wrong = To lock all contacts at once write LOCK.
option-lock-ALL = lock
    .aliases = block, lock all, lock everything, block everything, lock it

example = For example: CONTACTS
correction-example = remove 2

none = No conversation is linked to you: I know you by this message only.
contacts = These conversations are linked to you (since - until; * is this one):
    { $listing }
    To remove one: REMOVE and its number.{ $others ->
        [yes] {" "}To remove all but this one: REMOVE OTHERS.
       *[no] {""}
    }
no-such = That number is not in the list:
    { $listing }
no-others = Only this conversation is linked to you:
    { $listing }
revoke = To be removed:
    { $listing }
    Whoever writes from there will not be known any more: linking it again will need a new login.{ $this ->
        [yes] {" "}Please note: this conversation is among them.
       *[no] {""}
    }
revoked = Done: { $count ->
    [one] the contact is not linked to you any more.
   *[other] { $count } contacts are not linked to you any more.
    }{ $this ->
        [yes] {" "}Nor is this conversation: from now on I do not know here who you are.
       *[no] {""}
    }
bound = For your safety: on { $day } a new contact was linked to you, { $contact }. If it was you, there is nothing to do. If it was not, write CONTACTS at once and remove it, and tell the office: { command-operator }.
locked-all = Locked: { $count ->
    [one] this conversation is not linked to you any more.
   *[other] none of the { $count } conversations is linked to you any more, nor is this one.
    } Whoever has the phone can do nothing in your name. To link it again: LOGIN with SPID or CIE. If the phone was stolen have the SIM blocked too, and report it.
locked = For your safety: on { $day } the conversation { $contact } was unlinked from you{ $all ->
    [yes] , which asked to lock everything: this one is not linked any more either.
   *[no] : too many wrong PINs were typed there. If it was not you, tell the office: { command-operator }.
    }
credential-locked = For your safety: on { $day } your credentials of the municipality were locked, after too many wrong tries. To have them back write CREDENTIALS from your PEC or come to the counter. If it was not you, tell the office: { command-operator }.
