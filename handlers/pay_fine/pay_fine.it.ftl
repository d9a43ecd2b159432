title = Pagare una multa
keywords = multa, multe, verbale, verbali, contravvenzione, contravvenzioni, sanzione

slot-plate = targa
    .labels = targa, tg, targato, targata
    .ask = Qual è la targa del veicolo? (per esempio AB123CD)
    .need = { $way ->
        [sms] targa
       *[other] la targa del veicolo (per esempio AB123CD)
    }
    .help = La targa è scritta sul foglio della multa e sulla carta di circolazione, per esempio AB123CD.
    .wrong = Non riconosco la targa. La scriva come sul libretto, per esempio AB123CD.
    .wrong-letters = Nelle targhe le lettere O e I e le cifre 0 e 1 si confondono: la ricontrolli sul libretto e la riscriva, per esempio AB123CD.
slot-number = numero del verbale
    .labels = numero del verbale, numero verbale, n. verbale, num verbale, verbale numero, verbale, preavviso, numero, num, multa
    .ask = Qual è il numero del verbale? Lo trova in alto sul foglio, per esempio V12345/2026.
    .need = { $way ->
        [sms] numero del verbale (è in alto)
       *[other] il numero del verbale (in alto sul foglio, per esempio V12345/2026)
    }
    .help = Il numero del verbale è in alto sul foglio della multa, di solito dopo "verbale n.", per esempio V12345/2026.
    .wrong = Non riconosco il numero del verbale. Lo trova in alto sul foglio, per esempio V12345/2026.
    .wrong-date = Questa mi sembra una data. Mi serve il numero del verbale: è in alto sul foglio, per esempio V12345/2026.
    .wrong-plate = Questa mi sembra una targa. Mi serve il numero del verbale: è in alto sul foglio, per esempio V12345/2026.
    .wrong-notice = Questo è il numero di un avviso pagoPA: controlli le 18 cifre, e per pagarlo scriva PAGA e il numero. Perché io trovi la multa mi serve il numero del verbale, per esempio V12345/2026.
slot-on = data
    .labels = data della violazione, data del verbale, data notifica, data violazione, data verbale, data, notificato il, notificata il, del giorno
    .ask = Qual è la data della violazione o della notifica? (per esempio 03/02/2026)
    .need = { $way ->
        [sms] data della violazione o notifica
       *[other] la data della violazione o della notifica (per esempio 03/02/2026)
    }
    .help = La data è quella della violazione, scritta sul foglio, oppure quella in cui il verbale le è stato notificato, per esempio 03/02/2026.
    .wrong = Non riconosco la data. La scriva per esempio così: 03/02/2026.
    .wrong-impossible = Questa data non esiste. La scriva per esempio così: 03/02/2026.

example = { $way ->
    [sms] Es. MULTA AB123CD V12345/2026 03/02/2026
   *[other] Per esempio: MULTA AB123CD V12345/2026 03/02/2026
}
correction-example = targa AB123CD

not-found = Non trovo una multa con questi dati. Controlli sul foglio targa, numero del verbale e data.
already-paid = Il verbale { $number } risulta già pagato: non deve fare altro. Se le sembra sbagliato: { command-operator }.
appealed = Per il verbale { $number } risulta un ricorso: finché non è deciso non si può pagare qui. Per chiarimenti: { command-operator }.
cancelled-fine = Il verbale { $number } è stato annullato: non deve pagare nulla.
not-reducible = Per la violazione del verbale { $number } la legge non prevede il pagamento in misura ridotta: l'importo lo stabilisce il Prefetto, che le scriverà. Per chiarimenti: { command-operator }.
not-yet = I giorni per pagare il preavviso { $number } senza spese sono passati: riceverà a casa il verbale, con le spese di notifica e un nuovo termine per pagare. Allora mi scriva di nuovo.

