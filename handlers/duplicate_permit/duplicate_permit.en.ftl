title = Duplicate of a ZTL permit
keywords = duplicate, duplicates

slot-cause = what happened
    .labels = cause, what happened
    .ask = What happened to the permit?
    .need = what happened (lost, stolen, spoilt, or only a copy of the PDF)
    .wrong = I did not understand. Please write: lost, stolen, spoilt, or copy.
    .wrong-close = Please write: lost, stolen, spoilt, or copy.
    .wrong-number = There is no such number in the list.
option-cause-LOSS = lost
    .aliases = lost, loss, cannot find, can't find
option-cause-THEFT = stolen
    .aliases = stolen, theft, stole
option-cause-WEAR = spoilt or unreadable
    .aliases = spoilt, unreadable, torn, damaged, faded, wet, worn, not readable
option-cause-COPY = I only need a copy of the PDF
    .aliases = copy, pdf, reprint, again
slot-plate = plate
    .labels = plate, number plate, licence plate
    .ask = Of which plate is the permit?
    .need = the plate of the permit
    .help = The plate is on the vehicle's papers, for example AB123CD.
    .wrong = I do not recognise the plate. Please write it as on the vehicle's papers, for example AB123CD.
    .wrong-letters = On plates the letters O and I and the digits 0 and 1 are easily confused: please check it and write it again, for example AB123CD.

example = { $way ->
    [sms] E.g. DUPLICATE lost
   *[other] For example: DUPLICATE lost
}
correction-example = cause stolen

summary = Duplicate of ZTL permit no. { $number } ({ $kind }), plate { $plates }, { until-words }: it will have a new number, and the one before will not be valid any more. { $declares ->
    [yes] By confirming you declare that it { $cause ->
        [THEFT] was stolen from you
       *[other] was lost
        } (DPR 445/2000, art. 47: a false declaration is an offence). If you find it, do not use it.{" "}
   *[no] {""}
    }{ price-words }{ papers-words }{ back-words }
no-duplicate = For permit no. { $number } ({ $kind }) no duplicate is needed: the gates read plate { $plates }. For the PDF again write DUPLICATE COPY.
