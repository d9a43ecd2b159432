title = Check a plate
keywords = check

slot-plate = plate
    .labels = plate
    .ask = Which plate?
    .need = the plate
    .wrong = I do not recognise the plate: write it again, such as AB123CD.

example = For example: CHECK PLATE AB123CD
correction-example = plate AB123CD

valid = { $plate }: VALID { $permits }{ $more ->
    [no] .
   *[other] {" "}and { $more } more.
    }
none = { $plate }: NO PERMIT counts today.{ $was ->
    [yes] {" "}The last ended on { $past }.
   *[no] {""}
    }
not-here = This check is not here any more.
