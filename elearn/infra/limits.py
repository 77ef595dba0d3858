"""How often a request may be repeated: by network and by what it names, counted by Flask-Limiter.

A classroom shares one network address, so limits by network are generous; limits by name are tight.
"""

import time
from ipaddress import IPv6Address, ip_address

from flask import Flask, request
from flask_limiter import Limiter
from werkzeug.exceptions import TooManyRequests

from elearn.core.ids import digest
from elearn.infra.config import Settings

IPV6_NETWORK_BITS = 64


def network() -> str:
    """The network that a request comes from: an IPv4 address, or the /64 that one IPv6 household gets."""
    address = request.remote_addr or ""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(int(parsed) >> (128 - IPV6_NETWORK_BITS))
    return address


def named(kind: str, name: str) -> str:
    """A key for a limit by name. The store of the counters never sees the name itself."""
    return digest(f"{kind}:{name}")


limiter = Limiter(network, strategy="moving-window", in_memory_fallback_enabled=True)


def init_app(app: Flask, settings: Settings) -> None:
    """Count in the store of the settings; in memory while that store is away."""
    app.config["RATELIMIT_STORAGE_URI"] = settings.rate_limit_storage
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    limiter.init_app(app)


def seconds_to_wait(_error: TooManyRequests) -> int:
    """How many seconds until the refused request may be repeated."""
    refused = limiter.current_limit
    return max(1, int(refused.reset_at - time.time())) if refused else 60
