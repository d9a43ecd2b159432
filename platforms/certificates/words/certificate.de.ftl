# Die Bescheinigungen in deutscher Sprache, neben dem italienischen Text.

birth-title = Geburtsbescheinigung
death-title = Sterbebescheinigung
marriage-title = Eheschließungsbescheinigung
cancellation-title = Bescheinigung über die Streichung aus dem Melderegister
citizenship-title = Staatsbürgerschaftsbescheinigung
past-citizenship-title = Bescheinigung über die frühere Staatsbürgerschaft
existence-title = Lebensbescheinigung
residence-title = Wohnsitzbescheinigung
past-residence-title = Bescheinigung über frühere Wohnsitze
aire-residence-title = Wohnsitzbescheinigung AIRE
civil-status-title = Zivilstandsbescheinigung
family-title = Familienbogen
family-and-status-title = Familienbogen mit Zivilstand
community-residence-title = Bescheinigung über den Wohnsitz in einer Gemeinschaft
aire-family-title = Familienbogen AIRE
family-with-relations-title = Familienbogen mit Verwandtschaftsverhältnissen
free-status-title = Ledigkeitsbescheinigung (freier Stand)
civil-union-title = Bescheinigung über die eingetragene Lebenspartnerschaft
cohabitation-title = Bescheinigung über den Vertrag des Zusammenlebens
residence-on-day-title = Bescheinigung über den Wohnsitz an einem Stichtag

number = Nr. { $number } · ausgestellt am { $on }
facsimile-note = Muster: Probedokument ohne jeden Wert.
courtesy = Übersetzung zur Information: es gilt der italienische Text.
opening = Die Meldeamtsleitung bescheinigt aufgrund der Eintragungen im Melderegister der ansässigen Bevölkerung:
opening-aire = Die Meldeamtsleitung bescheinigt aufgrund der Eintragungen im Register der im Ausland lebenden Italiener (AIRE):
opening-past = Die Meldeamtsleitung bescheinigt nach Einsicht in die früheren Eintragungen des Melderegisters:
born = geboren in { $place } am { $on }
fiscal-code = Steuernummer { $code }
act = Urkunde Nr. { $number }{ $part ->
    [none] { "" }
   *[other] , Teil { $part }
  }{ $series ->
    [none] { "" }
   *[other] , Serie { $series }
  }, Jahr { $year }, Gemeinde { $place }.
birth-says = ist in { $place } am { $on } geboren.
death-says = ist in { $place } am { $on } verstorben.
marriage-says = hat in { $place } am { $on } mit { $partner } die Ehe geschlossen.
marriage-ended = Die Ehe ist am { $on } erloschen.
cancellation-says = ist am { $on } aus dem Melderegister dieser Gemeinde gestrichen worden.
cancellation-reason = Grund der Streichung: { $reason }.
citizenship-italian = { $sex ->
    [F] ist italienische Staatsbürgerin.
   *[other] ist italienischer Staatsbürger.
  }
citizenship-others = besitzt die Staatsbürgerschaft: { $states }.
citizenship-italian-and-others = { $sex ->
    [F] ist italienische Staatsbürgerin und besitzt außerdem die Staatsbürgerschaft: { $states }.
   *[other] ist italienischer Staatsbürger und besitzt außerdem die Staatsbürgerschaft: { $states }.
  }
