# Les certificats en français, à côté du texte italien.

birth-title = Certificat de naissance
death-title = Certificat de décès
marriage-title = Certificat de mariage
cancellation-title = Certificat de radiation du registre de la population
citizenship-title = Certificat de citoyenneté
past-citizenship-title = Certificat historique de citoyenneté
existence-title = Certificat de vie
residence-title = Certificat de résidence
past-residence-title = Certificat historique de résidence
aire-residence-title = Certificat de résidence AIRE
civil-status-title = Certificat d'état civil
family-title = Fiche familiale
family-and-status-title = Fiche familiale et d'état civil
community-residence-title = Certificat de résidence en communauté
aire-family-title = Fiche familiale AIRE
family-with-relations-title = Fiche familiale avec liens de parenté
free-status-title = Certificat de célibat (état libre)
civil-union-title = Certificat d'union civile
cohabitation-title = Certificat de contrat de vie commune
residence-on-day-title = Certificat historique de résidence à une date

number = N° { $number } · délivré le { $on }
facsimile-note = Fac-similé : document d'essai, sans aucune valeur.
courtesy = Traduction pour information : seul le texte italien fait foi.
opening = L'officier de l'état civil, d'après les actes du registre de la population résidente, certifie que
opening-aire = L'officier de l'état civil, d'après le registre des Italiens résidant à l'étranger (AIRE), certifie que
opening-past = L'officier de l'état civil, après examen des actes historiques du registre de la population, certifie que
born = { $sex ->
    [F] née à { $place } le { $on }
   *[other] né à { $place } le { $on }
  }
fiscal-code = code fiscal { $code }
act = Acte n° { $number }{ $part ->
    [none] { "" }
   *[other] , partie { $part }
  }{ $series ->
    [none] { "" }
   *[other] , série { $series }
  }, année { $year }, Commune de { $place }.
birth-says = { $sex ->
    [F] est née à { $place } le { $on }.
   *[other] est né à { $place } le { $on }.
  }
death-says = { $sex ->
    [F] est décédée à { $place } le { $on }.
   *[other] est décédé à { $place } le { $on }.
  }
marriage-says = a contracté mariage avec { $partner } à { $place } le { $on }.
marriage-ended = Le mariage a pris fin le { $on }.
cancellation-says = { $sex ->
    [F] a été radiée du registre de la population résidente de cette commune le { $on }.
   *[other] a été radié du registre de la population résidente de cette commune le { $on }.
  }
cancellation-reason = Motif de la radiation : { $reason }.
citizenship-italian = { $sex ->
    [F] est citoyenne italienne.
   *[other] est citoyen italien.
  }
citizenship-others = a la citoyenneté : { $states }.
citizenship-italian-and-others = { $sex ->
    [F] est citoyenne italienne et a en outre la citoyenneté : { $states }.
   *[other] est citoyen italien et a en outre la citoyenneté : { $states }.
  }
past-citizenship-says = avait, à la date du { $on }, la citoyenneté : { $states }.
existence-says = est en vie.
existence-residence = Réside dans cette commune, { $address }.
residence-says = réside dans cette commune, { $address }, depuis le { $since }.
residence-enrolled = { $sex ->
    [F] Inscrite au registre de la population résidente depuis le { $since }.
   *[other] Inscrit au registre de la population résidente depuis le { $since }.
  }
past-residence-says = a eu dans ce registre les résidences suivantes :
aire-residence-says = { $sex ->
    [F] est inscrite au registre des Italiens résidant à l'étranger (AIRE) de cette commune depuis le { $since } et réside à { $address }.
   *[other] est inscrit au registre des Italiens résidant à l'étranger (AIRE) de cette commune depuis le { $since } et réside à { $address }.
  }
