make-believe = All of this is make-believe.
nobody = This page is not { $title } and recognises nobody: it is here to try the counter with.
heading = Log in with { $title } (as a trial)
asks = { $place } wants to know who you are, at level { $level } or above.
who = Who would you like to be?
foreign = no fiscal code
how = How surely?
level = { $number ->
    [1] Level 1: user name and password
    [2] Level 2: also a code or an app
   *[other] Level 3: with the card
}
trouble = What goes wrong?
trouble-none = Nothing
trouble-nonce = The answer is of another login
trouble-expired = The confirmation has expired already
trouble-lower = The level is lower than was asked
trouble-key = The signature is of another key
trouble-slow = The provider does not answer in time
login = Log in
cancel = Cancel
gone = This page was already used, or is too old. Go back to the page that you came from.
wrong = The request is not right: { $error }.
