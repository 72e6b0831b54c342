"""What `stashlog key` says."""

from stashlog.wording.catalogue import tr

PROMPT = tr("API key (it is not shown): ")
NOT_KEPT = tr("It is not kept; a key that was there before stays.")
NO_KEY = tr("There is no API key. “stashlog key set” takes one.")
CLEARED = tr("There is no API key in the keyring any more.")
ENVIRONMENT_WINS = tr("As long as STASHLOG_API_KEY is set, that key is used instead.")
ENVIRONMENT_STAYS = tr("STASHLOG_API_KEY is set; its key stays in force.")
STRANGE_ANSWER = tr("What answered is in trouble, or is not nodestash.")

_VERDICTS = {
    "good": tr("nodestash accepts it."),
    "write_only": tr(
        "nodestash knows it, but it may not read activities. Logging may work all the same."
    ),
    "refused": tr("nodestash refuses this key."),
    "unknown": tr("nodestash could not be asked whether it is right."),
}


def verdict(name: str, cause: str) -> str:
    """Say what nodestash thinks of a key, and why that is not known."""
    return f"{_VERDICTS[name]} {cause}".strip() if name == "unknown" else _VERDICTS[name]


def kept(hint: str, backend: str) -> str:
    """Say where the key is now; the hint is its documented prefix."""
    if not backend:
        return tr("The key {hint} is kept in the keyring of this computer.").format(hint=hint)
    return tr("The key {hint} is kept in the keyring of this computer ({backend}).").format(
        hint=hint, backend=backend
    )


def in_force(hint: str, source: str, backend: str) -> str:
    """Say which key is used and where it comes from."""
    where = f"{source} ({backend})" if backend else source
    return tr("The key {hint} is used, from {source}.").format(hint=hint, source=where)
