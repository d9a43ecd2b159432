title = Permesso di transito
keywords = permesso

slot-plate = targa
    .labels = targa
    .ask = Qual è la targa?
    .need = la targa
    .wrong = Non riconosco la targa.
slot-zone = zona
    .labels = zona
    .ask = Per quale zona?
    .need = la zona
    .wrong = Non conosco questa zona.

example = Per esempio: PERMESSO AB123CD CENTRO
correction-example = targa AB123CD

shown = Permesso per { $plate }: { $price } euro.
granted = Permesso chiesto per { $plate }.
ready = Il permesso { $number } è pronto.
