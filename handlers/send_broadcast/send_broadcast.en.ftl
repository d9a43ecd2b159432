title = Write an alert
keywords = alert, bulletin

slot-kind = kind
    .labels = kind
    .ask = Is it a NOTICE or an EMERGENCY?
    .need = the kind: NOTICE or EMERGENCY
    .wrong = Write NOTICE, or EMERGENCY.
option-kind-NOTICE = Notice
    .aliases = bulletin, news
option-kind-EMERGENCY = Emergency
    .aliases = alert, urgent
slot-text = text
    .labels = text
    .ask = Write the text as citizens will read it.
    .need = the text as citizens will read it
    .wrong = Write the text of the alert.
slot-topic = topic
    .labels = topic
    .ask = On which topic?
    .need = the topic
    .wrong = Choose one of the topics.
option-topic-CIVIL_PROTECTION = Civil protection
    .aliases = alerts, weather
option-topic-ROADS = Roads and ZTL
    .aliases = roads, traffic
option-topic-SCHOOL = School
    .aliases = schools
option-topic-WASTE = Waste
    .aliases = rubbish
option-topic-CULTURE = Culture
    .aliases = events
option-topic-DEADLINES = Deadlines
slot-zone = zone
    .labels = zone
    .ask = For which zone, or the WHOLE CITY?
    .need = the zone, or WHOLE CITY
    .wrong = I do not know this zone: write its name, or WHOLE CITY.
slot-until = end
    .labels = end, until
    .ask = Until when does it hold? For example: tomorrow at 18.
    .need = until when it holds, for example tomorrow at 18
    .wrong = I did not understand: write for example tonight 20:00, tomorrow at 18, 05/02/2026.
slot-basis = order
    .labels = order, legal basis
    .ask = By which order or law? For example: mayor's order no. 12 of 03/02/2026.
    .need = the order or the law
    .wrong = Write the order or the law.

example = For example: BULLETIN
correction-example = topic school

which-text = Now write the text in one message, as citizens will read it.
which-basis = An emergency leaves at night too, and by every channel: by which order or law?
late = That moment is past.
braces = Braces are filled in from a list: that is done at the desk. Write the text without them here.
nobody = Nobody has subscribed to this topic in this zone: there is nobody to write to.
preview = { $kind ->
    [emergency] EMERGENCY
   *[other] NOTICE
    } until { $until }:
    { $text }
    It reaches { $people ->
        [one] 1 person
       *[other] about { $people } people
    } by { $messages ->
        [one] 1 message
       *[other] { $messages } messages
    } (SMS segments: { $segments }), estimated cost { $price }. Then somebody else approves it.
submitted = Alert { $code } was put before who approves it. It does not leave until somebody else does.
refused = Alert { $code } is still a draft: complete it at the desk ({ $why }{ $unfit ->
    [none] {""}
   *[other] {" "}{ $unfit }
    }).
not-here = This service is not here any more.
