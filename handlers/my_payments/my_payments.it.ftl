title = I miei pagamenti
keywords = pagamenti, pagamento, ricevuta, ricevute, scadenze

example = Per esempio: PAGAMENTI
correction-example = pagamenti

nothing = Dai suoi contatti non mi ha ancora chiesto di pagare nulla. Per una multa scriva MULTA; se ha già un avviso pagoPA, scriva PAGA e il suo numero.

payments = { $open ->
    [none] Non ha nulla da pagare fra ciò che mi ha chiesto dai suoi contatti.
   *[other] Da pagare (importo di oggi, e fino a quando):
    { $way ->
        [sms] { $owed_short }
       *[other] { $owed }
    }{ $more ->
        [none] {""}
       *[other] {"\u000A"}e altri { $more }.
    }
    }{ $open ->
    [none] {""}
    [one] { $way ->
        [sms] {"\u000A"}Paghi qui: { $url }
       *[other] {""}
    }
   *[some] {"\u000A"}{ $cart ->
        [all] Per pagare tutto insieme, { $total }: { $url }
       *[first] Per pagare insieme i primi 5: { $url }
    }
    }{ $paid ->
    [none] {""}
   *[other] {"\u000A"}Pagati (importo e giorno){ $way ->
        [sms] :
       *[other] , con la ricevuta:
        }
    { $way ->
        [sms] { $paid_short }
       *[other] { $paid }
    }
    }
