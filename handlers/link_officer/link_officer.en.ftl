title = Conversation of a colleague
keywords = colleague

slot-code = code
    .labels = code
    .ask = Which code does the page of your profile show?
    .need = the code that the page of your profile shows
    .wrong = The code has six digits: write it as the page of your profile shows it.
    .wrong-length = The code has six digits: write it as the page of your profile shows it.

example = For example: COLLEAGUE 123456
correction-example = code 123456

bound = Done: this conversation is { $name }'s. If that is not you, unlink it on the page of your profile.
wrong = The code does not count: ask for a new one on the page of your profile.
