title = Esito della verifica di un certificato
service = Servizio di verifica
fact = Voce
value = Esito
at = Verificato il
moment = { $day } alle { $hour }
on-day = Così risultava nel registro del Comune il { $day } alle { $hour }.
result = Risultato
is-valid = Certificato valido
is-expired = Certificato scaduto
is-revoked = Certificato revocato
code = Codice di verifica
number = Certificato
holder = Intestatario
issued = Rilasciato il
until = Valido fino al
for-ever = senza scadenza
revoked = Revocato il
sha256 = Impronta SHA-256 del file
proof = Questo esito porta il sigillo elettronico del Comune: prova che cosa il registro diceva in quel momento. Non sostituisce il certificato.
again = La verifica si può ripetere quando si vuole: { $url }
kind = { $kind ->
    [1] di nascita
    [2] di morte
    [3] di matrimonio
    [4] di cancellazione anagrafica
    [5] di cittadinanza
    [6] storico di cittadinanza
    [7] di esistenza in vita
    [8] di residenza
    [9] storico di residenza
    [10] di residenza AIRE
    [11] di stato civile
    [12] di stato di famiglia
    [13] di stato di famiglia e di stato civile
    [14] di residenza in convivenza
    [15] di stato di famiglia AIRE
    [16] di stato di famiglia con rapporti di parentela
    [17] di stato libero
    [18] di unione civile
    [19] di contratto di convivenza
   *[20] di residenza a una data
    }
