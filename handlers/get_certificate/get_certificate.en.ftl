title = Certificates of the register
keywords = certificate, certificates

slot-recipient = recipient
    .labels = recipient, to be given to, for use at
    .ask = Who will you give it to? I ask this first because a public office cannot accept it: a self-declaration is enough, free of charge.
    .need = { $way ->
        [sms] who you give it to (bank, employer, abroad, public office...)
       *[other] who you will give it to (for example bank, employer, abroad, court, public office)
    }
    .help = It is who asked you for the certificate: a bank, your employer, an insurance company, a court, a foreign authority, or a public office (school, INPS, ASL, municipality).
    .wrong = I did not understand who it is for. Choose from the list, or write for example: bank.
    .wrong-close = Several answers could be meant: choose from the list.
    .wrong-number = There is no such number in the list.
option-recipient-BANK = Bank or post office
    .aliases = bank, my bank, mortgage, loan
option-recipient-INSURANCE = Insurance company
    .aliases = insurance, insurance company
option-recipient-EMPLOYER = Employer
    .aliases = employer, my employer, job, company
option-recipient-LANDLORD = Landlord
    .aliases = landlord, rent, estate agency
option-recipient-NOTARY = Notary or lawyer
    .aliases = notary, lawyer
option-recipient-OTHER = Another private body
    .aliases = private, association, other
option-recipient-ABROAD = Abroad
    .aliases = abroad, consulate, embassy, foreign authority
option-recipient-COURT = Court, for a lawsuit
    .aliases = court, lawsuit, trial, judge
option-recipient-IMMIGRATION = Immigration procedure
    .aliases = immigration, residence permit, family reunification
option-recipient-PUBLIC_BODY = Public office
    .aliases = public office, public body, school, university, inps, asl, municipality, police headquarters, tax office
option-recipient-PUBLIC_SERVICE = Operator of a public service
    .aliases = public service, gas, electricity, water supply, public transport

slot-kind = certificate
    .labels = kind, kind of certificate
    .ask = Which certificate do you need?
    .need = { $way ->
        [sms] which certificate (residence, family...)
       *[other] which certificate (for example residence, family, birth)
    }
    .help = Write what it is to show: where you live (residence), who lives with you (family), whether you are married (civil status), your citizenship, your birth.
    .wrong = I do not know this certificate. Choose from the list, or write for example: residence.
    .wrong-close = Several certificates could be meant: choose from the list.
    .wrong-number = There is no such number in the list.
option-kind-RESIDENCE = Residence
    .aliases = residence, residency
option-kind-FAMILY = Family
    .aliases = family, family status, household
option-kind-CIVIL_STATUS = Civil status
    .aliases = civil status, marital status
option-kind-FREE_STATUS = Free to marry
    .aliases = free to marry, unmarried, free status
option-kind-CITIZENSHIP = Citizenship
    .aliases = citizenship, italian citizenship
option-kind-EXISTENCE = Being alive
    .aliases = being alive, existence, life certificate
option-kind-BIRTH = Birth
    .aliases = birth
option-kind-MARRIAGE = Marriage
    .aliases = marriage
option-kind-DEATH = Death
    .aliases = death
option-kind-FAMILY_WITH_RELATIONS = Family with relations
    .aliases = family with relations, relations
option-kind-FAMILY_AND_STATUS = Family and civil status
    .aliases = family and civil status
option-kind-CIVIL_UNION = Civil union
    .aliases = civil union
option-kind-COHABITATION = Cohabitation contract
    .aliases = cohabitation contract, cohabitation
option-kind-COMMUNITY_RESIDENCE = Residence in a community
    .aliases = residence in a community, care home, convent
option-kind-AIRE_RESIDENCE = AIRE residence
    .aliases = aire residence, aire
option-kind-AIRE_FAMILY = AIRE family
    .aliases = aire family
option-kind-PAST_RESIDENCE = Past residence
    .aliases = past residence, residence history, historical residence
