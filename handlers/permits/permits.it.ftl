# Ciò che tutti i servizi dei permessi dicono allo stesso modo.

kind-resident = residenti
kind-dweller = dimoranti
kind-guest = ospiti
kind-doctor = medici e ostetriche
kind-garage = rimesse interne
kind-lodging = strutture ricettive
kind-electric = veicoli elettrici
kind-disabled = persone con disabilità
kind-professional = categorie professionali
kind-substitute = veicolo sostitutivo
kind-foreign-plate = targa estera

document-licence = patente (fronte e retro)
document-registration = libretto del veicolo (fronte e retro)
document-lease = contratto di affitto o titolo per la casa
document-host = dichiarazione di chi ospita
document-order = iscrizione all'ordine
document-business = visura o autorizzazione dell'attività
document-garage = titolo per la rimessa
document-medical = contrassegno o certificato della ASL
document-purchase = documento di acquisto
document-repair = foglio dell'officina
document-report = denuncia ai Carabinieri o alla Polizia

length-year = un anno
length-half-year = sei mesi
length-season = la stagione

permit-line = { $plates }: { $kind }, n. { $number }, { $state ->
    [expired] scaduto
   *[valid] { $until ->
        [none] senza scadenza
       *[other] fino al { $until }
        }
    }

place-line = { $plate ->
    [none] nessuna: la targa nuova si aggiunge
   *[other] { $plate }
    } (permesso n. { $number })
which-place = Di quale si tratta? Scriva il numero.
    { $places }

until-words = { $until ->
    [none] senza scadenza
   *[other] fino al { $until }
    }
price-words = { $cost ->
    [free] Non costa nulla{ $decides ->
        [office] . Decide l'ufficio competente.
       *[rule] {" "}e vale subito.
        }
   *[due] Costa { $amount }{ $duty ->
        [none] {""}
       *[other] {" "}(di cui { $duty } di bollo)
        }{ $decides ->
        [office] , da pagare solo se l'ufficio competente, che decide, accoglie la richiesta.
       *[rule] , da pagare entro { $days } giorni: { $trusted ->
            [yes] vale subito.
           *[no] vale dal pagamento.
            }
        }
    }
papers-words = { $documents ->
    [none] {""}
   *[other] {" "}Servono, anche in foto: { $documents }. Può mandarli dopo la conferma.
    }

not-offered = Da qui non si possono ancora chiedere permessi ZTL: se ne occupa l'ufficio permessi. Per gli orari scriva ORARI.
register-away = Il registro della popolazione in questo momento non risponde, e per il permesso mi serve il suo indirizzo. Riprovi fra qualche minuto.
no-permit = Non risulta nessun permesso ZTL a suo nome. Per chiederlo scriva PERMESSO.
not-yours = Con la targa { $plate } non risulta un permesso a suo nome.
which = Ha più permessi: di quale si tratta? Scriva la targa.
    { $permits }
how-long = Il permesso per { $kind } si può avere per periodi diversi ({ $lengths }): per quanto lo vuole?
which-address = A quale indirizzo? (via e numero civico: il permesso per { $kind } è legato a un indirizzo)
which-zone = In quale zona { $address ->
    [none] le serve
   *[other] si trova { $address }
    }?
not-resident = Non risulta una residenza in questo comune, e il permesso per { $kind } è legato a quella. Se abita qui senza residenza c'è quello per dimoranti: scriva PERMESSO DIMORANTI.
same-plate = La targa { $plate } è già sul permesso.
ended = Il permesso n. { $number } (targa { $plates }) non è valido oggi. Se è scaduto, si rinnova scrivendo RINNOVA.
gone = Nel frattempo il permesso { $old ->
    [none] {""}
   *[other] n. { $old }{" "}
    }è stato cambiato o è finito: non ho fatto nulla. Per vedere che cosa c'è scriva RINNOVA.
