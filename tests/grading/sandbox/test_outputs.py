"""What a cell shows is collected in nbformat's form, up to a limit."""

from __future__ import annotations

import time

from nnkit.grading.sandbox.outputs import Outputs, Stream


def test_pieces_of_one_stream_are_joined() -> None:
    outputs = Outputs()
    for name, text in (("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "")):
        Stream(outputs, name).write(text)
    assert [(o["name"], o["text"]) for o in outputs.collect()] == [
        ("stdout", "ab"),
        ("stderr", "c"),
    ]
    assert outputs.collect() == []


def test_the_limit_counts_for_the_notebook() -> None:
    outputs = Outputs(10)
    outputs.write("stdout", "12345678")
    outputs.collect()
    outputs.write("stdout", "abcdef")
    (output,) = outputs.collect()
    assert output["text"] == "ab\n[More output was left out.]"
    outputs.write("stdout", "more")
    assert outputs.collect() == []


def test_a_picture_travels_in_base64_and_what_is_too_large_is_left_out() -> None:
    outputs = Outputs(100)
    outputs.show("display_data", {"image/png": b"\x89PNG", "text/plain": "x" * 200}, {})
    sentence, picture = outputs.collect()
    assert sentence["text"] == "[Output too large to keep.]\n"
    assert picture["data"] == {"image/png": "iVBORw=="}


def test_many_pieces_of_a_stream_take_little_time() -> None:
    outputs = Outputs()
    before = time.process_time()
    for _ in range(60_000):
        outputs.write("stdout", "x" * 60)
    (output,) = outputs.collect()
    assert len(output["text"]) == 3_600_000
    assert time.process_time() - before < 1
