title = Offices: opening hours and addresses
keywords = hours, opening, offices, office, address

slot-office = office
    .labels = office
    .ask = Which office? (for example registry office)
    .need = the office (for example registry office)
    .help = Write the name of the office or what it deals with, for example registry office, or choose it from the list.
    .wrong = I do not know this office. Please choose it from the list.
    .wrong-close = There are several offices that it could be: please choose it from the list.
    .wrong-number = There is no such number on the list. Please choose again.
slot-on = day
    .labels = day, date
    .ask = For which day?
    .need = the day (for example tomorrow)
    .wrong = I do not recognise the day. Please write it like this: tomorrow, or 03/02/2026.
    .wrong-impossible = There is no such day. Please write it like this: 03/02/2026.

example = For example: HOURS LIBRARY
correction-example = office library

no-such-office = This office is no longer on the list.

hours = { $office }, { $address }. { $now ->
    [open] It is open now.
   *[closed] It is closed now.
    }
    Hours: { $week }.{ $phone ->
    [none] {""}
   *[other] {" "}Tel. { $phone }.
    }{ $way ->
    [sms] {""}
   *[other] { $email ->
        [none] {""}
       *[other] {" "}E-mail: { $email }.
        }
    }{ $note ->
    [none] {""}
   *[other] {" "}{ $note }
    }
hours-on = { $office }, { $address }. { $weekday ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
    } { $day }: { $open ->
    [open] open { $spans }.
   *[closed] closed.
    }
    Hours of the week: { $week }.{ $phone ->
    [none] {""}
   *[other] {" "}Tel. { $phone }.
    }{ $note ->
    [none] {""}
   *[other] {" "}{ $note }
    }