asked-already = L'ha già chiesto: riferimento { $reference }, risposta entro il { $answer_by }. Per sapere a che punto è scriva { command-status } { $reference }.

paper-words = { $paper ->
    [no] Il PDF ora non è pronto: fra qualche minuto scriva DUPLICATO COPIA.
   *[yes] { $way ->
        [sms] Il PDF si apre entro il { $by } da { $link } con il suo codice fiscale.
       *[other] Il PDF è allegato.
        } Codice per controllarlo: { $code }.
    }
old-words = { $old ->
    [none] {""}
   *[other] {" "}Quello di prima (n. { $old }) da adesso non vale più.
    }
back-words = { $hand_back ->
    [yes] {" "}Il contrassegno di carta, se l'ha, va restituito all'ufficio permessi.
   *[no] {""}
    }
check-words = { $documents ->
    [none] {""}
   *[other] {" "}{ $attached ->
        [none] Entro { $days } giorni mandi le foto di: { $documents }. { $way ->
            [sms] Non arrivano per SMS: le mandi su Telegram, per e-mail o PEC scrivendo AGGIUNGI { $reference }.
           *[other] Le mandi qui, o da un altro suo canale scrivendo AGGIUNGI { $reference }.
            }
       *[other] Ho tenuto gli allegati ({ $attached }) per il controllo, riferimento { $reference }.
        }
    }
issued = Fatto. Permesso ZTL n. { $number } ({ $kind }), targa { $plates }, zona { $zone }: vale dal { $since } { until-words }.{ old-words }{ back-words }{ check-words } { paper-words }
to-pay = { $trusted ->
    [yes] Permesso ZTL n. { $number }, targa { $plates }: vale da adesso { until-words }, se paga { $amount } entro il { $pay_by }
   *[no] Permesso ZTL n. { $number }, targa { $plates }: vale { until-words }, da quando paga { $amount }, entro il { $pay_by }
    }: { $url } { $way ->
    [sms] Avviso { $nav }.
   *[other] Avviso pagoPA { $nav }.
    } Appena risulta pagato le mando il permesso.{ check-words }
waiting = Permesso ZTL n. { $number }, targa { $plates }: { $trusted ->
    [yes] vale da adesso { until-words }, se lo paga ({ $amount }) entro il { $pay_by }.
   *[no] vale da quando lo paga ({ $amount }, entro il { $pay_by }).
    } pagoPA in questo momento non risponde: le mando il collegamento appena si può pagare.{ check-words }
being-paid = Il pagamento del permesso n. { $number } risulta già fatto: il permesso è in arrivo.
opened = Richiesta inviata: riferimento { $reference }. { $why ->
    [draft] Senza firma resta una bozza: l'ufficio competente la contatta entro il { $answer_by }.
    [moved] L'indirizzo del permesso non è più quello della sua residenza: decide l'ufficio competente, entro il { $answer_by }.
    [not-resident] Non risulta più una residenza qui: decide l'ufficio competente, entro il { $answer_by }.
   *[other] Decide l'ufficio competente, entro il { $answer_by }.
    }{ $documents ->
    [none] {""}
   *[other] {" "}{ $attached ->
        [none] Ora mandi le foto di: { $documents }. { $way ->
            [sms] Non arrivano per SMS: le mandi su Telegram, per e-mail o PEC scrivendo AGGIUNGI { $reference }.
           *[other] Le mandi qui, o da un altro suo canale scrivendo AGGIUNGI { $reference }.
            }
       *[other] Allegati ricevuti: { $attached }. Se ne manca qualcuno ({ $documents }) lo mandi scrivendo AGGIUNGI { $reference }.
        }
    }
copy = Ecco di nuovo il permesso ZTL n. { $number } ({ $kind }), targa { $plates }, { until-words }. { paper-words }
renounced = Fatto. Il permesso ZTL n. { $number }, targa { $plates }, da adesso non vale più: con quella targa non si entra in ZTL.{ back-words }
