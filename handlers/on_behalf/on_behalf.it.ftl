title = Agire per conto di altri
keywords = agisco, agire, conto

slot-which = persona
    .labels = agisco per il, agisco per, agisco, per conto di, persona
    .ask = Per chi vuole agire? Scriva il suo numero nell'elenco.
    .need = il numero della persona
    .wrong = Non ho capito per chi: scriva il suo numero nell'elenco, per esempio AGISCO 1.
slot-me = per sé
    .labels = torno, torna
    .ask = Vuole tornare ad agire per sé? Scriva AGISCO PER ME.
    .need = PER ME
    .wrong = Per tornare ad agire per sé scriva AGISCO PER ME.
option-me-ME = per me
    .aliases = me, me stesso, me stessa, per me stesso, per me stessa, in proprio, a nome mio

example = Per esempio: AGISCO
correction-example = persona 1

nobody = Non risulta nessuno per cui lei possa agire: né figli minorenni nella sua famiglia anagrafica, né deleghe ricevute. Chi vuole che lei agisca per suo conto può darle una delega: scrive DELEGA da dove è riconosciuto, oppure viene allo sportello.
people = Può agire per:
    { $people }
    Scriva AGISCO e il numero. Con "?" le deleghe che deve ancora accettare.
no-such = Questo numero non c'è nell'elenco:
    { $people }
    Scriva AGISCO e il numero.
begin = Agirà per conto di { $name }{ $kind ->
        [parent] , di cui è genitore
        [guardian] , di cui è tutore o amministratore
        [operator] , che è davanti a lei allo sportello
       *[other] , che le ha dato una delega{ $waits ->
            [yes] {" "}(con Sì la accetta)
           *[no] {""}
            }
        }{ $limited ->
        [yes] {" "}per alcuni servizi
       *[no] {""}
        }. Vale { $minutes } minuti al massimo; ogni risposta lo dirà, e resta scritto chi ha agito e per chi.
begun = Da adesso, e fino alle { $until }, agisce per conto di { $name }. Per tornare a fare per sé: AGISCO PER ME, oppure ESCI.
for-oneself = Da adesso fa di nuovo per sé.
already-oneself = Stava già facendo per sé.
