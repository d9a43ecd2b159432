title = Withdraw a request
keywords = withdraw, retract

slot-reference = reference
    .labels = reference, ref, case number
    .ask = Which request do you want to withdraw? Write its reference: eight signs, such as 2B3C-4D5N.
    .need = the reference (eight signs, such as 2B3C-4D5N)
    .wrong = I cannot read this reference: eight signs, such as 2B3C-4D5N.
    .wrong-check = One sign of this reference is wrong, or two are swapped: please check it.

slot-which = mandate to withdraw
    .labels = withdraw
    .ask = Which mandate? Write its number in the list.
    .need = the number of the mandate
    .wrong = I did not understand which: write the reference of the request, or the number of the mandate.

example = For example: WITHDRAW 2B3C-4D5N
correction-example = reference 2B3C-4D5N

none = I see no open requests of yours here to withdraw. To withdraw a mandate write MANDATES.
a-mandate = I look among your mandates.
which = Which request do you want to withdraw? Write its reference:
    { $listing }
unknown = I do not find the reference { $reference } among your requests. Please check it; if you asked in another conversation write { command-login } first.
closed = The request { $reference } ({ $name }) is closed already ({ $stands ->
    [withdrawn] withdrawn
    [accepted] granted
   *[refused] not granted
    }): there is nothing to withdraw.
really = I withdraw the request { $reference } ({ $name }) of { $day }: nobody will decide it any more. Receipts and documents stay on file. To have it you would have to ask again.
withdrawn = I have withdrawn the request { $reference } ({ $name }).
