"""The root of every error that Stashlog shows to its user.

```
StashlogError            title: what happened, advice: what to do
├── InvalidEntryError    what was typed cannot be sent           (stashlog.domain.entry)
├── StoreError           the local store cannot be used          (stashlog.storage.errors)
├── StaleItemError       somebody else changed the item first    (stashlog.storage.errors)
├── CredentialsError     the API key or its keyring is no use    (stashlog.credentials.errors)
├── SettingsError        settings or arguments make no sense     (stashlog.settings)
├── ActionRefusedError   an item is not in a state that allows it (stashlog.services.errors)
└── UnknownItemError     no item has this id                     (stashlog.services.errors)
```
Exceptions of libraries are converted into these once, at the border where they appear.
"""

from __future__ import annotations


class StashlogError(Exception):
    """An error with words for the user.

    Attributes:
        title: What happened, in one short sentence.
        advice: What the user can do about it.
    """

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(f"{title} {advice}".strip())
        self.title = title
        self.advice = advice
