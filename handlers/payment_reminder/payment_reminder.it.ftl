title = Promemoria di una scadenza
keywords = promemoria, ricordamelo, ricordami, ricordatemi

example = Per esempio: PROMEMORIA
correction-example = promemoria

set = Va bene: il giorno prima le ricorderò, se non avrà già pagato, che scade:
    { $terms }{ $near ->
    [none] {""}
   *[other] {"\u000A"}Per questi il giorno prima è già passato, o non c'è una scadenza:
    { $near }
    }
too-near = Non posso più ricordarglielo il giorno prima, o non c'è una scadenza:
    { $near }
nothing = Non c'è nulla da ricordarle: fra ciò che mi ha chiesto qui non c'è nessun avviso da pagare. Per una multa scriva MULTA.
