# Certificates in English, a courtesy beside the Italian text.

birth-title = Certificate of birth
death-title = Certificate of death
marriage-title = Certificate of marriage
cancellation-title = Certificate of cancellation from the population register
citizenship-title = Certificate of citizenship
past-citizenship-title = Historical certificate of citizenship
existence-title = Certificate of existence in life
residence-title = Certificate of residence
past-residence-title = Historical certificate of residence
aire-residence-title = Certificate of residence abroad (AIRE)
civil-status-title = Certificate of civil status
family-title = Family certificate
family-and-status-title = Family and civil status certificate
community-residence-title = Certificate of residence in a community
aire-family-title = Family certificate (AIRE)
family-with-relations-title = Family certificate with relationships
free-status-title = Certificate of free status to marry
civil-union-title = Certificate of civil union
cohabitation-title = Certificate of cohabitation agreement
residence-on-day-title = Historical certificate of residence on a day

number = No. { $number } · issued on { $on }
facsimile-note = Facsimile: a trial document, of no value.
courtesy = Courtesy translation for information: the Italian text alone has legal value.
opening = The registrar, in accordance with the records of the register of the resident population, certifies that
opening-aire = The registrar, in accordance with the register of Italians resident abroad (AIRE), certifies that
opening-past = The registrar, having examined the historical records of the population register, certifies that
born = born in { $place } on { $on }
fiscal-code = tax code { $code }
act = Record no. { $number }{ $part ->
    [none] { "" }
   *[other] , part { $part }
  }{ $series ->
    [none] { "" }
   *[other] , series { $series }
  }, year { $year }, municipality of { $place }.
birth-says = was born in { $place } on { $on }.
death-says = died in { $place } on { $on }.
marriage-says = married { $partner } in { $place } on { $on }.
marriage-ended = The marriage ended on { $on }.
cancellation-says = was cancelled from the register of the resident population of this municipality on { $on }.
cancellation-reason = Reason for the cancellation: { $reason }.
citizenship-italian = is an Italian citizen.
citizenship-others = has the citizenship of: { $states }.
citizenship-italian-and-others = is an Italian citizen and also has the citizenship of: { $states }.
past-citizenship-says = on { $on } had the citizenship of: { $states }.
existence-says = is alive.
existence-residence = Resident in this municipality, at { $address }.
residence-says = is resident in this municipality, at { $address }, since { $since }.
residence-enrolled = Enrolled in the register of the resident population since { $since }.
past-residence-says = has had the following residences in this register:
aire-residence-says = has been enrolled in this municipality's register of Italians resident abroad (AIRE) since { $since } and resides at { $address }.
aire-residence-consulate = Consular office: { $consulate }.
civil-status-says = has the civil status: { $status }.
civil-status-married = married { $partner } in { $place } on { $on }.
civil-status-united = entered a civil union with { $partner } in { $place } on { $on }.
free-status-says = is free to marry ({ $status }).
civil-union-says = entered a civil union with { $partner } in { $place } on { $on }.
civil-union-ended = The civil union ended on { $on }.
cohabitation-says = has made a cohabitation agreement with { $partner }, recorded in the register of this municipality on { $on }.
cohabitation-ended = The agreement ended on { $on }.
community-residence-says = is resident in this municipality, in community no. { $family }, at { $address }, since { $since }.
family-says = has the following registered family, at { $address }:
family-aire-says = has the following family enrolled in the AIRE of this municipality, at { $address }:
residence-on-day-says = on { $on } was resident in this municipality, at { $address }.
column-name = Surname and name
column-born = Born
column-relation = Relationship
column-status = Civil status
column-address = Address
column-since = From
column-until = To
until-now = current
status-1 = single
status-2 = married
status-3 = { $sex ->
    [F] widow
   *[other] widower
  }
status-4 = divorced
status-6 = in a civil union
status-7 = free after the death of the civil partner
status-8 = free after the dissolution of the civil union
relation-1 = holder of the family sheet
relation-2 = { $sex ->
    [F] wife
   *[other] husband
  }
relation-3 = { $sex ->
    [F] daughter
   *[other] son
  }
relation-4 = { $sex ->
    [F] granddaughter
   *[other] grandson
  }
relation-5 = great-grandchild
relation-6 = { $sex ->
    [F] mother
   *[other] father
  }
relation-7 = { $sex ->
    [F] grandmother
   *[other] grandfather
  }
relation-8 = { $sex ->
    [F] great-grandmother
   *[other] great-grandfather
  }
relation-9 = { $sex ->
    [F] sister
   *[other] brother
  }
relation-10 = { $sex ->
    [F] niece
   *[other] nephew
  }
relation-11 = { $sex ->
    [F] aunt
   *[other] uncle
  }
relation-12 = cousin
relation-13 = other relative
relation-16 = { $sex ->
    [F] daughter-in-law
   *[other] son-in-law
  }
relation-17 = { $sex ->
    [F] mother-in-law
   *[other] father-in-law
  }
relation-18 = { $sex ->
    [F] sister-in-law
   *[other] brother-in-law
  }
relation-20 = { $sex ->
    [F] niece by marriage
   *[other] nephew by marriage
  }
relation-21 = { $sex ->
    [F] aunt by marriage
   *[other] uncle by marriage
  }
relation-22 = other relative by marriage
relation-23 = partner
relation-26 = guardian
relation-28 = civil partner
relation-99 = not stated
use-private = This certificate cannot be presented to public administrations or to private operators of public services.
use-abroad = Under art. 40 of Presidential Decree no. 445 of 28 December 2000, this certificate is issued for use abroad only.
use-court = Under art. 40 of Presidential Decree no. 445 of 28 December 2000, this certificate is issued for court proceedings.
use-immigration = Issued for proceedings governed by the rules on immigration.
stamp-paid = Stamp duty of { $amount } paid through pagoPA, receipt { $receipt }.
stamp-exempt = Exempt from stamp duty as declared by the applicant: { $reason }.
stamp-none = Not subject to stamp duty.
valid-months = Valid until { $until }, three months from issue (art. 33, Presidential Decree 223/1989).
valid-long = Valid until { $until } (art. 41, Presidential Decree 445/2000).
valid-always = Valid without limit: it certifies facts that cannot change (art. 41, Presidential Decree 445/2000).
check = Verification
check-how = Scan the QR code or open the address: you will see whether the certificate is authentic and still valid.
check-code = Verification code
seal = Electronic document with the municipality's electronic seal. On a printed copy the verification code replaces the signature (art. 23, par. 2-bis, Legislative Decree 82/2005).
seal-facsimile = Sealed with a trial certificate: no office has issued it.
