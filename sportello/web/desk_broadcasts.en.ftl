# The list of alerts.
nav-broadcasts = Alerts
br-title = Alerts
br-about = Messages to many: who writes does not approve, and nothing leaves without a second pair of eyes.
br-new = Write an alert
br-caption = Alerts, the latest first
br-none = No alerts.
br-column-code = Number
br-column-title = Title
br-column-state = State
br-column-people = People
br-column-when = When
br-column-by = Author
br-show = State
br-show-any = All
br-show-do = Show
br-next = Next page
br-first = Back to the first page
br-state-draft = Draft
br-state-submitted = To be approved
br-state-approved = Approved, waiting for its time
br-state-running = Being sent
br-state-paused = Paused
br-state-held = Held: to be approved again
br-state-done = Done
br-state-cancelled = Cancelled
br-state-expired = Expired
br-kind-notice = Notice
br-kind-emergency = Emergency
br-policy-cheapest = The channel that costs least: chat, then e-mail, then SMS
br-policy-all = All channels together
br-topic-civil_protection = Civil protection
br-topic-roads = Roads and limited traffic zone
br-topic-school = School
br-topic-waste = Waste
br-topic-culture = Culture
br-topic-deadlines = Deadlines
br-language-it = Italian
br-language-en = English
br-channel-sms = SMS
br-channel-email = E-mail
br-channel-telegram = Telegram
br-channel-try-sms = SMS (trial)
br-channel-try-mail = E-mail (trial)
br-channel-try-chat = Chat (trial)

# Writing.
br-compose-title = Write an alert
br-edit-title = Change alert { $code }
br-back = Back to the alerts
br-back-one = Back to alert { $code }
br-words = What to say
br-words-hint = Short sentences. Placeholders in braces, such as {"{"}name{"}"}, are filled from the columns of the uploaded list.
br-field-title = Title ({ $language })
br-field-title-hint = It is the subject of e-mails, and opens the text on the other channels.
br-field-body = Text ({ $language })
br-second = English version
br-second-hint = Without it, who reads English gets the Italian text.
br-kind = What it is
br-kind-notice-say = It keeps to the quiet hours.
br-kind-emergency-say = It leaves at once, even at night; its legal basis stays written down.
br-basis = Legal basis
br-basis-hint = The order or the law, for example “Ordinanza sindacale 12/2026”. Needed for emergencies and for writing to everyone.
br-audience = To whom
br-everyone = To every address we know, even those that did not choose the topic
br-topics = Topics
br-zones = Zones
br-zones-hint = No zone chosen: the whole city. Who has named no zone hears of every zone.
br-languages = Only those who read
br-languages-hint = None chosen: whatever the language.
br-query = Condition
br-query-hint = For example: language = en and (channel = sms or topic = waste). It may be left empty.
br-list = List of recipients
br-list-loading = { $name }: still being taken in. It will be among the lists: meanwhile you can save the draft without it.
br-list-ready = { $name }: taken in, it can be chosen among the lists.
br-list-lost = { $name }: taking it in broke off. Upload it again.
br-list-none = None
br-list-file = Upload a list (CSV)
br-list-hint = Columns phone, email, telegram, language; any others become placeholders. Up to 200,000 rows.
br-excluded = List of those left out
br-excluded-file = Upload those left out (CSV)
br-list-option = { $name } ({ $on })
br-way = How
br-policy = Channels
br-sender = Sender of the SMS
br-sender-number = The number, which can be answered
br-sender-alias = { $name }: cannot be answered
br-starts = Start
br-starts-hint = Empty: as soon as approved.
br-until = Valid until
br-until-hint = After this hour nothing leaves any more. Every alert needs it.
br-quiet = Quiet hours: { $hours }. Ordinary notices wait for their end; emergencies do not.
br-quiet-sundays = Quiet hours: { $hours }, and all day on Sundays and holidays. Ordinary notices wait for their end; emergencies do not.
br-quiet-now = It is quiet now: sending goes on at { $until }.
br-quiet-none = No quiet hours are set.
br-public = Publish on the page of active alerts too
br-training = Training: everything is tried, nothing leaves
br-measure = Count and estimate
br-save = Save the draft
br-measured-words = How long it is
br-measured-audience = Whom it reaches and what it costs
br-measured-none = Write the text to see how many SMS it takes.
br-measured-segments = { $language }: { $segments ->
    [one] one SMS
   *[other] { $segments } SMS
} per person, { $encoding }, { $left ->
    [one] one character
   *[other] { $left } characters
} left in the last.
br-measured-cut = With { $cut ->
    [one] one character
   *[other] { $cut } characters
} less, one SMS less is enough.
br-measured-sent = It leaves in plainer letters anyway: { $segments ->
    [one] one SMS
   *[other] { $segments } SMS
} per person.
br-measured-guilty = These characters make SMS shorter (70 characters instead of 160):
br-measured-guilty-one = { $character } ({ $name })
br-measured-wording = With these words { $segments ->
    [one] one SMS is
   *[other] { $segments } SMS are
} enough per person:
br-measured-use = Use this text
br-measured-people = { $people ->
    [0] Nobody.
    [one] About one person.
   *[other] About { $people } people.
}
br-measured-spare = { $count ->
    [one] One more address
   *[other] { $count } more addresses
} in reserve, in case the first does not work.
br-measured-left-out = Left out: { $stopped } who want no messages, { $suppressed } addresses that no longer exist, { $excluded } excluded.
br-measured-cost = Estimated cost: { $cost }.
br-measured-made-up = The prices are examples: who runs the counter sets those of the contract.
br-measured-budget = Above { $budget } two approvals are needed.
br-measured-column-channel = Channel
br-measured-column-language = Language
br-measured-column-messages = Messages
br-measured-column-segments = SMS
br-measured-column-cost = Cost
br-measured-caption = Messages and cost by channel and language