option-kind-PAST_CITIZENSHIP = Past citizenship
    .aliases = past citizenship, historical citizenship

slot-whom = for whom
    .labels = for whom
    .ask = Who is the certificate about?
    .need = who it is about (you or a relative)
    .wrong = I did not understand who it is about. Write for example: for me, for my son.
option-whom-SELF = for me
    .aliases = for me, me, myself
option-whom-CHILD = for my child
    .aliases = child, son, daughter, my son, my daughter, for my son, for my daughter, for my child
option-whom-SPOUSE = for my wife or husband
    .aliases = wife, husband, spouse, my wife, my husband, for my wife, for my husband
option-whom-PARENT = for my father or mother
    .aliases = father, mother, parent, my father, my mother, for my father, for my mother
option-whom-RELATIVE = for another of my family
    .aliases = brother, sister, grandfather, grandmother, partner, relative
option-whom-STRANGER = for somebody else
    .aliases = somebody else, neighbour, friend, tenant, debtor, client, ex-husband, ex-wife, colleague

slot-member = person
    .labels = person
    .ask = About which relative? Write the name.
    .need = the name of the relative
    .wrong = I did not understand who. Write the name.
slot-deceased = fiscal code of the deceased
    .labels = fiscal code, fiscal code of the deceased
    .ask = What is the fiscal code of the deceased?
    .need = the fiscal code of the deceased
    .wrong = I do not recognise the fiscal code. Write it as on the health card: 16 characters.
    .wrong-check = A character of this fiscal code is wrong: please check it.
slot-exemption = exemption from duty
    .labels = exemption, duty
    .ask = Do you pay the stamp duty or declare an exemption?
    .need = the duty: pay, or the reason for exemption
    .wrong = I do not recognise this exemption. Choose from the list; if you have none write: I pay.
    .wrong-close = Several exemptions could be meant: choose from the list.
    .wrong-number = There is no such number in the list.
option-exemption-NONE = None: I pay the duty
    .aliases = i pay, pay, none, no exemption
option-exemption-CHARITY = Charity (ONLUS)
    .aliases = onlus, charity
option-exemption-SPORTS = Sports club
    .aliases = sports club
option-exemption-TRIAL = To be filed in a trial
    .aliases = trial document, court proceedings
option-exemption-EXPERT = Court expert or receiver
    .aliases = court expert, bankruptcy receiver
option-exemption-GUARDIANSHIP = Guardianship of an adult
    .aliases = guardianship, interdiction
option-exemption-ADOPTION = Adoption or fostering of minors
    .aliases = adoption, fostering
option-exemption-DIVORCE = Separation or divorce
    .aliases = separation, divorce
option-exemption-STREET_RENAMED = The street was renamed
    .aliases = street renamed
option-exemption-FOREIGN_PENSION = Foreign pension
    .aliases = foreign pension
option-exemption-BETWEEN_BODIES = Exchange between public bodies
    .aliases = exchange between public bodies
option-exemption-OTHER = Another exemption
    .aliases = another exemption, other reason
slot-reason = reason for the exemption
    .labels = reason, law
    .ask = Which law or reason exempts it?
    .need = the reason for the exemption
    .wrong = Write the reason in a few words.

example = { $way ->
    [sms] E.g. CERTIFICATE residence for the bank
   *[other] For example: CERTIFICATE residence for the bank
}
correction-example = recipient bank

