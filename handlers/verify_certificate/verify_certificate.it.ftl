title = Verifica di un certificato
keywords = verifica, verificare

slot-code = codice di verifica
    .labels = codice di verifica, codice verifica, codice del certificato, codice del permesso, codice
    .ask = Qual è il codice di verifica scritto sul certificato o sul permesso? Ha venti segni a gruppi di quattro; può mandarmi anche una foto del codice QR.
    .need = { $way ->
        [sms] il codice di verifica del certificato (20 segni)
       *[other] il codice di verifica del certificato (venti segni a gruppi di quattro), o una foto del suo codice QR
    }
    .help = Il codice di verifica è stampato sul certificato accanto al codice QR: venti segni a gruppi di quattro, per esempio 7K3M-Q9XD-2FHT-8WPR-C366.
    .wrong = Non riesco a leggere il codice di verifica: ha venti segni a gruppi di quattro, ed è scritto accanto al codice QR.
    .wrong-length = Il codice di verifica ha venti segni: controlli se ne manca qualcuno e lo riscriva.
    .wrong-check = Un segno del codice non è giusto: lo confronti con il certificato e lo riscriva.

example = Per esempio: VERIFICA 7K3M-Q9XD-2FHT-8WPR-C366
correction-example = codice 7K3M-Q9XD-2FHT-8WPR-C366

kind-of = { $kind ->
    [k1] Certificato di nascita
    [k2] Certificato di morte
    [k3] Certificato di matrimonio
    [k4] Certificato di cancellazione anagrafica
    [k5] Certificato di cittadinanza
    [k6] Certificato storico di cittadinanza
    [k7] Certificato di esistenza in vita
    [k8] Certificato di residenza
    [k9] Certificato storico di residenza
    [k10] Certificato di residenza AIRE
    [k11] Certificato di stato civile
    [k12] Certificato di stato di famiglia
    [k13] Certificato di stato di famiglia e di stato civile
    [k14] Certificato di residenza in convivenza
    [k15] Certificato di stato di famiglia AIRE
    [k16] Certificato di stato di famiglia con rapporti di parentela
    [k17] Certificato di stato libero
    [k18] Certificato di unione civile
    [k19] Certificato di contratto di convivenza
   *[k20] Certificato di residenza a una data
    }

valid = VALIDO OGGI. { kind-of } n. { $number }, intestato a { $holder }, rilasciato il { $issued }{ $limit ->
    [until] , valido fino al { $until }
   *[none] , senza scadenza
    }. Confronti questi dati con il documento: se non coincidono, non è autentico.
expired = SCADUTO. { kind-of } n. { $number }, intestato a { $holder }, rilasciato il { $issued }: era valido fino al { $until }.
revoked = REVOCATO il { $revoked }: non vale più. { kind-of } n. { $number }, intestato a { $holder }, rilasciato il { $issued }.
permit-is = Permesso ZTL n. { $number }{ $plates ->
        [none] { "" }
       *[some] , targa { $plates }
    }{ $zone ->
        [all] , tutte le zone
       *[one] , zona { $zone }
    }
permit-valid = VALIDO OGGI. { permit-is }{ $limit ->
    [until] , fino al { $until }
   *[none] , senza scadenza
    }. Confronti questi dati con il foglio e con la targa: se non coincidono, non vale.
permit-expired = SCADUTO. { permit-is }: valeva fino al { $until }.
permit-revoked = REVOCATO{ $revoked ->
        [none] { "" }
       *[on] { " " }il { $revoked }
    }: non vale più. { permit-is }.
permit-replaced = SOSTITUITO{ $revoked ->
        [none] { "" }
       *[on] { " " }il { $revoked }
    }: questo foglio non vale più. { permit-is }.
permit-suspended = SOSPESO: ora non vale. { permit-is }.
permit-not-yet = NON ANCORA VALIDO: vale dal { $since }. { permit-is }.
permit-unpaid = NON VALIDO: manca il pagamento. { permit-is }.
not-found = Il Comune non ha rilasciato nessun documento con il codice { $code }. Lo confronti segno per segno con il documento e, se è diverso, me lo riscriva.
too-many = Da qui sono arrivati troppi codici che non esistono: per { $minutes ->
        [one] un minuto
       *[other] { $minutes } minuti
    } non controllo più nessun codice, nemmeno uno giusto. Riprovi dopo; se è un errore: { command-operator }.
not-here = Qui non si possono verificare certificati. Se le serve aiuto: { command-operator }.

of-the-record = { $worth ->
    [valid] { valid }
    [expired] { expired }
    [revoked] { revoked }
    [permit-valid] { permit-valid }
    [permit-expired] { permit-expired }
    [permit-revoked] { permit-revoked }
    [permit-replaced] { permit-replaced }
    [permit-suspended] { permit-suspended }
    [permit-not-yet] { permit-not-yet }
    [permit-unpaid] { permit-unpaid }
   *[not-found] Il Comune non ha rilasciato nessun documento con il codice { $code }.
    }
file-untouched = FILE AUTENTICO: è quello rilasciato dal Comune, e nulla vi è cambiato. { of-the-record }
file-other = NON SE NE FIDI: il file viene dal Comune, ma il codice con cui lo si mostra è di un altro documento. Chieda l'originale. Il file è nato così: { of-the-record }
file-appended = FILE MODIFICATO: qualcuno ha aggiunto qualcosa dopo il sigillo del Comune. Non se ne fidi, chieda l'originale. Nel registro: { of-the-record }
file-altered = FILE ALTERATO: non è più quello che il Comune ha sigillato. Non se ne fidi, chieda l'originale. Nel registro, con il suo codice: { of-the-record }
file-truncated = FILE INCOMPLETO: ne manca una parte, può essersi rovinato nell'invio. Lo faccia mandare di nuovo. Nel registro, con il suo codice: { of-the-record }
file-not-ours = NON È IL SIGILLO DEL COMUNE: il file è firmato o sigillato da qualcun altro. Nel registro, con il suo codice: { of-the-record }
file-no-seal = FILE SENZA SIGILLO: può essere una scansione, e del file non posso dire nulla. Nel registro, con il suo codice: { of-the-record }
file-not-issued = Il file ha il sigillo del Comune ed è intatto, ma non è un documento rilasciato. Nel registro, con il codice: { of-the-record }
file-unreadable = Il file non si lascia controllare: lo faccia mandare di nuovo. Nel registro, con il suo codice: { of-the-record }
file-busy = Ora non riesco a controllare il file: me lo rimandi fra qualche minuto. Intanto, nel registro, con il suo codice: { of-the-record }
