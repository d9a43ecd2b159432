# Potrdila v slovenščini, ob italijanskem besedilu.

birth-title = Potrdilo o rojstvu
death-title = Potrdilo o smrti
marriage-title = Potrdilo o sklenitvi zakonske zveze
cancellation-title = Potrdilo o izbrisu iz registra prebivalstva
citizenship-title = Potrdilo o državljanstvu
past-citizenship-title = Potrdilo o nekdanjem državljanstvu
existence-title = Potrdilo o življenju
residence-title = Potrdilo o stalnem prebivališču
past-residence-title = Potrdilo o prejšnjih prebivališčih
aire-residence-title = Potrdilo o prebivališču AIRE
civil-status-title = Potrdilo o osebnem stanu
family-title = Potrdilo o družinskem stanju
family-and-status-title = Potrdilo o družinskem stanju in osebnem stanu
community-residence-title = Potrdilo o prebivališču v skupnosti
aire-family-title = Potrdilo o družinskem stanju AIRE
family-with-relations-title = Potrdilo o družinskem stanju s sorodstvenimi razmerji
free-status-title = Potrdilo o samskem stanu
civil-union-title = Potrdilo o civilni zvezi
cohabitation-title = Potrdilo o pogodbi o skupnem življenju
residence-on-day-title = Potrdilo o prebivališču na določen dan

number = Št. { $number } · izdano { $on }
facsimile-note = Faksimile: preizkusni dokument brez vrednosti.
courtesy = Prevod je informativen: velja italijansko besedilo.
opening = Matičar na podlagi podatkov registra stalnega prebivalstva potrjuje:
opening-aire = Matičar na podlagi registra Italijanov s prebivališčem v tujini (AIRE) potrjuje:
opening-past = Matičar po pregledu zgodovinskih podatkov registra prebivalstva potrjuje:
born = { $sex ->
    [F] rojena v kraju { $place }, { $on }
   *[other] rojen v kraju { $place }, { $on }
  }
fiscal-code = davčna številka { $code }
birth-says = { $sex ->
    [F] je rojena v kraju { $place }, { $on }.
   *[other] je rojen v kraju { $place }, { $on }.
  }
death-says = { $sex ->
    [F] je umrla v kraju { $place }, { $on }.
   *[other] je umrl v kraju { $place }, { $on }.
  }
marriage-says = { $sex ->
    [F] je sklenila zakonsko zvezo: { $partner }, { $place }, { $on }.
   *[other] je sklenil zakonsko zvezo: { $partner }, { $place }, { $on }.
  }
citizenship-italian = { $sex ->
    [F] je italijanska državljanka.
   *[other] je italijanski državljan.
  }
citizenship-others = ima državljanstvo: { $states }.
existence-says = je pri življenju.
existence-residence = Stalno prebivališče v tej občini: { $address }.
residence-says = ima stalno prebivališče v tej občini, { $address }, od { $since }.
residence-enrolled = Vpis v register stalnega prebivalstva: { $since }.
civil-status-says = osebni stan: { $status }.
free-status-says = { $sex ->
    [F] je samska ({ $status }).
   *[other] je samski ({ $status }).
  }
family-says = ima naslednjo družino, { $address }:
column-name = Priimek in ime
column-born = Rojstvo
column-relation = Sorodstveno razmerje
column-status = Osebni stan
column-address = Naslov
column-since = Od
column-until = Do
until-now = sedanji
status-1 = { $sex ->
    [F] samska
   *[other] samski
  }
status-2 = { $sex ->
    [F] poročena
   *[other] poročen
  }
status-3 = { $sex ->
    [F] vdova
   *[other] vdovec
  }
status-4 = { $sex ->
    [F] razvezana
   *[other] razvezan
  }
status-6 = v civilni zvezi
relation-1 = { $sex ->
    [F] nosilka družinskega lista
   *[other] nosilec družinskega lista
  }
relation-2 = { $sex ->
    [F] žena
   *[other] mož
  }
relation-3 = { $sex ->
    [F] hči
   *[other] sin
  }
relation-6 = { $sex ->
    [F] mati
   *[other] oče
  }
relation-7 = { $sex ->
    [F] babica
   *[other] ded
  }
relation-9 = { $sex ->
    [F] sestra
   *[other] brat
  }
use-private = Tega potrdila ni mogoče predložiti organom javne uprave ali zasebnim izvajalcem javnih služb.
use-abroad = V smislu 40. člena d.P.R. št. 445 z dne 28. decembra 2000 se to potrdilo izdaja samo za tujino.
stamp-paid = Kolkovina { $amount } plačana preko sistema pagoPA, potrdilo { $receipt }.
stamp-exempt = Oproščeno kolkovine na izjavo prosilca: { $reason }.
stamp-none = Ni predmet kolkovine.
valid-months = Velja do { $until }, tri mesece od izdaje (33. člen, d.P.R. 223/1989).
valid-long = Velja do { $until } (41. člen, d.P.R. 445/2000).
valid-always = Neomejena veljavnost: potrjuje nespremenljiva dejstva (41. člen, d.P.R. 445/2000).
check = Preverjanje
check-how = Skenirajte kodo QR ali odprite naslov: videli boste, ali je potrdilo pristno in še veljavno.
check-code = Koda za preverjanje
seal-facsimile = Zapečateno s preizkusnim potrdilom: ni ga izdal noben urad.
