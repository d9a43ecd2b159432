title = Self-declaration
keywords = selfdeclaration, self-declaration, selfcertification, self-certification

slot-fact = fact
    .labels = fact, what to declare
    .ask = What do you need to declare?
    .need = what you declare (for example residence, family)
    .help = It is what the office or the private body wants to know: for example where you live (residence) or who lives with you (family).
    .wrong = I did not understand what you need to declare. Choose it from the list, or write for example: residence.
    .wrong-close = Several answers could be meant: choose from the list.
    .wrong-number = There is no such number in the list.
option-fact-RESIDENCE = Residence
    .aliases = residence, where i live
option-fact-FAMILY = Family
    .aliases = family, household
option-fact-CIVIL_STATUS = Civil status
    .aliases = civil status, marital status, married, single
option-fact-CITIZENSHIP = Citizenship
    .aliases = citizenship, nationality
option-fact-BIRTH = Birth
    .aliases = birth, date of birth
option-fact-EXISTENCE = Being alive
    .aliases = being alive, existence
option-fact-DEATH = Death of a relative
    .aliases = death, death of a relative
option-fact-STUDIES = Studies
    .aliases = studies, degree, diploma
option-fact-INCOME = Income
    .aliases = income
option-fact-UNEMPLOYED = Unemployment
    .aliases = unemployment, unemployed
option-fact-CONVICTIONS = Criminal record
    .aliases = criminal record, convictions
option-fact-OTHER = Another status (art. 46)
    .aliases = other, another status
option-fact-FIRST_HAND = A fact that I know (art. 47)
    .aliases = affidavit, art 47, a fact that i know

slot-recipient = recipient
    .labels = recipient
    .ask = Who will you give it to?
    .need = who you will give it to
    .wrong = I did not understand who you will give it to.
option-recipient-PUBLIC = public office
    .aliases = public office, public body, school
option-recipient-PRIVATE = private body
    .aliases = private, bank, insurance, employer
slot-statement = text
    .labels = text, i declare
    .ask = What do you declare?
    .need = the text of the declaration
    .wrong = Write what you declare, in one sentence.

example = { $way ->
    [sms] E.g. SELF-DECLARATION residence
   *[other] For example: SELF-DECLARATION residence
}
correction-example = fact residence

fact-name = { $fact ->
    [FAMILY] the family
    [CIVIL_STATUS] the civil status
    [CITIZENSHIP] the citizenship
    [BIRTH] the birth
    [EXISTENCE] being alive
    [DEATH] the death of a relative
    [STUDIES] the studies
    [INCOME] the income
    [UNEMPLOYED] unemployment
    [CONVICTIONS] the criminal record
    [OTHER] a status or quality
    [FIRST_HAND] a fact that they know
   *[other] the residence
}
not-offered = I cannot prepare self-declarations here yet: you can write one by hand, on any sheet.
register-away = The population register does not answer right now, and without it I cannot fill the declaration in. Try again in a few minutes with SELF-DECLARATION; you can also write it by hand, on any sheet: it counts the same.
not-registered = You are not enrolled in this municipality, so I do not have your data to fill it in. You can write it by hand, on any sheet: it counts the same.
statement = { $fact ->
    [DEATH] Write who and when, in Italian, for example: che mio padre Ugo Verdi è morto a Roma il 03/02/2026.
    [STUDIES] Write the title, where and when, in Italian, for example: di avere la laurea in lettere, Università di Pisa, 2015.
    [INCOME] Write the income and the year, in Italian, for example: di avere avuto nel 2025 un reddito di 18.000 euro.
    [UNEMPLOYED] Write since when, in Italian, for example: di essere disoccupato dal 03/02/2026.
    [CONVICTIONS] Write in Italian, for example: di non avere riportato condanne penali.
   *[other] Write the sentence to declare in Italian, beginning with "di" or "che".
    } I print it as you write it.
too-long = It is too long for one sheet: at most { $most } characters.
summary = Self-declaration of { $name }, who declares { fact-name }{ $statement ->
    [none] : I fill in the data from the register.
   *[other] : "{ $statement }"
    } A false declaration is a crime (art. 76 DPR 445/2000).
declared = { $way ->
    [sms] { $url ->
        [none] Files do not travel by SMS: write it by hand on a sheet, or ask me from Telegram or by e-mail. It counts when signed.
       *[other] Download it by { $by } from { $url } with your fiscal code. Only your signature by hand is missing.
        }
   *[other] Here is the self-declaration, filled in (in Italian). Only your signature by hand is missing.
    } { $first_hand ->
    [yes] Add a copy of your identity document, unless you sign it before the clerk.
   *[no] There is no stamp duty and the signature needs no authentication.
    } Public offices and public services must accept it; since 2020 private bodies too (art. 30-bis DL 76/2020).