past-citizenship-says = besaß am { $on } die Staatsbürgerschaft: { $states }.
existence-says = ist am Leben.
existence-residence = Wohnhaft in dieser Gemeinde, { $address }.
residence-says = ist seit { $since } in dieser Gemeinde wohnhaft: { $address }.
residence-enrolled = Im Melderegister eingetragen seit { $since }.
past-residence-says = war in diesem Melderegister an folgenden Anschriften eingetragen:
aire-residence-says = ist seit { $since } im Register der im Ausland lebenden Italiener (AIRE) dieser Gemeinde eingetragen und wohnt in { $address }.
aire-residence-consulate = Konsulat: { $consulate }.
civil-status-says = Zivilstand: { $status }.
civil-status-married = hat in { $place } am { $on } mit { $partner } die Ehe geschlossen.
civil-status-united = hat in { $place } am { $on } mit { $partner } eine eingetragene Lebenspartnerschaft begründet.
free-status-says = ist freien Standes ({ $status }).
civil-union-says = hat in { $place } am { $on } mit { $partner } eine eingetragene Lebenspartnerschaft begründet.
civil-union-ended = Die Lebenspartnerschaft ist am { $on } erloschen.
cohabitation-says = hat mit { $partner } einen Vertrag des Zusammenlebens geschlossen, eingetragen im Melderegister dieser Gemeinde am { $on }.
cohabitation-ended = Der Vertrag ist am { $on } erloschen.
community-residence-says = ist seit { $since } in dieser Gemeinde in der Gemeinschaft Nr. { $family } wohnhaft: { $address }.
family-says = gehört zur folgenden Familie, wohnhaft in { $address }:
family-aire-says = gehört zur folgenden im AIRE dieser Gemeinde eingetragenen Familie, wohnhaft in { $address }:
residence-on-day-says = war am { $on } in dieser Gemeinde wohnhaft: { $address }.
column-name = Nachname und Vorname
column-born = Geburt
column-relation = Verwandtschaftsverhältnis
column-status = Zivilstand
column-address = Anschrift
column-since = Seit
column-until = Bis
until-now = aktuell
status-1 = ledig
status-2 = verheiratet
status-3 = verwitwet
status-4 = geschieden
status-6 = in eingetragener Lebenspartnerschaft
status-7 = freien Standes nach Tod des Lebenspartners
status-8 = freien Standes nach Auflösung der Lebenspartnerschaft
relation-1 = { $sex ->
    [F] Inhaberin des Familienbogens
   *[other] Inhaber des Familienbogens
  }
relation-2 = { $sex ->
    [F] Ehefrau
   *[other] Ehemann
  }
relation-3 = { $sex ->
    [F] Tochter
   *[other] Sohn
  }
relation-4 = { $sex ->
    [F] Enkelin
   *[other] Enkel
  }
relation-6 = { $sex ->
    [F] Mutter
   *[other] Vater
  }
relation-7 = { $sex ->
    [F] Großmutter
   *[other] Großvater
  }
relation-9 = { $sex ->
    [F] Schwester
   *[other] Bruder
  }
relation-16 = { $sex ->
    [F] Schwiegertochter
   *[other] Schwiegersohn
  }
relation-17 = { $sex ->
    [F] Schwiegermutter
   *[other] Schwiegervater
  }
relation-18 = { $sex ->
    [F] Schwägerin
   *[other] Schwager
  }
relation-23 = in Lebensgemeinschaft
relation-28 = eingetragene Lebenspartnerschaft
use-private = Diese Bescheinigung darf nicht den Organen der öffentlichen Verwaltung oder den privaten Betreibern öffentlicher Dienste vorgelegt werden.
use-abroad = Im Sinne von Art. 40 des D.P.R. vom 28. Dezember 2000, Nr. 445, wird diese Bescheinigung nur für das Ausland ausgestellt.
use-court = Im Sinne von Art. 40 des D.P.R. vom 28. Dezember 2000, Nr. 445, wird diese Bescheinigung für Gerichtsverfahren ausgestellt.
use-immigration = Ausgestellt für Verfahren, die von den Einwanderungsbestimmungen geregelt sind.
stamp-paid = Stempelsteuer von { $amount } über pagoPA entrichtet, Beleg { $receipt }.
stamp-exempt = Auf Erklärung der antragstellenden Person von der Stempelsteuer befreit: { $reason }.
stamp-none = Nicht stempelsteuerpflichtig.
valid-months = Gültig bis { $until }, drei Monate ab Ausstellung (Art. 33 D.P.R. 223/1989).
valid-long = Gültig bis { $until } (Art. 41 D.P.R. 445/2000).
valid-always = Unbegrenzt gültig: bescheinigt unveränderliche Tatsachen (Art. 41 D.P.R. 445/2000).
check = Überprüfung
check-how = QR-Code scannen oder Adresse öffnen: dort steht, ob die Bescheinigung echt und noch gültig ist.
check-code = Prüfcode
seal = Elektronisches Dokument mit elektronischem Siegel der Gemeinde. Auf der gedruckten Kopie ersetzt der Prüfcode die Unterschrift (Art. 23 Abs. 2-bis GvD 82/2005).
seal-facsimile = Mit einem Probezertifikat gesiegelt: kein Amt hat dieses Dokument ausgestellt.
