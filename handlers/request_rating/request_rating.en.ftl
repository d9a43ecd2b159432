title = Say how it went
keywords = rating, mark

slot-stars = rating
    .labels = rating
    .ask = What mark do you give us, from 1 (not well at all) to 5 (very well)?
    .need = the mark, from 1 to 5
    .wrong = I did not understand the mark: from 1 (not well at all) to 5 (very well).

example = For example: RATING 4
correction-example = rating 4

how = How did it go with the request { $reference } ({ $name })? If you like give us a mark from 1 to 5: for example RATING 4.
rated = Thank you: { $stars } for the request { $reference }. It helps us to do better.
nothing = I find no request of yours that was decided lately and has no mark.