# One alert.
br-one-title = Alert { $code }
br-one-facts = In brief
br-one-words = The text
br-one-audience = Recipients
br-one-story = What happened
br-one-act = What to do
br-one-urgent = Sent on one approval alone: { $reason }
br-one-held = Held: { $why }
br-one-training = Training: nothing leaves the counter.
br-one-public = On the page of active alerts
br-one-corrects = Corrects alert
br-one-measured = { $segments ->
    [one] One SMS per person
   *[other] { $segments } SMS per person
}
br-one-nothing = There is nothing for you to do for now.
br-one-own = You submitted or changed it: somebody else approves it.
br-one-preview = Preview for real recipients
br-one-report = Delivery report
br-one-edit = Change
br-fact-kind = Kind
br-fact-basis = Legal basis
br-fact-policy = Channels
br-fact-sender = Sender
br-fact-starts = Start
br-fact-now = as soon as approved
br-fact-until = Valid until
br-fact-by = Written by
br-fact-submitted = Submitted by
br-fact-approved = Approved by
br-fact-counted = People, when submitted
br-fact-cost = Cost, when submitted
br-fact-everyone = Every address
br-fact-topics = Topics
br-fact-zones = Zones
br-fact-languages = Languages
br-fact-query = Condition
br-fact-list = List
br-fact-excluded = Left out
br-yes = yes
br-held-grew = the recipients have grown since it was approved.
br-held-query = the condition cannot be read any more.
br-any-zone = the whole city
br-event-made = Written
br-event-edited = Changed
br-event-submitted = Approval asked for
br-event-rejected = Sent back to the author
br-event-approved = Approved
br-event-released = Released urgently by one person alone
br-event-reviewed = Urgent release reviewed
br-event-paused = Paused
br-event-resumed = Resumed
br-event-cancelled = Cancelled
br-event-corrected = Corrected by a new alert
br-event-reopened = Taken back to a draft
br-event-begun = Sending began
br-event-held = Held: the recipients have grown
br-event-done = Done
br-event-expired = Expired
br-by = { $who }, { $at }
br-by-counter = the counter
br-do-submit = Ask for approval
br-help-submit = About { $people ->
    [one] one person
   *[other] { $people } people
}, estimated cost { $cost }. From then on any change leads back to the draft.
br-do-test = Send me a test
br-help-test = To the conversations linked to your profile.
br-do-approve = Approve
br-approve-heading = Approve
br-approve-understand = { $people ->
    [one] I understand that about one person will get this alert
   *[other] I understand that about { $people } people will get this alert
}
br-approve-type = Type the number of people: { $people }
br-approve-two = It costs more than { $budget }: two approvals by different people are needed.
br-do-reject = Send back to the author
br-reject-reason = Reason for sending it back
br-do-release = Release now, urgently
br-release-heading = Urgent: one approval alone
br-release-reason = Reason of the urgency
br-release-hint = For emergencies alone. The reason stays written down, and a second person reviews the release.
br-do-review = I have reviewed the urgent release
br-do-pause = Pause
br-do-resume = Resume
br-do-cancel = Cancel the alert
br-cancel-sure = Yes, cancel it: who has not got it yet will not get it
br-do-correct = Write a correction
br-help-correct = For those who already got it, and for them alone; sending still going on is cancelled.
br-done-saved = Draft saved.
br-done-submit = Approval asked for. Now it is somebody else’s turn.
br-done-test = The test is on its way.
br-done-approve = Approved.
br-done-reject = Sent back to the author, with the reason.
br-done-release = Urgent sending begun; the reason is written down.
br-done-review = Review written down.
br-done-pause = Paused. What the network has taken arrives anyway.
br-done-resume = Resumed where it was.
br-done-cancel = Cancelled.
br-done-correct = This is the draft of the correction: write the text.