kind-name = { $kind ->
    [FAMILY] family
    [CIVIL_STATUS] civil status
    [FREE_STATUS] free to marry
    [CITIZENSHIP] citizenship
    [EXISTENCE] being alive
    [BIRTH] birth
    [MARRIAGE] marriage
    [DEATH] death
    [FAMILY_WITH_RELATIONS] family with relations
    [FAMILY_AND_STATUS] family and civil status
    [CIVIL_UNION] civil union
    [COHABITATION] cohabitation contract
    [COMMUNITY_RESIDENCE] residence in a community
    [AIRE_RESIDENCE] AIRE residence
    [AIRE_FAMILY] AIRE family
    [PAST_RESIDENCE] past residence
    [PAST_CITIZENSHIP] past citizenship
   *[other] residence
}
recipient-name = { $recipient ->
    [BANK] a bank
    [INSURANCE] an insurance company
    [EMPLOYER] your employer
    [LANDLORD] your landlord
    [NOTARY] a notary or a lawyer
    [ABROAD] use abroad
    [COURT] a court
    [IMMIGRATION] an immigration procedure
   *[other] a private body
}
exemption-name = { $exemption ->
    [CHARITY] charity (ONLUS)
    [SPORTS] sports club
    [TRIAL] to be filed in a trial
    [EXPERT] court expert or receiver
    [GUARDIANSHIP] guardianship of an adult
    [ADOPTION] adoption or fostering of minors
    [DIVORCE] separation or divorce
    [STREET_RENAMED] the street was renamed
    [FOREIGN_PENSION] foreign pension
    [BETWEEN_BODIES] exchange between public bodies
   *[OTHER] { $reason }
}

owed-name = { $owed ->
    [both] stamp duty and dues
    [dues] dues
   *[duty] stamp duty
}

not-offered = Certificates cannot be had from here yet: the registry office (anagrafe) issues them. For its hours write HOURS ANAGRAFE.
public-body = { $who ->
    [PUBLIC_SERVICE] An operator of public services
   *[other] A public office
    } may neither ask for certificates nor accept them: yours would be void (DPR 445/2000, art. 40 and 43). It must accept your self-declaration, free and without stamp duty. Shall I prepare it, filled in?
to-declaration = Fine, I prepare the self-declaration.
stranger = From here you only get certificates about yourself or your registered family. The certificate ({ kind-name }) of somebody else is asked for at the registry office, with a document. Shall I pass the request on to the office, which will answer you here?
whose = { $again ->
    [whose-again] I do not find this name in your registered family.
   *[other] Whose?
    } Write the name or the number:
    { $members }
whose-death = I need the fiscal code of the deceased (16 characters, on the health card). From here you only get it for who was in your registered family.
duty = { $must ->
    [yes] For this use the certificate is issued only exempt from stamp duty: which exemption do you declare? The reason is printed on the certificate.
   *[no] This certificate costs { $amount } of stamp duty unless you are exempt, which is then printed on it. { $way ->
        [sms] Write I PAY, or the reason (e.g. foreign pension).
       *[other] Do you pay, or declare an exemption? A private body must accept a self-declaration too, which is free: for that write SELF-DECLARATION.
        }
}
exemption-reason = { $long ->
    [yes] It is too long: at most { $most } characters.
   *[no] Which law or reason exempts it from duty? (at most { $most } characters)
}
summary = Certificate ({ kind-name }) of { $name }, for { recipient-name }. { $cost ->
    [free] It is free.
    [exempt] Exempt from stamp duty, as you declare: { exemption-name }.{ $owed ->
        [dues] {" "}There remain { $amount } of { owed-name }: I send you the link to pay within { $days } days, and the certificate as soon as it is paid.
       *[other] {""}
        }
   *[duty] It costs { $amount } of { owed-name }: I send you the link to pay within { $days } days, and the certificate as soon as it is paid.
    }{ $alone ->
    [yes] { $way ->
        [sms] {""}
       *[other] {" "}If it is about a relative write for example "for my son".
        }
   *[no] {""}
    }
to-pay = For the certificate ({ kind-name }) { $amount } of { owed-name } are to be paid by { $until }: { $url } { $way ->
    [sms] Notice { $nav }.
   *[other] pagoPA notice { $nav }.
    } As soon as it is paid I send the certificate here.
