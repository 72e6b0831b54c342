"""What is said about the server's address and about values that the server does not take."""

from stashlog.wording.catalogue import tr

ADDRESS_UNREADABLE = tr(
    "This is not a server address. It looks like “https://api.nodestash.io/v1”."
)
ADDRESS_CHARACTERS = tr(
    "The server address has a character that no address has, or is too long. Copy it again."
)
ADDRESS_WITH_USER = tr("The server address must not hold a user name or a password. Remove them.")
ADDRESS_WITH_QUERY = tr("The server address must end before “?” or “#”. Remove the rest.")
ADDRESS_NOT_ENCRYPTED = tr(
    "The server address must start with “https://”. "
    "Only a server on this computer may be reached with “http://”."
)

VALUE_REFUSED = tr("nodestash does not accept this value.")
"""Stands at a field that the server named without saying why."""