# The sending, live.
br-progress = Sending
br-progress-bar = Progress
br-progress-caption = Messages by channel
br-progress-channel = Channel
br-progress-all = In all
br-status-queued = Queued
br-status-sent = Sent
br-status-delivered = Delivered
br-status-failed = Failed
br-status-unknown = To be checked
br-status-other = Not sent
br-progress-done = { $done } of { $all }
br-progress-rate = { $rate } a second
br-progress-left = { $minutes ->
    [0] less than a minute
    [one] about one minute
   *[other] about { $minutes } minutes
}
br-progress-speed = Speed
br-progress-time = Time left
br-progress-spent = Spent so far
br-progress-why = Why they failed
br-progress-none = No message has left yet.
br-live-on = Updated live
br-live-off = Connection lost: trying again by itself
br-live-changed = Meanwhile the alert has changed.
br-live-show = Show it as it is now
br-live-over = The session is over: sign in again
br-code-other = another reason ({ $code })
br-code-number = number that does not exist or takes no SMS
br-code-address = e-mail address that does not exist
br-code-unreachable = phone off or out of range
br-code-stopped = wants no messages
br-code-blocked = has blocked the counter
br-code-gone = conversation that no longer exists
br-code-stranger = has never written to the counter
br-code-recipient = recipient that does not exist
br-code-full = mailbox full
br-code-spam = taken for unwanted mail
br-code-filtered = stopped by the operator
br-code-limit = too many messages at once
br-code-expired = not delivered in time
br-code-content = text not accepted
br-code-sender = sender not accepted: who runs the counter has to mend it
br-code-region = country not enabled
br-code-account = contract with the network to be mended
br-code-network = fault of the network
br-code-server = mail server out of reach
br-code-size = e-mail too large
br-code-later = server busy
br-code-relay = our server does not send that far
br-code-settings = settings to be mended
br-code-rights = group in which nobody may write
br-code-thread = topic of the group that no longer exists
br-code-lost = line cut

# Preview and report.
br-preview-title = Preview of alert { $code }
br-preview-about = This is how some real recipients would get it, chosen among channels and languages. Addresses are covered.
br-preview-none = No recipients for now.
br-preview-to = { $to }, { $language }
br-preview-subject = Subject: { $subject }
br-preview-segments = { $segments ->
    [one] one SMS
   *[other] { $segments } SMS
}
br-report-title = Report of alert { $code }
br-report-about = All states, one recipient per line, are in the file. It holds personal data: who downloads it is written in the audit log.
br-report-get = Download the report (CSV)
br-report-first = First sent
br-report-last = Last sent
br-report-answered = Wrote to us within 48 hours
br-report-people = People reached