waiting = I have prepared the payment of the duty for the certificate ({ kind-name }), but pagoPA does not answer right now. I send you the link as soon as it can be paid.
being-issued = The duty has been paid: the certificate ({ kind-name }) is on its way.
given = { $way ->
    [sms] Open it by { $by } at { $link } with your fiscal code: from then on it works on that phone or computer only.
   *[other] It is the PDF attached to this message.
    } { $term ->
    [until] It is valid until { $until }.
   *[ever] It is valid without limit.
    } Who receives it checks it with the code { $code }{ $way ->
    [sms] {" "}(by writing VERIFY and the code).
   *[other] {" "}by writing VERIFY and the code, or at { $check }.
    }
issued = Here is certificate no. { $number } ({ kind-name }). { given }
issued-paid = The duty is paid, thank you. Here is certificate no. { $number } ({ kind-name }). { given }
issued-late = The register answers again. Here is certificate no. { $number } ({ kind-name }) that you asked for. { given }
register-away = The population register does not answer right now. I keep your request ({ kind-name }): as soon as it answers I take it up and write to you here. You need not ask again.
paid-away = The duty is paid, but the population register does not answer right now: I send you the certificate ({ kind-name }) as soon as it does. There is nothing else to do.
acting-over = The mandate by which you asked for the certificate ({ kind-name }) has ended: I have not issued it.
ask-again = The population register answers again. For the certificate ({ kind-name }) I need one more thing from you: write CERTIFICATE and we go on from there.
paid = Payment received, receipt { $receipt }.
reminder = The duty of your certificate ({ $amount }) is to be paid by { $until }: { $url }
office = { $why ->
    [stranger] I have passed the request ({ kind-name }) on to the registry office: for somebody else a document and a reason are needed.
    [not-registered] You are not enrolled in this municipality: the certificate ({ kind-name }) is given by that of your residence, or by the national register. A clerk looks at it to be sure.
    [no-family] Nobody else is in your registered family: a clerk looks at it.
    [not-your-family] From here it is issued only for who was in your registered family. The request ({ kind-name }) goes to the registry office.
    [desk] The certificate ({ kind-name }) needs a search in the archive: a clerk prepares it.
    [open-procedure] A procedure about the enrolment is open: until it is closed a clerk decides on the certificate ({ kind-name }).
    [guardian] The certificate ({ kind-name }) is asked for by the guardian: a clerk follows it.
    [aire] Who is enrolled in AIRE has AIRE certificates (residence, family): a clerk looks at this one ({ kind-name }).
    [not-aire] The certificate ({ kind-name }) is for Italians enrolled in AIRE. For that of residence write CERTIFICATE RESIDENCE; meanwhile a clerk looks at it.
    [cancelled] The enrolment has been cancelled: a clerk looks at the certificate ({ kind-name }).
    [dead] The person has died: a clerk looks at the certificate ({ kind-name }).
    [alive] No act of death is registered for this person: a clerk looks at it.
    [community] Who lives in a community (care home, convent) has no family certificate but one of residence in a community. A clerk looks at it.
    [not-community] No residence in a community is registered: for that of residence write CERTIFICATE RESIDENCE. Meanwhile a clerk looks at it.
    [several-citizenships] More than one citizenship is registered: a clerk prepares the certificate.
    [foreigner] The certificate of citizenship is for Italian citizens: a clerk looks at it.
    [not-married] No marriage is registered now: a clerk looks at it.
    [not-united] No civil union is registered: a clerk looks at it.
    [not-free] The register does not show that the person is free to marry: a clerk looks at it.
    [alone] The family has one person only: a clerk looks at this certificate.
    [acting-over] The mandate by which you asked for the certificate ({ kind-name }) has ended: an employee decides whether to issue it or to pay back what was paid.
    [changed] The duty is paid, but the data in the register have changed since you asked: a clerk decides whether to issue the certificate ({ kind-name }) or to give the duty back.
   *[other] The register lacks something that the certificate ({ kind-name }) needs: a clerk completes it.
    } Reference { $reference }: a person answers you here by { $by }.
