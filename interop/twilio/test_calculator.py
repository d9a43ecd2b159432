"""Our count of segments beside Twilio's own calculator."""

import asyncio
import json
import random
from pathlib import Path

from channels import gsm7
from channels.plain_letters import transliterate
from tests.channels.sms.test_published_rules import CASES

CALCULATOR = """
import { SegmentedMessage } from "sms-segments-calculator";
let texts = "";
for await (const piece of process.stdin) texts += piece;
const counts = JSON.parse(texts).map((text) => {
  const message = new SegmentedMessage(text);
  return [message.segmentsCount, message.encodingName];
});
console.log(JSON.stringify(counts));
"""
NAMES = {"GSM-7": gsm7.Alphabet.GSM7, "UCS-2": gsm7.Alphabet.UCS2}


def made_up_texts(count):
    """Texts round the sizes where another segment begins, in letters of both kinds, the same each time."""
    source = random.Random(7)  # noqa: S311 - a workload, not a secret
    plain, others = gsm7.BASIC + gsm7.EXTENSION, "ÀÈ’“–…çяшж中😀🚗"
    for _ in range(count):
        letters = plain + others * source.choice([0, 0, 1])
        size = source.choice([1, 69, 71, 134, 135, 160, 161, 306, 307, 459, 460]) + source.randint(-3, 3)
        yield "".join(source.choices(letters, k=max(1, size)))


async def counted(texts):
    process = await asyncio.create_subprocess_exec(
        "node", "--input-type=module", "--eval", CALCULATOR,
        cwd=Path(__file__).parent.parent,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate(json.dumps(texts).encode())
    assert process.returncode == 0
    return json.loads(out)


async def test_we_count_as_twilio_counts():
    texts = [text for text in made_up_texts(2000) if "\r\n" not in text]  # one letter to them, two to a phone
    texts += [transliterate(text) for text in texts]
    for text, (count, name) in zip(texts, await counted(texts), strict=True):
        ours = gsm7.segments(text)
        assert (ours.count, ours.alphabet) == (count, NAMES[name]), text


async def test_twilio_counts_as_the_rules_that_it_publishes():
    counts = await counted([text for _, _, text, *_ in CASES])
    for (_, label, _, alphabet, _, count, _), (theirs, name) in zip(CASES, counts, strict=True):
        assert (theirs, NAMES[name]) == (count, alphabet), label
