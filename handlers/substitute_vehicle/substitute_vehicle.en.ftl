title = Replacement car in the ZTL for some days
keywords = substitute, replacement, courtesy

slot-plate = replacement plate
    .labels = replacement plate, plate, number plate
    .ask = What is the plate of the car that you use instead of yours? (for example AB123CD)
    .need = the plate of the replacement car
    .help = The plate is on the vehicle's papers, for example AB123CD.
    .wrong = I do not recognise the plate. Please write it as on the vehicle's papers, for example AB123CD.
    .wrong-letters = On plates the letters O and I and the digits 0 and 1 are easily confused: please check it and write it again, for example AB123CD.
slot-until = last day
    .labels = until, last day, by, to
    .ask = Until which day do you use it? (for example 15/03/2026, day first)
    .need = the last day on which you use it
    .wrong = I do not recognise the day. Please write it like this, day first: 15/03/2026.
    .wrong-impossible = There is no such day. Please write it like this, day first: 15/03/2026.
slot-which = number in the list
    .labels = number in the list
    .ask = Which one? (the number in the list)
    .need = the number in the list
    .wrong = Please write the number that is in the list, for example 1.

example = { $way ->
    [sms] E.g. SUBSTITUTE AB123CD until 15/03/2026
   *[other] For example: SUBSTITUTE AB123CD until 15/03/2026
}
correction-example = until 15/03/2026

summary = Pass for the replacement car { $plates } instead of { $mine } (permit no. { $number }), zone { $zone }, from today { until-words }. { price-words }{ papers-words } What you confirm counts as a declaration (DPR 445/2000).
no-substitute = For permit no. { $number } ({ $kind }) there is no pass for a replacement car: change the plate writing CHANGE PLATE.
too-long = The pass for a replacement car goes from today until { $most } at most: please write a day among these.
