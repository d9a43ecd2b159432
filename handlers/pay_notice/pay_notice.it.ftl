title = Pagare un avviso pagoPA
keywords = paga, pagare, avviso, avvisi, pagopa, bollettino

slot-notices = numero dell'avviso
    .labels = numero avviso, numero dell'avviso, codice avviso, codice dell'avviso, avviso n., avviso, avvisi, paga, pagare, nav
    .ask = Qual è il numero dell'avviso? Ha 18 cifre; può anche mandarmi il PDF o una foto del codice quadrato.
    .need = { $way ->
        [sms] numero dell'avviso (18 cifre)
       *[other] il numero dell'avviso (18 cifre), oppure il PDF o una foto del codice quadrato
    }
    .help = { $way ->
        [sms] Il numero dell'avviso ha 18 cifre ed è scritto sull'avviso pagoPA, vicino al codice quadrato. Di più avvisi scriva i numeri uno dopo l'altro.
       *[other] Il numero dell'avviso ha 18 cifre ed è scritto sull'avviso pagoPA, vicino al codice quadrato. Può scriverlo, o mandarmi il PDF dell'avviso o una foto del codice quadrato. Di più avvisi (fino a 5) scriva i numeri uno dopo l'altro.
    }
    .wrong = Non riconosco il numero dell'avviso: ha 18 cifre ed è scritto sull'avviso pagoPA, vicino al codice quadrato.
    .wrong-length = Il numero dell'avviso ha 18 cifre: lo ricontrolli sull'avviso e lo riscriva.
    .wrong-aux = Il numero di un avviso pagoPA comincia con 0, 1, 2 o 3: lo ricontrolli sull'avviso e lo riscriva.
    .wrong-check = Una cifra del numero dell'avviso non torna: lo ricontrolli sull'avviso e lo riscriva.
    .wrong-many = Insieme si possono pagare al massimo 5 avvisi: mi scriva i primi 5, poi gli altri.

example = Per esempio: PAGA 3010 0000 0000 0042 85
correction-example = avviso 3010 0000 0000 0042 85

due = Avviso { $nav }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
    }: oggi deve { $amount }{ $term ->
    [until] , fino al { $until }
   *[open] {""}
    }. Se conferma le mando il collegamento per pagare.

cart = Può pagare, agli importi di oggi:
    { $lines }
    In tutto: { $total }.{ $twice ->
    [none] {""}
   *[other] {" "}Non serve pagare { $twice }: è un altro avviso per lo stesso debito.
    }{ $paid ->
    [none] {""}
   *[other] {" "}Già pagati: { $paid }.
    }{ $wrong ->
    [none] {""}
   *[other] {" "}Una cifra non torna in: { $wrong }.
    }{ $unknown ->
    [none] {""}
   *[other] {" "}Non sono fra gli avvisi di questo comune: { $unknown }.
    }{ $expired ->
    [none] {""}
   *[other] {" "}Scaduti: { $expired }.
    }{ $annulled ->
    [none] {""}
   *[other] {" "}Annullati: { $annulled }.
    }{ $in_progress ->
    [none] {""}
   *[other] {" "}Li sta già pagando qualcuno: { $in_progress }.
    }{" "}Se conferma le mando il collegamento per pagare.

none-payable = Nessuno di questi avvisi si può pagare.{ $paid ->
    [none] {""}
   *[other] {" "}Già pagati: { $paid }.
    }{ $wrong ->
    [none] {""}
   *[other] {" "}Una cifra non torna in: { $wrong }.
    }{ $unknown ->
    [none] {""}
   *[other] {" "}Non sono fra gli avvisi di questo comune, o un numero è sbagliato: { $unknown }.
    }{ $expired ->
    [none] {""}
   *[other] {" "}Scaduti: { $expired }. Se sono per una multa, scriva MULTA: le dirò l'importo di oggi.
    }{ $annulled ->
    [none] {""}
   *[other] {" "}Annullati: { $annulled }.
    }{ $in_progress ->
    [none] {""}
   *[other] {" "}Li sta già pagando qualcuno: { $in_progress }.
    }

unknown = Fra gli avvisi di questo comune non trovo il numero { $nav }: lo ricontrolli. Se l'avviso è di un altro ente io non posso vederlo: si paga nell'app IO, in banca, alle poste o in tabaccheria.
other-creditor = L'avviso { $nav } è di un altro ente, e io non posso vederlo: può pagarlo nell'app IO, in banca, alle poste o in tabaccheria.
already-paid = L'avviso { $nav } risulta già pagato: non deve fare altro. Se le sembra sbagliato: { command-operator }.
expired = L'avviso { $nav } è scaduto e non si può più pagare. Se è per una multa, scriva MULTA: le dirò l'importo di oggi e le darò un avviso nuovo. Altrimenti: { command-operator }.
annulled = L'avviso { $nav } è stato annullato: con questo numero non deve pagare nulla. Per chiarimenti: { command-operator }.
in-progress = L'avviso { $nav } lo sta già pagando qualcuno in questo momento. Se il pagamento non va a buon fine, riprovi fra mezz'ora.

link = { $way ->
    [sms] Avviso { $nav }: { $amount }{ $term ->
        [until] {" "}entro il { $until }
       *[open] {""}
        }. Paghi qui: { $url }
        Poi le mando la ricevuta.
   *[other] Per pagare subito l'avviso { $nav }: { $url }
        Importo: { $amount }{ $term ->
        [until] , entro il { $until }
       *[open] {""}
        }
        Può anche pagare in banca, alle poste, in tabaccheria o con l'app IO con il numero dell'avviso. Appena il pagamento risulta le mando la ricevuta.
    }
cart-link = Per pagare insieme { $count } avvisi, in tutto { $total }: { $url }
    Appena il pagamento risulta le mando una ricevuta per ciascuno.

receipt = { $way ->
    [sms] Pagamento ricevuto: { $amount }, il { $day }. Avviso { $nav }, ricevuta { $receipt }. Il PDF è qui: { $url }
   *[other] Pagamento ricevuto, grazie{ $subject ->
        [none] .
       *[other] : { $subject }.
        }
        Importo: { $amount }
        Data: { $day }
        Numero avviso: { $nav }
        Ricevuta: { $receipt }
        Conservi questo messaggio e la ricevuta allegata: non deve fare altro.
    }

# what was paid and not owed is given back: Codice civile, art. 2033
unsettled = Attenzione: ci risulta un pagamento di { $amount } del { $day } con l'avviso { $nav }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
    }, ma { $why ->
    [twice] era già stato pagato
    [differs] l'importo non è quello richiesto
   *[other] non era da pagare
    }. Non paghi altro e conservi la ricevuta { $receipt }: l'ufficio sta controllando, e quanto non era dovuto le viene restituito. Per parlarne: { command-operator }.

reminder = Promemoria per l'avviso { $nav }{ $subject ->
    [none] {""}
   *[other] {" "}({ $subject })
    }: { $amount }{ $term ->
    [until] {" "}fino al { $until }
   *[open] {""}
    }. Paghi qui: { $url }
