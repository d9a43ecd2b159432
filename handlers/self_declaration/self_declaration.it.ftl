title = Autocertificazione
keywords = autocertificazione, autocertificazioni, autodichiarazione, autocertificare

slot-fact = fatto
    .labels = fatto, che cosa dichiara
    .ask = Che cosa deve dichiarare?
    .need = che cosa dichiara (per esempio residenza, stato di famiglia)
    .help = È quello che l'ufficio o il privato vuole sapere: per esempio dove abita (residenza) o chi vive con lei (stato di famiglia).
    .wrong = Non ho capito che cosa deve dichiarare. Lo scelga dall'elenco, o scriva per esempio: residenza.
    .wrong-close = Ci sono più risposte che potrebbero essere: la scelga dall'elenco.
    .wrong-number = Nell'elenco non c'è questo numero.
option-fact-RESIDENCE = Residenza
    .aliases = residenza, la residenza, dove abito
option-fact-FAMILY = Stato di famiglia
    .aliases = stato di famiglia, famiglia, nucleo familiare
option-fact-CIVIL_STATUS = Stato civile
    .aliases = stato civile, stato libero, celibe, nubile, matrimonio
option-fact-CITIZENSHIP = Cittadinanza
    .aliases = cittadinanza
option-fact-BIRTH = Nascita
    .aliases = nascita, data e luogo di nascita, data di nascita
option-fact-EXISTENCE = Esistenza in vita
    .aliases = esistenza in vita, esistenza
option-fact-DEATH = Morte di un familiare
    .aliases = morte, decesso, morte di un familiare
option-fact-STUDIES = Titolo di studio
    .aliases = titolo di studio, studi, laurea, diploma
option-fact-INCOME = Reddito
    .aliases = reddito, redditi, situazione economica
option-fact-UNEMPLOYED = Disoccupazione
    .aliases = disoccupazione, disoccupato, disoccupata
option-fact-CONVICTIONS = Condanne penali
    .aliases = condanne penali, condanne, casellario, carichi pendenti
option-fact-OTHER = Un altro stato o qualità (art. 46)
    .aliases = altro, un'altra cosa, altro stato
option-fact-FIRST_HAND = Un fatto che conosco (art. 47)
    .aliases = atto di notorietà, atto notorio, art 47, sostitutiva di atto notorio

slot-recipient = destinatario
    .labels = destinatario
    .ask = A chi la deve dare?
    .need = a chi la deve dare
    .wrong = Non ho capito a chi la deve dare.
option-recipient-PUBLIC = ufficio pubblico
    .aliases = ente pubblico, ufficio pubblico, scuola, inps, asl
option-recipient-PRIVATE = privato
    .aliases = privato, banca, assicurazione, datore di lavoro
slot-statement = testo
    .labels = testo, dichiaro
    .ask = Che cosa dichiara?
    .need = il testo della dichiarazione
    .wrong = Scriva che cosa dichiara, in una frase.

example = { $way ->
    [sms] Es. AUTOCERTIFICAZIONE residenza
   *[other] Per esempio: AUTOCERTIFICAZIONE residenza
}
correction-example = fatto residenza

fact-name = { $fact ->
    [FAMILY] lo stato di famiglia
    [CIVIL_STATUS] lo stato civile
    [CITIZENSHIP] la cittadinanza
    [BIRTH] la nascita
    [EXISTENCE] l'esistenza in vita
    [DEATH] la morte di un familiare
    [STUDIES] il titolo di studio
    [INCOME] il reddito
    [UNEMPLOYED] la disoccupazione
    [CONVICTIONS] le condanne penali
    [OTHER] uno stato o una qualità
    [FIRST_HAND] un fatto che conosce
   *[other] la residenza
}
not-offered = Da qui non posso ancora preparare autocertificazioni: può scriverla a mano, su un foglio qualunque.
register-away = Il registro della popolazione in questo momento non risponde, e senza non posso compilarla. Riprovi fra qualche minuto con AUTOCERTIFICAZIONE; può anche scriverla a mano, su un foglio qualunque: vale lo stesso.
not-registered = Non risulta iscritto all'anagrafe di questo comune: non ho i suoi dati per compilarla. Può scriverla a mano, su un foglio qualunque: vale lo stesso.
statement = { $fact ->
    [DEATH] Scriva di chi e quando, per esempio: che mio padre Ugo Verdi è morto a Roma il 03/02/2026.
    [STUDIES] Scriva il titolo, dove e quando, per esempio: di avere la laurea in lettere, Università di Pisa, 2015.
    [INCOME] Scriva il reddito e l'anno, per esempio: di avere avuto nel 2025 un reddito di 18.000 euro.
    [UNEMPLOYED] Scriva da quando, per esempio: di essere disoccupato dal 03/02/2026.
    [CONVICTIONS] Scriva per esempio: di non avere riportato condanne penali.
   *[other] Scriva la frase da dichiarare, che comincia con "di" o "che".
    } La riporto come la scrive.
too-long = È troppo lunga per un foglio: al massimo { $most } caratteri.
summary = Autocertificazione di { $name }, che dichiara { fact-name }{ $statement ->
    [none] : i dati li metto io, dal registro.
   *[other] : "{ $statement }"
    } Chi dichiara il falso commette un reato (art. 76 DPR 445/2000).
declared = { $way ->
    [sms] { $url ->
        [none] Per SMS non si mandano file: la scriva a mano su un foglio, o me la chieda da Telegram o per e-mail. Vale se è firmata.
       *[other] La scarichi entro le { $by } da { $url } con il suo codice fiscale. Manca solo la sua firma a mano.
        }
   *[other] Ecco l'autocertificazione, già compilata. Manca solo la sua firma a mano.
    } { $first_hand ->
    [yes] Alleghi una copia del documento d'identità, se non la firma davanti all'impiegato.
   *[no] Non si paga il bollo e non si autentica la firma.
    } Uffici pubblici e gestori di servizi devono accettarla; dal 2020 anche i privati (art. 30-bis DL 76/2020).
