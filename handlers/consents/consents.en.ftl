title = Alerts and notices of the city
keywords = consents, consent, subscribe, alerts

slot-topics = topics
    .labels = topics, topic
    .ask = On which topics? For example: SCHOOL, or WASTE AND ROADS.
    .need = the topics, for example SCHOOL
    .wrong = I did not understand the topic: write for example SCHOOL, WASTE, or ALL.
slot-wish = choice
    .labels = choice
    .ask = Do you want these alerts? Answer YES or NO.
    .need = whether you want the alerts or not
    .wrong = Answer YES to get the alerts, NO to get them no more.
slot-zone = zone
    .labels = zone, district, quarter, neighbourhood
    .ask = For which zone?
    .need = the zone
    .wrong = I do not know this zone: write the name of the district, or WHOLE CITY.

example = For example: SUBSCRIBE ALERTS, or STOP WASTE
correction-example = topic school

none = You get no alerts of the city in this conversation. Topics: { $topics }.
    To get them: SUBSCRIBE and the topic, with the zone if you like, for example SUBSCRIBE ALERTS CENTRO.
held = In this conversation you get alerts on: { $topics }.{ $zoned ->
    [yes] {" "}Zones: { $where }.
   *[no] {""}
    }
    To add one: SUBSCRIBE SCHOOL. To drop one: STOP WASTE, or STOP for all.
changed = Done. You get alerts on: { $topics }.{ $zoned ->
    [yes] {" "}Zones: { $where }.
   *[no] {""}
    }
    Drop a topic with STOP and its name, all with STOP.
none-left = Done: we will send you no more alerts. If you write to us we still answer; to get them again: SUBSCRIBE.
nothing-held = You are not on the list for alerts of the city. If you still get any, write STOP.
which = Alerts on: { $topics }. You can leave at any time, with STOP.
whether = Alerts on: { $topics }. Do you want them? Answer YES or NO.
not-by-this-way = Alerts are not sent by certified mail: subscribe from a text message, Telegram or ordinary e-mail.
