title = Say how it went
keywords = rating, mark

slot-stars = rating
    .labels = rating
    .ask = What mark do you give us, from 1 (not well at all) to 5 (very well)?
    .need = the mark, from 1 to 5
    .wrong = I did not understand the mark: from 1 (not well at all) to 5 (very well).
option-stars-ONE = 1
    .aliases = one, terrible, not well at all
option-stars-TWO = 2
    .aliases = two, badly, poor
option-stars-THREE = 3
    .aliases = three, so so, fair
option-stars-FOUR = 4
    .aliases = four, well, good
option-stars-FIVE = 5
    .aliases = five, excellent, very well
slot-reference = reference
    .labels = reference, ref
    .ask = What is the reference of the request?
    .need = the reference of the request
    .wrong = I cannot read this reference: eight signs, such as 2B3C-4D5N.
    .wrong-check = One sign of this reference is wrong, or two are swapped: please check it.

example = For example: RATING 4
correction-example = rating 4

how = How did it go with the request { $reference } ({ $name })? If you like give us a mark from 1 to 5: for example RATING 4.
rated = Thank you: { $stars } out of 5 for the request { $reference }. It helps us to do better.
already = For the request { $reference } you have given us { $stars } already: the first mark counts.
not-yet = The request { $reference } is not decided yet: marks are given at the end.
nothing = I find no request of yours that was decided lately and has no mark.
unknown = I do not find the reference { $reference } among your requests.
