title = Transit permit
keywords = permit

slot-plate = plate
    .labels = plate
    .ask = What is the plate?
    .need = the plate
    .wrong = I do not recognise the plate.
slot-zone = zone
    .labels = zone
    .ask = For which zone?
    .need = the zone
    .wrong = I do not know this zone.

example = For example: PERMIT AB123CD CENTRO
correction-example = plate AB123CD

shown = Permit for { $plate }: { $price } euro.
granted = Permit requested for { $plate }.
ready = Permit { $number } is ready.
