title = Pay a fine in instalments
keywords = instalments, installments, instalment, installment

slot-plate = plate
    .labels = plate, number plate, licence plate, license plate, registration
    .ask = What is the vehicle's plate? (for example AB123CD)
    .need = { $way ->
        [sms] plate
       *[other] the vehicle's plate (for example AB123CD)
    }
    .help = The plate is on the paper of the fine and on the vehicle's papers, for example AB123CD.
    .wrong = I do not recognise the plate. Please write it as on the vehicle's papers, for example AB123CD.
    .wrong-letters = On plates the letters O and I and the digits 0 and 1 are easily confused: please check it and write it again, for example AB123CD.
slot-number = fine number
    .labels = fine number, ticket number, notice number, fine no, number
    .ask = What is the number of the fine? It is at the top of the paper, for example V12345/2026.
    .need = { $way ->
        [sms] fine number (at the top)
       *[other] the number of the fine (at the top of the paper, for example V12345/2026)
    }
    .help = The number of the fine is at the top of the paper, usually after "verbale n.", for example V12345/2026.
    .wrong = I do not recognise the number of the fine. It is at the top of the paper, for example V12345/2026.
    .wrong-date = That looks like a date. I need the number of the fine: it is at the top of the paper, for example V12345/2026.
    .wrong-plate = That looks like a plate. I need the number of the fine: it is at the top of the paper, for example V12345/2026.
    .wrong-notice = That is the number of a pagoPA notice: check its 18 digits, and to pay it write PAY and the number. To find the fine I need its own number, for example V12345/2026.
slot-on = date
    .labels = date of the violation, date of violation, notified on, date
    .ask = What is the date of the violation, or of its notification? (for example 03/02/2026, day first)
    .need = { $way ->
        [sms] date of the violation or its notification
       *[other] the date of the violation, or of its notification (for example 03/02/2026, day first)
    }
    .help = The date is that of the violation, written on the paper, or that on which the fine was served to you, for example 03/02/2026 (day first).
    .wrong = I do not recognise the date. Please write it like this, day first: 03/02/2026.
    .wrong-impossible = There is no such date. Please write it like this, day first: 03/02/2026.

example = { $way ->
    [sms] E.g. INSTALMENTS AB123CD V12345/2026 03/02/2026
   *[other] For example: INSTALMENTS AB123CD V12345/2026 03/02/2026
}
correction-example = plate AB123CD

not-found = I cannot find a fine with these data. Please check the plate, the number and the date on the paper.
already-paid = Fine { $number } has been paid already: there is nothing else to do. If that looks wrong: { command-operator }.
appealed = Fine { $number } is under appeal: who appeals cannot ask for instalments. For questions: { command-operator }.
cancelled-fine = Fine { $number } has been cancelled: there is nothing to pay.
not-reducible = For the violation of fine { $number } the law allows no reduced payment: the Prefect sets the amount and will write to you. For questions: { command-operator }.
ticket = { $number } is a windscreen ticket: instalments can be asked for when the report has come to your home.
small = Fine { $number } is not above 200 euro: by law only larger ones can be paid in instalments (art. 202-bis). To pay it write FINE.
late = For fine { $number } it is too late: instalments must be asked for within 30 days of the notification (art. 202-bis). For the amount of today write FINE.

conditions = Fine { $number }: { $amount }, without the 30% discount. { $way ->
    [sms] In instalments: { $count } at most, of about { $each } plus interest. Your yearly income must not be above { $income }, plus { $relative } for each cohabiting relative, and you give up the appeal. The signed application is due by { $ask_by }.
   *[other] You can ask to pay in instalments (art. 202-bis of the highway code):
    - { $count } monthly instalments at most, of about { $each } plus interest
    - with a yearly income up to { $income }, plus { $relative } for each cohabiting relative
    - who asks gives up the appeal
    - the signed application is due by { $ask_by }
    }
    If you meet these conditions you can file the application from here.

opened = { $worth ->
    [application] Your application to pay fine { $number } in instalments is filed and counts as signed: reference { $reference }. A person will answer you here by { $by }. Only the declaration of your income is missing: give it to the local police by { $ask_by }.
   *[draft] I have passed on your wish to pay fine { $number } in instalments: reference { $reference }. A person will answer you here by { $by }. Please note: this is a draft, only a signed application with a declaration of your income counts; give it to the local police by { $ask_by }.
}
asked-already = For fine { $number } you have asked for instalments already: reference { $reference }. A person will answer you here by { $by }.
