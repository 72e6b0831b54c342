"""Which base URLs Stashlog talks to: see `stashlog.domain.address`, which the settings share."""

from stashlog.domain.address import LOOPBACK, BadAddressError, check_base_url, host_of

__all__ = ["LOOPBACK", "BadAddressError", "check_base_url", "host_of"]
