"""What a sentence wants: a service, a reserved word said in the citizen's own words, small talk, or none.

Read in this order: example (the sentences we learn from), lexicon (how a sentence is looked at), lanes
and learning (how the weights are found), intents (reading a new sentence).
"""

from bot.intents.example import Example, read_examples
from bot.intents.intents import Guess, Intents
from bot.intents.learning import Weights

__all__ = ["Example", "Guess", "Intents", "Weights", "read_examples"]
