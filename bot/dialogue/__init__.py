"""One step of a conversation, pure: no clock, no network, no database.

    (what is kept of the caller, a message, what the desk knows)  ->  (what to keep, what to say, what to do)

A conversation is the fold of this step over the citizen's messages. Each of
scene, questions, progress, answers and talk adds moves to the one before; reserved says what the reserved
words do, wishes and astray what a sentence wants outside and inside a request, hearing which move a message
calls for.
"""

from bot.dialogue.hearing import hear
from bot.dialogue.talk import Fulfil, Review, Talk

__all__ = ["Fulfil", "Review", "Talk", "hear"]
