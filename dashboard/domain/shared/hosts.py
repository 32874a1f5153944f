"""Whether a host is this machine itself."""

from functools import lru_cache
from ipaddress import ip_address


@lru_cache(maxsize=64)  # each request asks about the same few
def is_loopback(host: str) -> bool:
    """Whether a host or an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
