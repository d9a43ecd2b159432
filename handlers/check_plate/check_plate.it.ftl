title = Controllo di una targa
keywords = controllo

slot-plate = targa
    .labels = targa
    .ask = Quale targa?
    .need = la targa
    .wrong = Non riconosco la targa: la riscriva, per esempio AB123CD.

example = Per esempio: CONTROLLO TARGA AB123CD
correction-example = targa AB123CD

valid = { $plate }: VALIDO { $permits }{ $more ->
    [no] .
   *[other] {" "}e altri { $more }.
    }
none = { $plate }: NESSUN PERMESSO valido oggi.{ $was ->
    [yes] {" "}L'ultimo è finito il { $past }.
   *[no] {""}
    }
not-here = Questo controllo qui non c'è più.
