title = Verifica di un certificato
keywords = verifica, verificare

slot-code = codice di verifica
    .labels = codice di verifica, codice verifica, codice del certificato, codice
    .ask = Qual è il codice di verifica scritto sul certificato? Ha venti segni a gruppi di quattro; può mandarmi anche una foto del codice QR.
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
not-found = Il Comune non ha rilasciato nessun certificato con il codice { $code }. Lo confronti segno per segno con il documento e, se è diverso, me lo riscriva.
too-many = Da qui sono arrivati molti codici che non esistono: per un'ora non posso più controllarne. Se è un errore: { command-operator }.
not-here = Qui non si possono verificare certificati. Se le serve aiuto: { command-operator }.
