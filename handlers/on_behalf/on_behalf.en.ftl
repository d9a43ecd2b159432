title = Act on behalf of others
keywords = behalf, act

slot-which = person
    .labels = act for, on behalf of, behalf of, behalf, person
    .ask = For whom do you want to act? Write their number in the list.
    .need = the number of the person
    .wrong = I did not understand for whom: write their number in the list, for example BEHALF 1.
slot-me = oneself
    .labels = back to
    .ask = Do you want to act for yourself again? Write BEHALF OF MYSELF.
    .need = MYSELF
    .wrong = To act for yourself again write BEHALF OF MYSELF.
option-me-ME = myself
    .aliases = me, of myself, of me, for myself, for me

example = For example: BEHALF
correction-example = person 1

nobody = There is nobody you may act for: neither children under age in your registered family, nor mandates given to you. Whoever wants you to act for them can give you a mandate: they write MANDATE from where they are known, or come to the counter.
people = You may act for:
    { $people }
    Write BEHALF and the number. A "?" marks a mandate that you have still to accept.
no-such = That number is not in the list:
    { $people }
    Write BEHALF and the number.
begin = You will act on behalf of { $name }{ $kind ->
        [parent] , whose parent you are
        [guardian] , whose guardian or administrator you are
        [operator] , who is in front of you at the counter
       *[other] , who has given you a mandate{ $waits ->
            [yes] {" "}(with Yes you accept it)
           *[no] {""}
            }
        }{ $limited ->
        [yes] {" "}in some services
       *[no] {""}
        }. It lasts { $minutes } minutes at most; every answer will say so, and it stays written who has acted and for whom.
begun = From now on, until { $until }, you act on behalf of { $name }. To act for yourself again: BEHALF OF MYSELF, or EXIT.
for-oneself = From now on you act for yourself again.
already-oneself = You were acting for yourself already.
