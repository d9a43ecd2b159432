title = My payments
keywords = payments, payment, receipt, receipts

example = For example: PAYMENTS
correction-example = payments

nothing = You have not asked me to pay anything from your contacts yet. For a fine write FINE; if you have a pagoPA notice, write PAY and its number.

payments = { $open ->
    [none] Of what you asked me for from your contacts nothing is left to pay.
   *[other] To pay (the amount of today, and until when):
    { $way ->
        [sms] { $owed_short }
       *[other] { $owed }
    }{ $more ->
        [none] {""}
       *[other] {"\u000A"}and { $more } more.
    }
    }{ $open ->
    [none] {""}
    [one] { $way ->
        [sms] {"\u000A"}Pay here: { $url }
       *[other] {""}
    }
   *[some] {"\u000A"}{ $cart ->
        [all] To pay all of it together, { $total }: { $url }
       *[first] To pay the first 5 together: { $url }
    }
    }{ $paid ->
    [none] {""}
   *[other] {"\u000A"}Paid (amount and day){ $way ->
        [sms] :
       *[other] , with the receipt:
        }
    { $way ->
        [sms] { $paid_short }
       *[other] { $paid }
    }
    }
