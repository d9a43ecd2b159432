title = Pay a pagoPA notice
keywords = pay, notice, notices, pagopa

slot-notices = notice number
    .labels = notice number, number of the notice, notice code, notice no., notice, notices, pay, nav
    .ask = What is the number of the notice? It has 18 digits; you can also send me the PDF or a photo of the square code.
    .need = { $way ->
        [sms] notice number (18 digits)
       *[other] the number of the notice (18 digits), or the PDF or a photo of the square code
    }
    .help = { $way ->
        [sms] The number of the notice has 18 digits and is written on the pagoPA notice, near the square code. For several notices write the numbers one after the other.
       *[other] The number of the notice has 18 digits and is written on the pagoPA notice, near the square code. You can write it, or send me the PDF of the notice or a photo of the square code. For several notices (up to 5) write the numbers one after the other.
    }
    .wrong = I cannot read the number of the notice: it has 18 digits and is written on the pagoPA notice, near the square code.
    .wrong-length = The number of a notice has 18 digits: please check it on the notice and write it again.
    .wrong-aux = The number of a pagoPA notice begins with 0, 1, 2 or 3: please check it on the notice and write it again.
    .wrong-check = A digit of the notice number is not right: please check it on the notice and write it again.
    .wrong-many = At most 5 notices can be paid together: write me the first 5, then the others.

example = For example: PAY 3010 0000 0000 0042 85
correction-example = notice 3010 0000 0000 0042 85

due = Notice { $nav }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
    }: today you owe { $amount }{ $term ->
    [until] , until { $until }
   *[open] {""}
    }. If you confirm I will send you the link to pay.

cart = You can pay, at the amounts of today:
    { $lines }
    In all: { $total }.{ $twice ->
    [none] {""}
   *[other] {" "}No need to pay { $twice }: it is another notice for the same debt.
    }{ $paid ->
    [none] {""}
   *[other] {" "}Paid already: { $paid }.
    }{ $wrong ->
    [none] {""}
   *[other] {" "}A digit is not right in: { $wrong }.
    }{ $unknown ->
    [none] {""}
   *[other] {" "}Not among the notices of this municipality: { $unknown }.
    }{ $expired ->
    [none] {""}
   *[other] {" "}Expired: { $expired }.
    }{ $annulled ->
    [none] {""}
   *[other] {" "}Cancelled: { $annulled }.
    }{ $in_progress ->
    [none] {""}
   *[other] {" "}Somebody is paying these just now: { $in_progress }.
    }{" "}If you confirm I will send you the link to pay.

none-payable = None of these notices can be paid.{ $paid ->
    [none] {""}
   *[other] {" "}Paid already: { $paid }.
    }{ $wrong ->
    [none] {""}
   *[other] {" "}A digit is not right in: { $wrong }.
    }{ $unknown ->
    [none] {""}
   *[other] {" "}Not among the notices of this municipality, or a number is wrong: { $unknown }.
    }{ $expired ->
    [none] {""}
   *[other] {" "}Expired: { $expired }. If they are for a fine, write FINE: I will tell you the amount of today.
    }{ $annulled ->
    [none] {""}
   *[other] {" "}Cancelled: { $annulled }.
    }{ $in_progress ->
    [none] {""}
   *[other] {" "}Somebody is paying these just now: { $in_progress }.
    }

unknown = Among the notices of this municipality I cannot find number { $nav }: please check it. If the notice is another body's I cannot see it: pay it in the IO app, at a bank, a post office or a tobacconist's.
other-creditor = Notice { $nav } is another body's, and I cannot see it: you can pay it in the IO app, at a bank, a post office or a tobacconist's.
already-paid = Notice { $nav } has been paid already: there is nothing else to do. If that looks wrong: { command-operator }.
expired = Notice { $nav } has expired and can be paid no more. If it is for a fine, write FINE: I will tell you the amount of today and give you a new notice. Otherwise: { command-operator }.
annulled = Notice { $nav } has been cancelled: with this number there is nothing to pay. For questions: { command-operator }.
in-progress = Somebody is paying notice { $nav } just now. If that payment fails, try again in half an hour.

link = { $way ->
    [sms] Notice { $nav }: { $amount }{ $term ->
        [until] {" "}by { $until }
       *[open] {""}
        }. Pay here: { $url }
        Then I will send you the receipt.
   *[other] To pay notice { $nav } now: { $url }
        Amount: { $amount }{ $term ->
        [until] , by { $until }
       *[open] {""}
        }
        You can also pay at a bank, a post office, a tobacconist's or in the IO app with the notice number. As soon as the payment is confirmed I will send you the receipt.
    }
cart-link = To pay { $count } notices together, { $total } in all: { $url }
    As soon as the payment is confirmed I will send you a receipt for each.

receipt = { $way ->
    [sms] Payment received: { $amount }, on { $day }. Notice { $nav }, receipt { $receipt }. The PDF is here: { $url }
   *[other] Payment received, thank you{ $subject ->
        [none] .
       *[other] : { $subject }.
        }
        Amount: { $amount }
        Date: { $day }
        Notice number: { $nav }
        Receipt: { $receipt }
        Please keep this message and the receipt that comes with it: there is nothing else to do.
    }

# what was paid and not owed is given back: Codice civile, art. 2033
unsettled = Please note: we have a payment of { $amount } of { $day } with notice { $nav }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
    }, but { $why ->
    [twice] it had been paid already
    [differs] the amount is not the one that was asked
   *[other] it was not to be paid
    }. Do not pay again, and keep receipt { $receipt }: the office is looking into it, and what was not owed is given back. To talk about it: { command-operator }.

reminder = Reminder of notice { $nav }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
    }: { $amount }{ $term ->
    [until] {" "}until { $until }
   *[open] {""}
    }. Pay here: { $url }