# What is wrong.
br-error-heading = It was not possible
br-error-file = { $name }: line { $line }, column { $column }: { $what }
br-error-sheet = { $name }: { $what }
br-error-taken = { $name }: { $addresses } addresses taken, { $twice } double, { $bad } rows skipped. The list is ready: save again to use it as it is.
br-error-more = …and { $count } more errors.
br-error-title = Write the title in Italian.
br-error-body = Write the text in Italian.
br-error-second = English needs both title and text.
br-error-long = The text is too long: { $most } characters at most.
br-error-basis = Say the legal basis: emergencies need it, and writing to everyone.
br-error-audience = Say to whom: topics, a list, a condition or everyone.
br-error-query = The condition cannot be read at character { $place }: { $what }
br-error-starts = The start is no date and time.
br-error-until = Say until when it is valid, after its start and after now.
br-error-sender = This sender is not among those that are set.
br-error-list = The chosen list is gone, or not complete yet.
br-error-placeholder = Placeholders that nothing fills: { $names }.
br-error-brace = There is a brace that makes no placeholder.
br-error-counted = Meanwhile the recipients have changed: look at the new number, then decide.
br-error-understand = Confirm that you understand how many people get it.
br-error-number = The number typed is not that of the people.
br-error-reason = Write the reason.
br-error-sure = Confirm that you want to cancel it.
br-error-lane = No conversation is linked to your profile: link one on the profile page.
br-query-character = a sign that means nothing here
br-query-quote = quotation marks never closed
br-query-condition = a condition is missing
br-query-field = no field: language, channel, topic, zone, since or permit
br-query-operator = = or != is missing
br-query-order = only since can be less or more
br-query-value = a value is missing
br-query-date = not a day: write 2026-01-31
br-query-joint = and or or is missing
br-query-bracket = a bracket never closed
br-query-deep = too many brackets within each other
br-query-long = condition too long
br-query-unknown = unknown value
br-refused-absent = There is no such alert.
br-refused-own = Who submitted or last changed it cannot approve it: somebody else has to.
br-refused-twice = You have done so already: now somebody else has to.
br-refused-twice-code = There is a correction already that has not begun: { $code }.
br-refused-state = In its present state this cannot be done.
br-refused-state-by = In its present state this cannot be done. { $what }: { $who }, { $at }.
br-refused-stale = Meanwhile it has changed: look at it as it is now, then decide.
br-refused-stale-by = Meanwhile it has changed: { $what }: { $who }, { $at }. Look at it as it is now, then decide.
br-refused-reason = Write the reason.
br-refused-kind = This is for emergencies alone.
br-refused-late = Its validity is over, or would end before its start.
br-refused-unfit = It cannot leave like this: { $why }
br-unfit-texts = a title or a text is missing.
br-unfit-audience = it does not say to whom.
br-unfit-nobody = nobody would get it.
br-unfit-query = the condition cannot be read.
br-unfit-list = the list is gone, or not complete.
br-unfit-until = until when it is valid is missing.
br-unfit-basis = the legal basis is missing: emergencies need it, and writing to who has not asked for it.
br-unfit-policy = all channels together is for emergencies alone.
br-unfit-training = what sets a drill right is a drill, and what sets a real alert right is none.
br-row-empty = empty
br-row-not-readable = not readable
br-row-unknown-column = unknown column, passed over
br-row-no-address = no address
br-row-not-the-number = not the number of a chat with one person
br-row-not-a-language = not a language: write it, en, …
br-row-a-quotation-mark = a quotation mark left open or misplaced
br-row-unreadable-characters = unreadable characters
br-row-longer-than = text too long
br-row-cells = other number of cells than the header
br-row-the-file-is = the file is empty
br-row-no-row-has = no row has an address
br-row-none-of-the = no column phone, email or telegram
br-row-more-than = too many rows
br-row-the-header = a quotation mark never closed in the header

