title = Consents for notices
keywords = consents, consent, subscribe

slot-change = change
    .labels = change
    .ask = What is to change? For example: EVENTS ACCEPT, or ALL REFUSE.
    .need = the topic and the answer, for example EVENTS ACCEPT
    .wrong = I did not understand. Write for example EVENTS ACCEPT, or ALL REFUSE.
option-change-WORKS_YES = Works accept
    .aliases = accept works, works yes, yes works, subscribe to works, notices on works, road works accept, accept road works, road works yes, yes road works, subscribe to road works, notices on road works, roads accept, accept roads, roads yes, yes roads, subscribe to roads, notices on roads
option-change-WORKS_NO = Works refuse
    .aliases = refuse works, works no, no works, unsubscribe from works, take me off works, road works refuse, refuse road works, road works no, no road works, unsubscribe from road works, take me off road works, roads refuse, refuse roads, roads no, no roads, unsubscribe from roads, take me off roads
option-change-EVENTS_YES = Events accept
    .aliases = accept events, events yes, yes events, subscribe to events, notices on events
option-change-EVENTS_NO = Events refuse
    .aliases = refuse events, events no, no events, unsubscribe from events, take me off events
option-change-DEADLINES_YES = Deadlines accept
    .aliases = accept deadlines, deadlines yes, yes deadlines, subscribe to deadlines, notices on deadlines
option-change-DEADLINES_NO = Deadlines refuse
    .aliases = refuse deadlines, deadlines no, no deadlines, unsubscribe from deadlines, take me off deadlines
option-change-ALL_YES = All accept
    .aliases = accept all, all yes, yes all, subscribe to all, notices on all, everything accept, accept everything, everything yes, yes everything, subscribe to everything, notices on everything
option-change-ALL_NO = All refuse
    .aliases = refuse all, all no, no all, unsubscribe from all, take me off all, everything refuse, refuse everything, everything no, no everything, unsubscribe from everything, take me off everything

example = For example: CONSENTS EVENTS ACCEPT
correction-example = change events accept

consents = Notices that the municipality may send you in this conversation, only if you agree:
    - works and roads: { $works ->
        [yes] yes
       *[no] no
    }
    - events: { $events ->
        [yes] yes
       *[no] no
    }
    - deadlines: { $deadlines ->
        [yes] yes
       *[no] no
    }
    To change: CONSENTS EVENTS ACCEPT, or CONSENTS ALL REFUSE. STOP takes them all back. Reminders that you ask for come all the same.
changed = Done. Notices in this conversation:
    - works and roads: { $works ->
        [yes] yes
       *[no] no
    }
    - events: { $events ->
        [yes] yes
       *[no] no
    }
    - deadlines: { $deadlines ->
        [yes] yes
       *[no] no
    }
    Change it at any time with CONSENTS, or take all back with STOP.
