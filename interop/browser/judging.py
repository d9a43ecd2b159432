"""What every page is judged by: axe-core, its width on a small screen, and pictures for who wants to look.

With SPORTELLO_SHOTS set to a folder, each page that is judged is pictured into it at both widths.
"""

import os
from pathlib import Path

import pytest

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
SIZES = {"360": {"width": 360, "height": 740}, "1280": {"width": 1280, "height": 900}}
LOOKS = ("light", "dark")
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="interop/run installs axe-core")


async def judged(page):
    """What axe-core finds: the rule, and where."""
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


async def usable_by_everybody(page, name):
    """Judge a page at each size and in each look; what is found, by where it was found."""
    faults = {}
    for size, measures in SIZES.items():
        await page.set_viewport_size(measures)
        for look in LOOKS:
            await page.emulate_media(color_scheme=look)
            if found := await judged(page):
                faults[f"{name} {size} {look}"] = found
        await page.emulate_media(color_scheme="light")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        if wide > measures["width"]:
            faults[f"{name} {size}"] = f"{wide} wide"
        await shoot(page, f"{name}-{size}")
    return faults


async def shoot(page, name):
    """Picture the whole page, if anybody wants to look."""
    if folder := os.environ.get("SPORTELLO_SHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
