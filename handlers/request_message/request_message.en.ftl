title = Add something to a request
keywords = add, adding, supplement

slot-addition = reference
    .labels = addition to the request
    .ask = To which request? Write ADD, the reference (eight signs, such as 2B3C-4D5N) and what you want to say.
    .need = the reference (eight signs, such as 2B3C-4D5N) and the text
    .wrong = I cannot read this reference: eight signs, such as 2B3C-4D5N.
    .wrong-check = One sign of this reference is wrong, or two are swapped: please check it.

example = For example: ADD 2B3C-4D5N the plate is AB123CD
correction-example = ADD 2B3C-4D5N

added = Done: I have added { $count ->
    [none] your message
    [one] your document
   *[other] your { $count } documents
    } to the request { $reference } ({ $name }). The office sees it at once; an answer is due by { $by }.
added-after = The request { $reference } ({ $name }) is closed already: I have passed { $count ->
    [none] your message
    [one] your document
   *[other] your { $count } documents
    } on to the office, but the decision does not change by itself. If you need more write { command-operator }.
unknown = I do not find the reference { $reference } among your requests: I have added nothing. Please check it; if you asked in another conversation write { command-login } and then again.
nothing-written = What shall I add to the request { $reference }? Write ADD { $reference } and the text, or send the file with these words.
no-request = I see no open requests of yours here to which something could be added. Tell me what you need.
not-needed = { only-files }
which = { $brought ->
    [yes] I have seen the file, but I do not know which request it is for: I have not added it. Send it again with ADD and the reference:
   *[no] To which request? Write ADD, the reference and the text:
    }
    { $listing }
reminder = Reminder: for the request { $reference } ({ $name }) we wait for your answer until { $until }. Write ADD { $reference } and { $way ->
    [sms] your answer (files by Telegram, e-mail or PEC).
   *[other] your answer, or send the file.
    } What is needed: { command-status } { $reference }.
