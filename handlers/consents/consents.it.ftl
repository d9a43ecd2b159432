title = Consensi per gli avvisi
keywords = consensi, consenso, iscrivimi

slot-change = cambiamento
    .labels = cambiamento
    .ask = Che cosa cambia? Per esempio: EVENTI ACCETTO, oppure TUTTI RIFIUTO.
    .need = l'argomento e la risposta, per esempio EVENTI ACCETTO
    .wrong = Non ho capito. Scriva per esempio EVENTI ACCETTO, oppure TUTTI RIFIUTO.
option-change-WORKS_YES = Lavori accetto
    .aliases = accetto lavori, lavori sì, sì lavori, iscrivimi agli avvisi su lavori, ricevere gli avvisi su lavori, avvisi sui lavori, lavori stradali accetto, accetto lavori stradali, lavori stradali sì, sì lavori stradali, iscrivimi agli avvisi su lavori stradali, ricevere gli avvisi su lavori stradali, avvisi sui lavori stradali, viabilità accetto, accetto viabilità, viabilità sì, sì viabilità, iscrivimi agli avvisi su viabilità, ricevere gli avvisi su viabilità, avvisi sulla viabilità, strade chiuse accetto, accetto strade chiuse, strade chiuse sì, sì strade chiuse, iscrivimi agli avvisi su strade chiuse, ricevere gli avvisi su strade chiuse, avvisi sulle strade chiuse
option-change-WORKS_NO = Lavori rifiuto
    .aliases = rifiuto lavori, lavori no, no lavori, disiscrivimi da lavori, toglietemi da lavori, lavori stradali rifiuto, rifiuto lavori stradali, lavori stradali no, no lavori stradali, disiscrivimi da lavori stradali, toglietemi da lavori stradali, viabilità rifiuto, rifiuto viabilità, viabilità no, no viabilità, disiscrivimi da viabilità, toglietemi da viabilità, strade chiuse rifiuto, rifiuto strade chiuse, strade chiuse no, no strade chiuse, disiscrivimi da strade chiuse, toglietemi da strade chiuse
option-change-EVENTS_YES = Eventi accetto
    .aliases = accetto eventi, eventi sì, sì eventi, iscrivimi agli avvisi su eventi, ricevere gli avvisi su eventi, avvisi sugli eventi, manifestazioni accetto, accetto manifestazioni, manifestazioni sì, sì manifestazioni, iscrivimi agli avvisi su manifestazioni, ricevere gli avvisi su manifestazioni, avvisi sulle manifestazioni
option-change-EVENTS_NO = Eventi rifiuto
    .aliases = rifiuto eventi, eventi no, no eventi, disiscrivimi da eventi, toglietemi da eventi, manifestazioni rifiuto, rifiuto manifestazioni, manifestazioni no, no manifestazioni, disiscrivimi da manifestazioni, toglietemi da manifestazioni
option-change-DEADLINES_YES = Scadenze accetto
    .aliases = accetto scadenze, scadenze sì, sì scadenze, iscrivimi agli avvisi su scadenze, ricevere gli avvisi su scadenze, avvisi sulle scadenze
option-change-DEADLINES_NO = Scadenze rifiuto
    .aliases = rifiuto scadenze, scadenze no, no scadenze, disiscrivimi da scadenze, toglietemi da scadenze
option-change-ALL_YES = Tutti accetto
    .aliases = accetto tutti, tutti sì, sì tutti, iscrivimi agli avvisi su tutti, ricevere gli avvisi su tutti, tutto accetto, accetto tutto, tutto sì, sì tutto, iscrivimi agli avvisi su tutto, ricevere gli avvisi su tutto
option-change-ALL_NO = Tutti rifiuto
    .aliases = rifiuto tutti, tutti no, no tutti, disiscrivimi da tutti, toglietemi da tutti, tutto rifiuto, rifiuto tutto, tutto no, no tutto, disiscrivimi da tutto, toglietemi da tutto

example = Per esempio: CONSENSI EVENTI ACCETTO
correction-example = cambiamento eventi accetto

consents = Avvisi che il comune può mandarle in questa conversazione, solo se li accetta:
    - lavori e viabilità: { $works ->
        [yes] sì
       *[no] no
    }
    - eventi: { $events ->
        [yes] sì
       *[no] no
    }
    - scadenze: { $deadlines ->
        [yes] sì
       *[no] no
    }
    Per cambiare: CONSENSI EVENTI ACCETTO, o CONSENSI TUTTI RIFIUTO. STOP li toglie tutti. I promemoria che chiede lei arrivano comunque.
changed = Fatto. Avvisi in questa conversazione:
    - lavori e viabilità: { $works ->
        [yes] sì
       *[no] no
    }
    - eventi: { $events ->
        [yes] sì
       *[no] no
    }
    - scadenze: { $deadlines ->
        [yes] sì
       *[no] no
    }
    Cambia quando vuole con CONSENSI, o li toglie tutti con STOP.
