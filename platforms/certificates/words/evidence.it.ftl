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
    [k1] di nascita
    [k2] di morte
    [k3] di matrimonio
    [k4] di cancellazione anagrafica
    [k5] di cittadinanza
    [k6] storico di cittadinanza
    [k7] di esistenza in vita
    [k8] di residenza
    [k9] storico di residenza
    [k10] di residenza AIRE
    [k11] di stato civile
    [k12] di stato di famiglia
    [k13] di stato di famiglia e di stato civile
    [k14] di residenza in convivenza
    [k15] di stato di famiglia AIRE
    [k16] di stato di famiglia con rapporti di parentela
    [k17] di stato libero
    [k18] di unione civile
    [k19] di contratto di convivenza
   *[k20] di residenza a una data
    }

permit-title = Esito della verifica di un permesso ZTL
permit-is-valid = Permesso valido
permit-is-expired = Permesso scaduto
permit-is-revoked = Permesso revocato
permit-is-replaced = Permesso sostituito da un altro foglio
permit-is-suspended = Permesso sospeso
permit-is-not-yet = Permesso non ancora valido
permit-is-unpaid = Permesso non pagato
permit-proof = Questo esito porta il sigillo elettronico del Comune: prova che cosa il registro diceva in quel momento. Non sostituisce il permesso.
permit = Permesso n.
plates = Targa
zone = Zona
every-zone = tutte
since = Valido dal
