title = Avvisi e allerte del comune
keywords = consensi, consenso, iscrivimi, iscrivetemi, iscrivermi, disiscrivermi, allerte

slot-topics = argomenti
    .labels = argomenti, argomento
    .ask = Su quali argomenti? Per esempio: SCUOLA, oppure RIFIUTI E STRADE.
    .need = gli argomenti, per esempio SCUOLA
    .wrong = Non ho capito l'argomento: scriva per esempio SCUOLA, RIFIUTI, oppure TUTTI.
slot-wish = scelta
    .labels = scelta
    .ask = Vuole ricevere questi avvisi? Risponda SÌ o NO.
    .need = se vuole gli avvisi o no
    .wrong = Risponda SÌ per ricevere gli avvisi, NO per non riceverli più.
slot-zone = zona
    .labels = zona, quartiere, frazione
    .ask = Per quale zona?
    .need = la zona
    .wrong = Non conosco questa zona: scriva il nome del quartiere, oppure TUTTA LA CITTÀ.

example = Per esempio: ISCRIVIMI ALLERTE, oppure STOP RIFIUTI
correction-example = argomento scuola

none = In questa conversazione non riceve avvisi del comune. Argomenti: { $topics }.
    Per riceverli: ISCRIVIMI e l'argomento, se vuole con la zona, per esempio ISCRIVIMI ALLERTE CENTRO.
held = In questa conversazione riceve gli avvisi su: { $topics }.{ $zoned ->
    [yes] {" "}Zone: { $where }.
   *[no] {""}
    }
    Per aggiungere: ISCRIVIMI SCUOLA. Per togliere: STOP RIFIUTI, o STOP per tutti.
changed = Fatto. Riceve gli avvisi su: { $topics }.{ $zoned ->
    [yes] {" "}Zone: { $where }.
   *[no] {""}
    }
    Toglie un argomento con STOP e il suo nome, tutti con STOP.
none-left = Fatto: non le manderemo più avvisi. Se ci scrive le rispondiamo comunque; per riceverli di nuovo: ISCRIVIMI.
nothing-held = Non è in lista per gli avvisi del comune. Se ne riceve ancora, scriva STOP.
which = Avvisi su: { $topics }. Si toglie quando vuole, con STOP.
whether = Avvisi su: { $topics }. Li vuole ricevere? Risponda SÌ o NO.
not-by-this-way = Gli avvisi non vanno per PEC: si iscriva da un SMS, da Telegram o da un'e-mail ordinaria.