due = Multa { $number }, targa { $plate }: { $term ->
    [until] oggi deve { $amount } in tutto, fino al { $until }.
   *[open] oggi deve { $amount } in tutto.
    }{ $option ->
    [discounted] {" "}C'è lo sconto del 30%{ $costs ->
        [some] {" "}(non sulle spese, già comprese).
       *[none] .
        }
   *[other] { $costs ->
        [some] {" "}Spese comprese.
       *[none] {""}
        }
    }{ $afterwards ->
    [more] {" "}Dopo: { $later }.
    [report] {" "}Dopo riceverà il verbale a casa, con le spese.
   *[same] {""}
    }{ $notified ->
    [late] {" "}Attenzione: la notifica risulta arrivata oltre i 90 giorni, e potrebbe esserci motivo di ricorso. Pagando si rinuncia al ricorso.
   *[in-time] {""}
    }{" "}Se conferma le mando l'avviso pagoPA per pagare.

notice = { $way ->
    [sms] Avviso pagoPA { $nav }: { $amount }{ $term ->
        [until] {" "}entro il { $until }
       *[open] {""}
        }{ $second ->
        [some] ; dopo vale il { $nav2 }: { $amount2 } entro il { $until2 }
       *[none] {""}
        }. Paghi qui: { $url }
        Poi le mando la ricevuta.{ $remind ->
        [some] {" "}Per essere avvisato prima: PROMEMORIA.
       *[none] {""}
        }
   *[other] { $second ->
        [some] Ecco gli avvisi di pagamento pagoPA per la multa { $number }: ne paghi uno solo.
       *[none] Ecco l'avviso di pagamento pagoPA per la multa { $number }.
        }
        Numero avviso: { $nav }
        Importo: { $amount }{ $term ->
        [until] , entro il { $until }
       *[open] {""}
        }
        { $second ->
        [some] Dopo quel giorno vale l'altro avviso: { $nav2 }
        Importo: { $amount2 }, entro il { $until2 }
        Per pagare subito: { $url }
       *[none] Per pagare subito: { $url }
        }
        Può anche pagare in banca, alle poste, in tabaccheria o con l'app IO con il numero dell'avviso. Appena il pagamento risulta le mando la ricevuta.{ $remind ->
        [some] {" "}Se non paga adesso, scriva PROMEMORIA: la avviso il giorno prima della scadenza.
       *[none] {""}
        }
    }{ $driver ->
    [none] {""}
   *[other] {"\u000A"}{ driver }
    }

driver = { $way ->
    [sms] { $driver ->
        [over] Toglie punti: chi guidava andava comunicato alla Polizia locale entro il { $driver_by } (art. 126-bis). Se non l'ha fatto: { command-operator }.
       *[due] Toglie punti: entro il { $driver_by } comunichi alla Polizia locale chi guidava, anche se paga e se era lei (art. 126-bis), o riceverà un'altra multa.
    }
   *[other] { $driver ->
        [over] Questa violazione toglie { $points } punti dalla patente. Chi guidava andava comunicato alla Polizia locale entro il { $driver_by } (art. 126-bis del Codice della strada): chi non lo comunica riceve un'altra multa. Se non l'ha ancora fatto: { command-operator }.
       *[due] Questa violazione toglie { $points } punti dalla patente. Entro il { $driver_by } il proprietario deve comunicare alla Polizia locale chi guidava, anche se guidava lui e anche se ha pagato (art. 126-bis del Codice della strada). Chi non lo comunica riceve un'altra multa.
    }
}

waiting = pagoPA non risponde adesso: le mando l'avviso per la multa { $number } appena è possibile, non deve riscrivermi.

reminder = Promemoria per la multa { $number }: { $term ->
    [until] { $amount } fino al { $until }{ $option ->
        [discounted] , con lo sconto del 30%
       *[other] {""}
        }.
   *[open] { $amount }.
    }{ $afterwards ->
    [more] {" "}Dopo: { $later }.
    [report] {" "}Dopo riceverà il verbale a casa, con le spese.
   *[same] {""}
    } Paghi qui: { $url }

receipt = { $way ->
    [sms] Pagamento ricevuto: { $amount } per la multa { $number }, il { $day }. Avviso { $nav }, ricevuta { $receipt }.
   *[other] Pagamento ricevuto, grazie: la multa { $number } è pagata.
        Importo: { $amount }
        Data: { $day }
        Numero avviso: { $nav }
        Ricevuta: { $receipt }
        Conservi questo messaggio e la ricevuta allegata.
    }{ $driver ->
    [none] {" "}Non deve fare altro.
   *[other] {"\u000A"}{ driver }
    }{ $way ->
    [sms] {" "}Il PDF è qui: { $url }
   *[other] {""}
    }
