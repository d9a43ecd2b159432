"""One step of a conversation, pure: no clock, no network, no database.

    (what is kept of the caller, a message, what the desk knows)  ->  (what to keep, what to say, what to do)

A conversation is the fold of this step over the citizen's messages. Read talk (the moves), then reserved
(what the reserved words do), then hearing (which move a message calls for).
"""

from bot.dialogue.hearing import hear
from bot.dialogue.talk import Fulfil, Review, Talk

__all__ = ["Fulfil", "Review", "Talk", "hear"]
