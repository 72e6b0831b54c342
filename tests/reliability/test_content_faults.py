"""Whatever stands in a text, it is stored, sent and found again as it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from stashlog.domain.entry import Entry, sendable
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from tests.support.workbench import workbench

TEXTS = {
    "one mebibyte": "ä" * (1_048_576 // 2),
    "NUL": "before\x00after",
    "lone surrogate": "before\ud83dafter",
    "right to left": "שלום \u202eabc\u202c مرحبا",
    "emoji": "👩‍👩‍👧‍👦 🇵🇹 é",
    "line ends": "one\r\ntwo\rthree\u2028four",
    "markup": "<img src=x onerror=alert(1)> &amp; <b>",
    "a formula": "=HYPERLINK(1)",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_survives_store_wire_loss_of_the_answer_and_look_up(
    tmp_path: Path, text: str
) -> None:
    with workbench(tmp_path / "data") as bench:
        bench.sandbox.data.field_limits = replace(bench.sandbox.data.field_limits, body=None)
        bench.sandbox.faults.add(Fault.ignore_idempotency(), Fault.drop_answer().on("POST"))
        item = bench.capture.log(Entry(type="note", body=text))
        assert bench.item(item).entry.body == text
        bench.restart()
        bench.deliver()
        assert bench.item(item).state is State.SENT
        (arrived,) = bench.sandbox.ledger.activities
        assert arrived.received["body"] == sendable(text)
