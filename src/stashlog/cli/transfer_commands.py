"""`stashlog outbox export, import`: the whole outbox into a file and out of one."""

from __future__ import annotations

import sys
from pathlib import Path

from stashlog.cli.arguments import Parser
from stashlog.cli.commands import Command
from stashlog.cli.context import Context
from stashlog.cli.statuses import ExitStatus
from stashlog.paths import write_private
from stashlog.services.transfer import (
    LONGEST_FILE,
    TransferError,
    export_outbox,
    export_table,
    import_outbox,
)
from stashlog.wording import cli as words
from stashlog.wording import transfer as transfer_words

STANDARD = "-"
"""Stands for standard input or output in place of a file."""

TABLE = ".csv"
"""How the name of a file ends that becomes a table for spreadsheets."""


def _describe_export(parser: Parser) -> None:
    parser.operand("FILE", words.HELP_EXPORT)


def _describe_import(parser: Parser) -> None:
    parser.operand("FILE", words.HELP_IMPORT)
    parser.switch("--json", words.HELP_JSON)


def _export(context: Context) -> ExitStatus:
    desk, name = context.desk(), context.options.file
    export = export_table if name.lower().endswith(TABLE) else export_outbox
    count, content = export(desk.store, desk.clock())
    if name == STANDARD:
        context.console.raw(content)
        return ExitStatus.DONE
    try:
        write_private(Path(name), content)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise TransferError(*transfer_words.cannot_write(name, cause)) from None
    context.console.say(transfer_words.exported(count, name))
    return ExitStatus.DONE


def _import(context: Context) -> ExitStatus:
    name = context.options.file
    content = _read(name)
    desk = context.desk()
    result = import_outbox(desk.store, content, name, desk.clock())
    if context.console.json_wanted:
        context.console.document(
            {
                "added": result.added,
                "known": result.known,
                "checking": result.to_check + result.alerted,
            }
        )
        return ExitStatus.DONE
    to_check = result.to_check + result.alerted
    context.console.say(transfer_words.imported(result.added, result.known, to_check))
    if to_check:
        context.console.tell(transfer_words.TWO_COMPUTERS)
    return ExitStatus.DONE


def _read(name: str) -> bytes:
    try:
        if name == STANDARD:
            content = sys.stdin.buffer.read(LONGEST_FILE + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LONGEST_FILE + 1)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise TransferError(*transfer_words.cannot_read(name, cause)) from None
    if len(content) > LONGEST_FILE:
        raise TransferError(*transfer_words.too_long(name))
    return content


EXPORT = Command(_describe_export, _export)
IMPORT = Command(_describe_import, _import)
