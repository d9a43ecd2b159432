title = Give up a ZTL permit
keywords = renounce, renunciation

slot-plate = plate
    .labels = plate, number plate, licence plate
    .ask = Of which plate is the permit?
    .need = the plate of the permit
    .help = The plate is on the vehicle's papers, for example AB123CD.
    .wrong = I do not recognise the plate. Please write it as on the vehicle's papers, for example AB123CD.
    .wrong-letters = On plates the letters O and I and the digits 0 and 1 are easily confused: please check it and write it again, for example AB123CD.

example = { $way ->
    [sms] E.g. RENOUNCE
   *[other] For example: RENOUNCE
}
correction-example = plate AB123CD

summary = Giving up ZTL permit no. { $number } ({ $kind }), plate { $plates }, zone { $zone }: once you confirm it is not valid any more, and that plate may not enter the ZTL. What you have paid is not paid back.{ back-words }
no-renunciation = Permit no. { $number } ({ $kind }) cannot be given up from here. To talk about it with a person write { command-operator }.
