"""The chart widget: what reaches the page, what is written for the servers, and that a kernel stays light."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pembinaan_lib import vega_widget, words

SPEC = {"title": {"text": ["Gap is", "largest"], "subtitle": "x"}, "mark": "bar", "data": {"values": []}}


def test_repr_is_the_title_and_no_address():
    assert repr(vega_widget.VegaChart(SPEC)) == "VegaChart(Gap is largest)"
    assert repr(vega_widget.VegaChart({"title": "T"})) == "VegaChart(T)"
    assert repr(vega_widget.VegaChart()) == "VegaChart()"


def test_sentences_follow_the_language():
    with words.speaking("en"):
        assert vega_widget.VegaChart(SPEC).sentences["loading"] == "loading…"
    assert vega_widget.VegaChart(SPEC).sentences["loading"] == "memuat…"


def test_addresses_stay_on_the_own_server():
    for address in vega_widget.bundle_addresses():
        assert not address.startswith("/") and "://" not in address and "?v=" in address


def test_state_is_json_and_names_no_folder():
    state = json.dumps({k: v for k, v in vega_widget.VegaChart(SPEC, narrow=SPEC).get_state().items() if k != "layout"})
    assert str(Path(__file__).resolve().parents[1]) not in state


def test_page_language_takes_only_known_languages():
    with pytest.raises(Exception, match="page_language"):
        vega_widget.VegaChart(SPEC).page_language = "<script>"


def test_share_is_complete_and_written_once(tmp_path):
    vega_widget.write_share(tmp_path)
    home = tmp_path / "nbconvert" / "templates" / "pembinaan"
    names = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    assert names == {"conf.json", "index.html.j2", "page.html", "static/vega.js"}
    bundle = home / "static" / "vega.js"
    before = bundle.stat().st_mtime_ns
    assert b"window.vegaEmbed=" in bundle.read_bytes() and bundle.read_bytes().rstrip().endswith(b"})();")
    vega_widget.write_share(tmp_path)
    assert bundle.stat().st_mtime_ns == before
    bundle.write_bytes(b"/* 0.0 */ old")
    vega_widget.write_share(tmp_path)
    assert len(bundle.read_bytes()) > 500_000


def test_template_asks_no_other_host():
    folder = Path(vega_widget.__file__).parent / "boards" / "template"
    for path in folder.iterdir():
        assert "http" not in path.read_text(encoding="utf-8")


def test_import_needs_neither_altair_nor_pandas():
    code = "import sys, pembinaan_lib.vega_widget; print(*{'altair', 'pandas', 'numpy', 'vl_convert'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == ""