# An alert that comes in CAP.
br-cap = Upload a CAP alert
br-cap-title = An alert in CAP
br-cap-about = The file becomes a draft for the zones that it touches: read it, shorten it and have it approved as any other. Nothing leaves by itself.
br-cap-file = CAP 1.2 file (XML)
br-cap-file-hint = That of the civil protection, as it is: 2 MiB at most.
br-cap-take = Upload
br-cap-zones = The draft is for: { $zones }.
br-cap-unplaced = Nothing says where these areas are. Look them up, and choose the right zones in the draft:
br-cap-go = Open alert { $code }
br-cap-go-first = Open alert { $code } from before
br-cap-beside = It is a draft of its own, since alert { $first }, which it updates, has begun: that one stays as it is, until somebody cancels or corrects it.
br-cap-unrelated = It is about nothing that was uploaded here: nothing changes.
br-cap-left-scope = Left alone: it is not for the public.
br-cap-left-status = Left alone: it is its sender’s draft, or for machines.
br-cap-left-kind = Left alone: it answers another message.
br-cap-left-over = Left alone: its time is over.
br-cap-left-elsewhere = Left alone: it is not about this city.
br-done-cap-draft = The alert is a draft: read it, then ask for approval.
br-done-cap-edited = The draft says now what the update says; nobody has approved that yet.
br-done-cap-called-back = What was called back goes on no more; this is the draft for those who have it already.
br-done-cap-cancelled = The alert had not begun, and will not.
br-done-cap-known = It was uploaded before: this is what was made of it, and nothing has changed.
br-cap-error-heading = The file was not taken
br-cap-place = Where
br-cap-section = According to
br-cap-error-none = Choose a file.
br-cap-error-missing = It is missing, and has to be there.
br-cap-error-missing-scope = It is missing, and with scope { $more } it has to be there.
br-cap-error-missing-kind = It is missing, and with msgType { $more } it has to be there.
br-cap-error-twice = It is there more than once.
br-cap-error-elements = There are elements where a text should be.
br-cap-error-long = It is longer than { $more } characters.
br-cap-error-choice = It is none of these: { $more }.
br-cap-error-name = Blanks, commas, < and & are not allowed, nor more than 400 characters.
br-cap-error-moment = It is not a date and time such as { $more }.
br-cap-error-no-moment = There is no such date and time.
br-cap-error-reference = It is not sender,identifier,sent.
br-cap-error-pairs = It has fewer than four pairs of coordinates.
br-cap-error-open = The last pair of coordinates is not the first: the polygon is open.
br-cap-error-circle = It is not a pair of coordinates and a radius.
br-cap-error-pair = It is not a pair of latitude and longitude.
br-cap-error-number = It is not a number.
br-cap-error-between = It is not between { $more } and { $most }: latitude comes first, then longitude.
br-cap-error-altitude = It can only be said together with an altitude.
br-cap-error-large = It is larger than { $more } MiB.
br-cap-error-xml = It is no XML file.
br-cap-error-doctype = It declares a document type (DOCTYPE), which is not allowed.
br-cap-error-namespace = It is no message of CAP 1.2.

# The CAP codes of an alert.
br-cap-codes = CAP codes
br-cap-codes-hint = Programs that follow our public alerts read them. What is left automatic is told by kind and topics:
br-cap-usual = { $kind }: { $category }; { $urgency }; { $severity }; { $certainty }.
br-cap-open = Automatic
br-cap-event = Event
br-cap-event-hint = Such as “Flood of the Rio Torto”. Empty: the title.
br-cap-urgency = Urgency
br-cap-severity = Severity
br-cap-certainty = Certainty
br-cap-category = Categories
br-cap-response = What to do
br-error-event = The event is too long: { $most } characters at most.
br-cap-urgency-Immediate = at once
br-cap-urgency-Expected = within the hour
br-cap-urgency-Future = in the near future
br-cap-urgency-Past = no longer needed
br-cap-urgency-Unknown = urgency not known
br-cap-severity-Extreme = extreme
br-cap-severity-Severe = severe
br-cap-severity-Moderate = moderate
br-cap-severity-Minor = minor
br-cap-severity-Unknown = severity not known
br-cap-certainty-Observed = observed
br-cap-certainty-Likely = likely
br-cap-certainty-Possible = possible
br-cap-certainty-Unlikely = unlikely
br-cap-certainty-Unknown = certainty not known
br-cap-category-Geo = earthquakes and landslides
br-cap-category-Met = weather and floods
br-cap-category-Safety = public safety
br-cap-category-Security = public order
br-cap-category-Rescue = rescue
br-cap-category-Fire = fires
br-cap-category-Health = health
br-cap-category-Env = environment
br-cap-category-Transport = transport
br-cap-category-Infra = networks and services
br-cap-category-CBRNE = dangerous substances
br-cap-category-Other = other
br-cap-response-Shelter = take shelter
br-cap-response-Evacuate = leave the place
br-cap-response-Prepare = prepare
br-cap-response-Execute = do what is planned
br-cap-response-Avoid = avoid the place
br-cap-response-Monitor = stay informed
br-cap-response-Assess = assess the situation
br-cap-response-AllClear = all clear
br-cap-response-None = nothing
