title = Pay a fine
keywords = fine, fines, ticket, tickets, penalty

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
    [sms] E.g. FINE AB123CD V12345/2026 03/02/2026
   *[other] For example: FINE AB123CD V12345/2026 03/02/2026
}
correction-example = plate AB123CD

not-found = I cannot find a fine with these data. Please check the plate, the number and the date on the paper.
already-paid = Fine { $number } has been paid already: there is nothing else to do. If that looks wrong: { command-operator }.
appealed = Fine { $number } is under appeal: until that is decided it cannot be paid here. For questions: { command-operator }.
cancelled-fine = Fine { $number } has been cancelled: there is nothing to pay.
not-reducible = For the violation of fine { $number } the law allows no reduced payment: the Prefect sets the amount and will write to you. For questions: { command-operator }.
not-yet = The days for paying ticket { $number } without costs are over: the report will come to your home, with the costs of serving it and a new term for paying. Write to me again then.

due = Fine { $number }, plate { $plate }: { $term ->
    [until] today you owe { $amount } in all, until { $until }.
   *[open] today you owe { $amount } in all.
    }{ $option ->
    [discounted] {" "}This is with the 30% discount{ $costs ->
        [some] {" "}(not on the costs, which are included).
       *[none] .
        }
   *[other] { $costs ->
        [some] {" "}Costs included.
       *[none] {""}
        }
    }{ $afterwards ->
    [more] {" "}Afterwards: { $later }.
    [report] {" "}Afterwards the report will come to your home, with its costs.
   *[same] {""}
    }{ $notified ->
    [late] {" "}Please note: it seems to have been served after 90 days, and there may be grounds for an appeal. By paying you give up the appeal.
   *[in-time] {""}
    }{" "}If you confirm I will send you the pagoPA notice to pay.

notice = { $way ->
    [sms] pagoPA notice { $nav }: { $amount }{ $term ->
        [until] {" "}by { $until }
       *[open] {""}
        }{ $second ->
        [some] ; after that use { $nav2 }: { $amount2 } by { $until2 }
       *[none] {""}
        }. Pay here: { $url }
        Then I will send you the receipt.{ $remind ->
        [some] {" "}To be reminded in time: REMINDER.
       *[none] {""}
        }
   *[other] { $second ->
        [some] Here are the pagoPA payment notices for fine { $number }: pay only one of them.
       *[none] Here is the pagoPA payment notice for fine { $number }.
        }
        Notice number: { $nav }
        Amount: { $amount }{ $term ->
        [until] , by { $until }
       *[open] {""}
        }
        { $second ->
        [some] After that day use the other notice: { $nav2 }
        Amount: { $amount2 }, by { $until2 }
        To pay now: { $url }
       *[none] To pay now: { $url }
        }
        You can also pay at a bank, a post office, a tobacconist's or in the IO app with the notice number. As soon as the payment is confirmed I will send you the receipt.{ $remind ->
        [some] {" "}If you do not pay now, write REMINDER: I will remind you the day before the term ends.
       *[none] {""}
        }
    }{ $driver ->
    [none] {""}
   *[other] {"\u000A"}{ driver }
    }

driver = { $way ->
    [sms] { $driver ->
        [over] Licence points: the driver had to be named to the local police by { $driver_by } (art. 126-bis). If you did not: { command-operator }.
       *[due] Licence points: by { $driver_by } tell the local police who drove, even if you pay and it was you (art. 126-bis), or another fine will follow.
    }
   *[other] { $driver ->
        [over] This violation takes { $points } points off the driver's licence. The local police had to be told who drove by { $driver_by } (art. 126-bis of the highway code): who does not tell gets another fine. If you have not done so yet: { command-operator }.
       *[due] This violation takes { $points } points off the driver's licence. By { $driver_by } the owner must tell the local police who drove, even if it was the owner and even if the fine is paid (art. 126-bis of the highway code). Who does not tell gets another fine.
    }
}

waiting = pagoPA does not answer just now: I will send you the notice for fine { $number } as soon as possible, you need not write again.

reminder = Reminder of fine { $number }: { $term ->
    [until] { $amount } until { $until }{ $option ->
        [discounted] , with the 30% discount
       *[other] {""}
        }.
   *[open] { $amount }.
    }{ $afterwards ->
    [more] {" "}Afterwards: { $later }.
    [report] {" "}Afterwards the report will come to your home, with its costs.
   *[same] {""}
    } Pay here: { $url }

receipt = { $way ->
    [sms] Payment received: { $amount } for fine { $number }, on { $day }. Notice { $nav }, receipt { $receipt }.
   *[other] Payment received, thank you: fine { $number } is paid.
        Amount: { $amount }
        Date: { $day }
        Notice number: { $nav }
        Receipt: { $receipt }
        Please keep this message and the receipt that comes with it.
    }{ $driver ->
    [none] {" "}There is nothing else to do.
   *[other] {"\u000A"}{ driver }
    }{ $way ->
    [sms] {" "}The PDF is here: { $url }
   *[other] {""}
    }
