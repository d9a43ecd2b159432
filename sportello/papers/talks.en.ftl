# What a person of the office writes in a conversation. $text: their words.
said = The office writes to you: { $text }

# --- ready answers: the name for the office, the text for the citizen
canned-welcome = Good morning, I am a person of the office. How can I help?
    .title = Greeting
canned-wait = I am looking into it: I will answer you here as soon as possible.
    .title = One moment
canned-more = To help you I need some more data: please write what it is about, and the number of the request or of the fine.
    .title = More data needed
canned-proof = To talk about your data I must know for certain who you are. Write LOGIN and follow the link; then we go on here.
    .title = Login needed
canned-office = For this you have to come to the counter with a valid document. For the opening hours: HOURS.
    .title = Come to the counter
canned-elsewhere = The municipality does not deal with this: please turn to the body in charge.
    .title = Not the municipality
canned-done = Done. If you need nothing else I will close this conversation.
    .title = Done
