"""What `sportello doctor` says of the two servers of a mailbox, and what to do about each fault."""

import asyncio
from dataclasses import replace

from channels.mail import server as words
from channels.mail.imap import Box
from channels.mail.post import Post
from channels.mail.server import Server, ServerTrouble
from sportello.doctor import Finding, Verdict
from sportello.networks.mail import imap_server, smtp_server
from sportello.settings.mailbox import Mailbox

_PATIENCE = 8.0  # seconds: less than the doctor's own
_NEARLY_FULL = 0.9

# What to do, by the word for the fault; {way} is imap or smtp, {host} and
# {port} its server, {group} the section of the settings.
_REMEDIES = {
    words.HOST: "There is no server {host}: look at [{group}] {way}_host.",
    words.CONNECT: "Nobody answers at {host}, port {port}: look at [{group}] {way}_host and {way}_port.",
    words.CERTIFICATE: "The certificate of {host} is not trusted: is {way}_host the name in it? "
    "For an authority of the house set [{group}] ca_file.",
    words.TLS: "No secure line to {host}, port {port}: is it the right port for [{group}] {way}_security?",
    words.LOGIN: "{host} refuses the login: check [{group}] user and password (often an app password).",
    words.FOLDER: "The mailbox has no folder of that name: look at [{group}] folder.",
    words.REFUSED: "{host} refuses: is access by {way} switched on there? Ask the provider, or wait.",
    words.PROTOCOL: "{host}, port {port} does not speak as it should: look at [{group}] {way}_security.",
    words.LOST: "The line to {host}, port {port} is cut: look at [{group}] {way}_port and {way}_security.",
}


async def examine_mailbox(group: Mailbox, section: str = "mail", name: str = "e-mail in") -> Finding:
    """Log in and open the folder, for reading only."""
    server = replace(imap_server(group), patience=_PATIENCE)
    try:
        filled, idles = await asyncio.to_thread(_look, server, group.folder)
    except ServerTrouble as trouble:
        return Finding(name, Verdict.WRONG, _remedy(section, "imap", server, trouble))
    if filled is not None and filled >= _NEARLY_FULL:
        text = f"The mailbox is {filled:.0%} full, and a full one takes no mail: make room or ask for more."
        return Finding(name, Verdict.WRONG, text)
    manner = "tells of new mail at once" if idles else f"is asked every {group.poll_seconds:g} s"
    return Finding(name, Verdict.OK, f"The mailbox opens; its server {manner}.")


async def examine_submission(group: Mailbox, section: str = "mail", name: str = "e-mail out") -> Finding:
    """Log in; nothing is sent."""
    server = replace(smtp_server(group), patience=_PATIENCE)
    try:
        await Post(server).check()
    except ServerTrouble as trouble:
        return Finding(name, Verdict.WRONG, _remedy(section, "smtp", server, trouble))
    return Finding(name, Verdict.OK, "The server takes our login." if server.user else "The server answers.")


def _look(server: Server, folder: str) -> tuple[float | None, bool]:
    box = Box(server, folder)
    try:
        box.open()
        box.examine()
        return box.filled(), box.idles
    finally:
        box.close()


def _remedy(section: str, way: str, server: Server, trouble: ServerTrouble) -> str:
    remedy = _REMEDIES.get(trouble.reason, "It cannot be used: {host}, port {port}.")
    return remedy.format(group=section, way=way, host=server.host, port=server.port)
