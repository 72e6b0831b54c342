"""Which Python will do. Kept readable for every Python 3, so that an old one can say so."""

OLDEST_PYTHON = (3, 11)


def unsupported_python(version: "tuple[int, int]") -> "str | None":
    """Say in one sentence why this Python will not do; None for one that will."""
    if version >= OLDEST_PYTHON:
        return None
    need = "{}.{}".format(*OLDEST_PYTHON)
    have = "{}.{}".format(*version)
    return (
        f"Stashlog needs Python {need} or newer and this is Python {have}. Start packaging/dev.py "
        f"with a newer one, for example: python{need} packaging/dev.py run"
    )
