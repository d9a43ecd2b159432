"""What Telegram's refusals mean to us: a reason in one word, and whether the same part may pass later.

The Bot API gives an HTTP status and a sentence, whose wording is all that tells one 400 from another
(https://core.telegram.org/bots/api#making-requests). Temporary unless proven permanent: a sentence that is
not listed is refused only where the status is 400, that the request itself is wrong.
"""

from dataclasses import dataclass

BLOCKED = "blocked"  # they have blocked the bot: nothing passes until they open it again
GONE = "gone"  # the account or the chat exists no more
STRANGER = "stranger"  # they have never written to the bot
RECIPIENT = "recipient"  # no such chat
RIGHTS = "rights"  # a group in which the bot may not write
CONTENT = "content"  # the text, a button or the file cannot be sent
LIMIT = "limit"  # too fast
ACCOUNT = "account"  # the token is refused: the operator must mend it
THREAD = "thread"  # the topic of the chat is gone: the next attempt does without
OTHER = "other"

_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a refusal means: `again` if the same part may pass later."""

    reason: str
    again: bool = False


# Pieces of the sentences, in lower case; the first that is found decides.
SENTENCES = {
    "bot was blocked by the user": Verdict(BLOCKED),
    "user is deactivated": Verdict(GONE),
    "input_user_deactivated": Verdict(GONE),
    "chat was deleted": Verdict(GONE),
    "chat is deactivated": Verdict(GONE),
    "bot was kicked": Verdict(RIGHTS),
    "bot is not a member": Verdict(RIGHTS),
    "can't initiate conversation": Verdict(STRANGER),
    "can't send messages to bots": Verdict(RECIPIENT),
    "can't send messages to the user": Verdict(STRANGER),
    "chat not found": Verdict(RECIPIENT),
    "user not found": Verdict(RECIPIENT),
    "peer_id_invalid": Verdict(RECIPIENT),
    "chat_id is empty": Verdict(RECIPIENT),
    "upgraded to a supergroup": Verdict(RECIPIENT),
    "not enough rights": Verdict(RIGHTS),
    "have no rights": Verdict(RIGHTS),
    "chat_write_forbidden": Verdict(RIGHTS),
    "chat_restricted": Verdict(RIGHTS),
    "topic_closed": Verdict(THREAD, again=True),
    "topic_deleted": Verdict(THREAD, again=True),
    "message thread not found": Verdict(THREAD, again=True),
    "text is empty": Verdict(CONTENT),
    "text must be": Verdict(CONTENT),
    "too long": Verdict(CONTENT),
    "message_too_long": Verdict(CONTENT),
    "too big": Verdict(CONTENT),
    "too large": Verdict(CONTENT),
    "file must be non-empty": Verdict(CONTENT),
    "button_data_invalid": Verdict(CONTENT),
    "button_url_invalid": Verdict(CONTENT),
    "button_type_invalid": Verdict(CONTENT),
    "reply_markup": Verdict(CONTENT),
    "inline keyboard": Verdict(CONTENT),
    "too many requests": Verdict(LIMIT, again=True),
}

# Statuses that mean one thing whatever the sentence is.
STATUSES = {
    401: Verdict(ACCOUNT, again=True),  # a wrong token: no message is lost
    404: Verdict(ACCOUNT, again=True),  # a token that is none
    413: Verdict(CONTENT),
    429: Verdict(LIMIT, again=True),
}


def verdict(status: int, sentence: str) -> Verdict:
    """Judge an answer other than 2xx by its status, or by the sentence beside it."""
    if status in STATUSES:
        return STATUSES[status]
    plain = sentence.lower()
    known = next((judged for piece, judged in SENTENCES.items() if piece in plain), None)
    return known or Verdict(OTHER, again=status != _BAD_REQUEST)


def label(reason: str, code: int | str) -> str:
    """Write a code as the store and the metrics keep it: our word, a colon, the network's status."""
    return f"{reason}:{code}"