aire-residence-consulate = Bureau consulaire : { $consulate }.
civil-status-says = a pour état civil : { $status }.
civil-status-married = a contracté mariage avec { $partner } à { $place } le { $on }.
civil-status-united = a constitué une union civile avec { $partner } à { $place } le { $on }.
free-status-says = est d'état libre ({ $status }).
civil-union-says = a constitué une union civile avec { $partner } à { $place } le { $on }.
civil-union-ended = L'union civile a pris fin le { $on }.
cohabitation-says = a conclu avec { $partner } un contrat de vie commune, enregistré dans cette commune le { $on }.
cohabitation-ended = Le contrat a pris fin le { $on }.
community-residence-says = réside dans cette commune, dans la communauté n° { $family }, { $address }, depuis le { $since }.
family-says = a la famille suivante, résidant à { $address } :
family-aire-says = a la famille suivante, inscrite à l'AIRE de cette commune, résidant à { $address } :
residence-on-day-says = à la date du { $on } résidait dans cette commune, { $address }.
column-name = Nom et prénom
column-born = Naissance
column-relation = Lien de parenté
column-status = État civil
column-address = Adresse
column-since = Du
column-until = Au
until-now = actuelle
status-1 = célibataire
status-2 = { $sex ->
    [F] mariée
   *[other] marié
  }
status-3 = { $sex ->
    [F] veuve
   *[other] veuf
  }
status-4 = { $sex ->
    [F] divorcée
   *[other] divorcé
  }
status-6 = { $sex ->
    [F] unie civilement
   *[other] uni civilement
  }
status-7 = d'état libre après décès du partenaire d'union civile
status-8 = d'état libre après dissolution de l'union civile
relation-1 = titulaire de la fiche
relation-2 = { $sex ->
    [F] épouse
   *[other] époux
  }
relation-3 = { $sex ->
    [F] fille
   *[other] fils
  }
relation-4 = { $sex ->
    [F] petite-fille
   *[other] petit-fils
  }
relation-6 = { $sex ->
    [F] mère
   *[other] père
  }
relation-7 = { $sex ->
    [F] grand-mère
   *[other] grand-père
  }
relation-9 = { $sex ->
    [F] sœur
   *[other] frère
  }
relation-16 = { $sex ->
    [F] belle-fille
   *[other] gendre
  }
relation-17 = { $sex ->
    [F] belle-mère
   *[other] beau-père
  }
relation-18 = { $sex ->
    [F] belle-sœur
   *[other] beau-frère
  }
relation-23 = { $sex ->
    [F] concubine
   *[other] concubin
  }
relation-28 = { $sex ->
    [F] unie civilement
   *[other] uni civilement
  }
use-private = Le présent certificat ne peut être produit aux organes de l'administration publique ni aux gestionnaires privés de services publics.
use-abroad = Aux termes de l'art. 40 du d.P.R. n° 445 du 28 décembre 2000, le présent certificat est délivré uniquement pour l'étranger.
use-court = Aux termes de l'art. 40 du d.P.R. n° 445 du 28 décembre 2000, le présent certificat est délivré pour une procédure judiciaire.
use-immigration = Délivré pour des procédures régies par les normes sur l'immigration.
stamp-paid = Droit de timbre de { $amount } acquitté par pagoPA, reçu { $receipt }.
stamp-exempt = Exempt du droit de timbre sur déclaration du demandeur : { $reason }.
stamp-none = Non soumis au droit de timbre.
valid-months = Valable jusqu'au { $until }, trois mois à compter de la délivrance (art. 33, d.P.R. 223/1989).
valid-long = Valable jusqu'au { $until } (art. 41, d.P.R. 445/2000).
valid-always = Validité illimitée : atteste des faits qui ne peuvent changer (art. 41, d.P.R. 445/2000).
check = Vérification
check-how = Scannez le code QR ou ouvrez l'adresse : vous verrez si le certificat est authentique et encore valable.
check-code = Code de vérification
seal = Document informatique muni du cachet électronique de la Commune. Sur la copie imprimée, le code de vérification remplace la signature (art. 23, al. 2-bis, d.lgs. 82/2005).
seal-facsimile = Scellé avec un certificat d'essai : aucun bureau ne l'a délivré.
