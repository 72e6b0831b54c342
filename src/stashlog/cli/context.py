"""What a command works with: its options, its console, and the parts it asks for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Self

from stashlog.cli.console import Console
from stashlog.cli.statuses import UsageError
from stashlog.paths import Places

if TYPE_CHECKING:
    import argparse

    from stashlog.bootstrap import Parts
    from stashlog.services.desk import Desk
    from stashlog.settings import LoadedSettings, Settings

BASE_URL_VARIABLE = "STASHLOG_BASE_URL"


class Context:
    """One call of one command. What it opens is closed when the call ends."""

    def __init__(self, options: argparse.Namespace, console: Console) -> None:
        self.options = options
        self.console = console
        self.environment: Mapping[str, str] = os.environ
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @cached_property
    def places(self) -> Places:
        """Where files are."""
        return Places.locate(self.environment)

    @cached_property
    def loaded_settings(self) -> LoadedSettings:
        """What `settings.toml` says, and what is wrong with it."""
        from stashlog.settings import load_settings

        return load_settings(self.places.settings_file, self.places.managed_file)

    @cached_property
    def settings(self) -> Settings:
        """The settings in force; what is wrong with their file is told once.

        Raises:
            UsageError: the address of the option or the environment cannot be used, or is not
                the administrator's.
        """
        address = self.chosen_address()
        for problem in self.loaded_settings.problems:
            self.console.tell(problem)
        settings = self.loaded_settings.settings
        if address is None or address == settings.base_url:
            return settings
        if "base_url" in settings.managed:
            raise UsageError(_decided(self.options.base_url))
        return settings._replace(base_url=address)

    @cached_property
    def parts(self) -> Parts:
        """The real parts; from here on there is a log."""
        self.log_to(self.places)
        return self.window_parts()

    def window_parts(self) -> Parts:
        """Return the real parts without a log: a window has it begin once it is painted."""
        from stashlog.bootstrap import Parts

        parts = Parts.real(self.places, self.settings)
        self._opened.callback(parts.close)
        return parts

    def sandbox_parts(self) -> Parts:
        """Return parts that work against a sandbox in this process, with a folder of their own.

        They have no log yet, as those of a window.
        """
        from stashlog.bootstrap import Parts

        parts = Parts.with_sandbox(self.loaded_settings.settings)
        self._opened.callback(parts.close)
        return parts

    def log_to(self, places: Places) -> None:
        """Keep a log from now on."""
        self._opened.callback(start_log(places))

    def desk(self) -> Desk:
        """Open the store.

        Raises:
            StoreError: it cannot be used.
        """
        desk = self.parts.desk()
        self._opened.callback(desk.store.close)
        return desk

    def chosen_address(self) -> str | None:
        """Return the address that the option or the environment names, checked.

        Raises:
            UsageError: it cannot be used; the title names where it comes from.
        """
        sources = (
            ("--base-url", self.options.base_url),
            (BASE_URL_VARIABLE, self.environment.get(BASE_URL_VARIABLE) or None),
        )
        for source, address in sources:
            if address is not None:
                return _checked(source, address)
        return None


def start_log(places: Places) -> Callable[[], None]:
    """Keep a log from now on; what is returned ends it."""
    from stashlog.logs import start_logging

    return start_logging(places.log_file)


def _decided(option: str | None) -> str:
    from stashlog.wording.settings import decided_for_all

    return decided_for_all(BASE_URL_VARIABLE if option is None else "--base-url")


def _checked(source: str, address: str) -> str:
    from stashlog.domain.address import BadAddressError, check_base_url
    from stashlog.wording import cli as words

    try:
        return check_base_url(address)
    except BadAddressError as error:
        raise UsageError(words.about(source, str(error))) from None
