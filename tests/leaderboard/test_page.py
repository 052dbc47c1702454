"""The page in a real browser: nothing is loaded, nothing runs, everybody is on it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Literal

import pytest

from grader.report.leaderboard import page

from .test_board import made

#: A name in the picture, and what it stands on.
SEEN = (("svg text:last-of-type", "fill"), ("body", "backgroundColor"))
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_and_a_telephone_find_everything(tmp_path: Path, scheme: Literal["light", "dark"]) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    file = tmp_path / "board.html"
    file.write_text(page(made("private")), encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
        tab.goto(file.as_uri())
        found = axe.Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
        ink, paper = (tab.evaluate(f"getComputedStyle(document.querySelector('{of}')).{what}") for of, what in SEEN)
        assert (ink == "rgb(28, 32, 36)") == (scheme == "light")
        assert (paper == "rgb(255, 255, 255)") == (scheme == "light")
        browser.close()


@pytest.mark.parametrize("split", ["public", "private"])
def test_the_page_refers_to_nothing_outside_and_forbids_all_loading(split: str) -> None:
    text = page(made(split))
    assert re.search(r"default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; base-uri", text)
    assert not re.search(r"<script|\b(?:src|href|url)\s*[=(]|https?://", text)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
def test_a_browser_shows_every_place(tmp_path: Path) -> None:
    file = tmp_path / "board.html"
    file.write_text(page(made("private")), encoding="utf-8")
    assert BROWSER is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [BROWSER, *options, "--dump-dom", file.as_uri()], capture_output=True, text=True, timeout=60, check=True
    )
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", done.stdout, re.DOTALL)
    shown = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in rows[1:]]
    assert [row[1] for row in shown] == ["ada", "dina", "strong", "bo", "cai"]
    assert [row[4] for row in shown] == ["↑ 1", "↑ 2", "", "↓ 2", "↓ 2"]
    assert done.stdout.count("<line ") == 2 * len(shown)
