"""Every message has its translation, every translation its message, and English needs no catalogue."""

from __future__ import annotations

import subprocess
import sys
from string import Formatter
from typing import Any

import numpy as np
import pytest
from babel.messages.catalog import Message

from grader.judge.compare import compare
from grader.languages import said
from grader.languages.catalogue import MADE as CATALOGUE_MARK
from grader.languages.catalogue import Catalogue, Template, entries
from grader.languages.words import ENGLISH, FOLDER, language_of, languages, words_in
from grader.model.bank import Leaf

from .messages import catalogue, messages, updated

OTHERS = [language for language in languages() if language != ENGLISH]


def fields(template: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(template) if name is not None})


def has_fields(message: str) -> bool:
    try:
        return bool(fields(message))
    except ValueError:
        return False


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_has_a_translation_and_none_is_left_over(language: str) -> None:
    known = entries((FOLDER / f"{language}.po").read_text(encoding="utf-8"))
    source = messages()
    untranslated = {f"{file}: {message}" for message, file in source.items() if not known.get(message)}
    assert not untranslated, "write them into the catalogue: python -m tests.languages.messages adds the lines"
    assert not set(known) - set(source), "no source says these any more"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_fields_of_its_message(language: str) -> None:
    known = entries((FOLDER / f"{language}.po").read_text(encoding="utf-8"))
    wrong = [message for message, text in known.items() if has_fields(message) and fields(message) != fields(text)]
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_is_a_po_file_as_babel_reads_and_orders_it(language: str) -> None:
    text = (FOLDER / f"{language}.po").read_text(encoding="utf-8")
    ours = entries(text)
    theirs = {each.id: each.string for each in catalogue(language) if isinstance(each, Message) and each.id}
    assert ours == theirs
    assert entries(updated(language).decode(), marked=CATALOGUE_MARK) == entries(text, marked=CATALOGUE_MARK)
    assert list(ours) == list(entries(updated(language).decode()))


def test_every_kind_of_call_that_says_words_is_found() -> None:
    found = messages()
    assert found["wrong value"] == "words.py"  # said(…)
    assert found["try it alone:  "] == "terminal.py"  # say(…)
    assert found["isolation {level}"] in {"terminal.py", "html.py", "ci.py", "class.html"}  # within an f-string
    assert found["solved: {problems}"] == "state.py"  # state.words(…)
    assert found["Try it alone: {command}"] == "github.py"  # words_in(language)(…)
    assert found["verdict"] == "student.html"


MESSAGES = {
    "no answer came: {why}": "没有收到答案：{why}",
    "it closed the pipe": "它关闭了管道",
    "{ratio:.6g} times the expected value ({name})": "期望值的 {ratio:.6g} 倍（{name}）",
    "the length of axis {axis}": "第 {axis} 轴的长度",
    "line {line} fails and is left out: {error}": "第 {line} 行出错，已略去：{error}",
    "; ": "；",
    ": ": "：",
    "a {type}": "{type} 类型的值",
    "{what} holds {part}": "{what}中含有{part}",
}
MADE = Catalogue({**MESSAGES, "{count} of {total}": "{total} 中的 {count}"}, MESSAGES)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("it closed the pipe", "它关闭了管道"),
        ("no answer came: it closed the pipe", "没有收到答案：它关闭了管道"),
        (said("{ratio:.6g} times the expected value ({name})", ratio=1 / 3, name="e"), "期望值的 0.333333 倍（e）"),
        ("4 times the expected value (the length of axis 1)", "期望值的 4 倍（第 1 轴的长度）"),
        ("KeyError: 'x'; line 3 fails and is left out: ValueError", "KeyError: 'x'；第 3 行出错，已略去：ValueError"),
        ("a.py: it closed the pipe", "a.py：它关闭了管道"),
        ("ValueError: shapes do not match", "ValueError: shapes do not match"),
        ("ValueError: it closed the pipe", "ValueError: it closed the pipe"),  # an exception's own text
        ("ValueError: x holds y", "ValueError: x holds y"),
        ("ValueError: 1 of 2", "ValueError: 1 of 2"),
        ("1 of 2", "1 of 2"),  # no stored text is made of it
        ("a b", "a b"),  # too little of this template is fixed to tell anything
        ("", ""),
    ],
)
def test_english_text_is_recognised_by_its_template(text: str, told: str) -> None:
    assert MADE.again(text) == told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((np.ones(2), 1.0), "[0]：期望 形状 (3,)，得到 (2,)"),
        ((np.ones(3), None), "[1]：期望 一个数，得到 None"),
        (np.ones(2), "期望 形状 (3,)"),
        ((1.0,), "期望 2 个值，得到 1"),
        ({"a": 1}, "期望 2 个值，得到 一个 dict"),
    ],
    ids=str,
)
def test_what_is_wrong_in_form_is_told_in_chinese_for_parts_as_for_the_whole(value: Any, words: str) -> None:
    leaves = (Leaf("[0]", np.ones(3)), Leaf("[1]", np.asarray(1.0)))
    if isinstance(value, np.ndarray):
        found = compare(value, np.ones(3), (Leaf("", np.ones(3)),))
    else:
        found = compare(value, (np.ones(3), np.asarray(1.0)), leaves)
    assert words_in("zh").again(found.message).startswith(words)


def test_a_text_that_repeats_a_template_takes_no_longer_than_its_length() -> None:
    message = {"a{x}a{y}a{z}b": "{x}{y}{z}"}
    catalogue = Catalogue(message, message)
    assert catalogue.again("a" * 200_000 + "; " * 1000) == "a" * 200_000 + "; " * 1000


def test_braces_that_are_no_fields_are_text() -> None:
    template = Template.of("a {{dict}} of {count}", "{count}")
    assert template.values("a {dict} of 3") == {"count": "3"}
    assert template.values("a dict of 3") is None


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        ({"LANG": "../zh"}, "en"),
        ({"LANG": "xx_YY"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_a_message_that_a_catalogue_lacks_is_said_in_english() -> None:
    assert words_in("zh")("no such message {x}", x=1) == "no such message 1"
    assert words_in("tlh")("wrong value") == "wrong value"


def test_english_reads_no_catalogue() -> None:
    code = (
        "import sys; from grader.languages.words import words_in; import grader.cli.check, grader.report.terminal; "
        "words_in('en').again('wrong value'); print('grader.languages.catalogue' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
