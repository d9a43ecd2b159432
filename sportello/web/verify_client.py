"""Who asks, as far as a limit needs to know: an address, or the network that one household has."""

from ipaddress import AddressValueError, IPv6Address

from aiohttp import web

from sportello.web.guard import LOCAL

_HOUSEHOLD = 64  # bits of an IPv6 address that one subscriber has


def client_of(request: web.Request) -> str:
    """Name the client of a request; a proxy on this machine names it in the last X-Forwarded-For."""
    remote = request.remote or ""
    if remote in LOCAL:
        remote = request.headers.get("X-Forwarded-For", remote).rpartition(",")[2].strip()
    try:
        return str(int(IPv6Address(remote)) >> (128 - _HOUSEHOLD))
    except AddressValueError:
        return remote
