"""The command line and surroundings of each server: writes their configuration, starts nothing."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pembinaan_lib import record, shipped, vega_widget, words
from pembinaan_lib.errors import ServingError
from pembinaan_lib.record import archive
from pembinaan_lib.serving import places, settings
from pembinaan_lib.serving.tokens import LEADER, PLANNER

_TEMPLATES = Path(__file__).resolve().parent / "template"
# What a surrounding Jupyter, Voila or notebook may have set, and what would lead back to the user's own folders.
_FOREIGN = ("JUPYTER", "JPY_", "VOILA_", "IPYTHON")


@dataclass(frozen=True)
class Launch:
    """How to start one server: `command` in `cwd` with `env`; it answers at `address` with `token`."""

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    port: int
    path: str
    token: str

    @property
    def address(self) -> str:
        """What a person opens, token included."""
        return f"http://{settings.ADDRESS}:{self.port}{self.path}?token={self.token}"


def planner_command(folder: Path, *, port: int, token: str) -> Launch:
    """The planner's server: the workbook's notebooks through Voila, and JupyterLab for their code.

    Parameters
    ----------
    folder : Path
        The workbook's folder; the server sees nothing above it.
    port : int
        A free port of this machine.
    token : str
        The planner's key; it goes into a file that only its owner may read, never onto the command line.

    Raises
    ------
    ServingError
        ``SRV-001`` where `folder` has no notebooks.
    """
    folder = folder.resolve()
    if not (folder / places.HOME_PAGE).is_file():
        raise ServingError("SRV-001", where=folder.name)
    home = places.hidden(folder, PLANNER)
    _write_json(home / "jupyter_server_config.json", settings.planner(folder, port=port, token=token))
    _write_json(home / "labconfig" / "default_setting_overrides.json", settings.lab_defaults())
    _write_json(home / "labconfig" / "page_config.json", settings.lab_page())
    env = _surroundings(folder, home) | {"PEMBINAAN_FOLDER": str(folder)}
    command = (sys.executable, "-P", "-m", "jupyter_server")
    return Launch(PLANNER, command, env, folder, port, f"/voila/render/{places.HOME_PAGE}", token)


def leader_command(folder: Path, edition: Path, *, port: int, token: str) -> Launch:
    """The leader's server: the dashboard over a copy of the published `edition`, and nothing else.

    Parameters
    ----------
    folder : Path
        The workbook's folder.
    edition : Path
        ``publik.zip`` of a record.
    port, token
        As for :func:`planner_command`.

    Raises
    ------
    ServingError
        ``SRV-002`` where nothing has been published, ``SRV-006`` where the edition was changed afterwards.
    RecordError
        `edition` is no published edition.
    """
    folder = folder.resolve()
    home = places.hidden(folder, LEADER)
    site = place_edition(folder, edition)
    _write_json(home / "voila.json", settings.leader(site, port=port, token=token))
    env = _surroundings(folder, home) | {"PEMBINAAN_TERBITAN": str(site / places.EDITION / places.PUBLISHED)}
    command = (sys.executable, "-P", "-m", "pembinaan_lib.serving.leader_page")
    return Launch(LEADER, command, env, site, port, "/", token)


def place_edition(folder: Path, edition: Path) -> Path:
    """Unpack the published `edition` beside the dashboard in a clean folder and return that folder.

    It stands in the workbook's hidden folder; a leader's page sees nothing beside it. Only an edition whose hashes
    agree is shown.
    """
    check_edition(folder, edition)
    site = places.hidden(folder.resolve(), LEADER) / "halaman"
    if site.exists():
        shutil.rmtree(site)
    for name, data in archive.unpacked(edition).items():
        (site / places.EDITION / name).parent.mkdir(parents=True, exist_ok=True)
        (site / places.EDITION / name).write_bytes(data)
    shutil.copyfile(shipped.folder("dashboards") / places.DASHBOARD, site / places.DASHBOARD)
    return site


def check_edition(folder: Path, edition: Path) -> None:
    """Refuse an `edition` that is missing (``SRV-002``) or was changed after it was saved (``SRV-006``).

    Whoever forges an edition can make its own hashes agree; those in the examiner's edition beside it are not his.
    """
    if not edition.is_file():
        raise ServingError("SRV-002", where=folder.name)
    if not record.verify_public(edition, pemeriksa=record.beside(edition)).ok:
        raise ServingError("SRV-006", where=edition.parent.name)


def _surroundings(folder: Path, home: Path) -> dict[str, str]:
    """An environment in which Jupyter finds our configuration and templates and keeps away from the user's own."""
    share = places.hidden(folder, "berbagi")
    vega_widget.write_share(share)
    shutil.copytree(_TEMPLATES, share / "nbconvert" / "templates" / settings.PLANNER_TEMPLATE, dirs_exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return kept | {
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_PATH": str(share),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(home / "ipython"),
        "PEMBINAAN_LANG": words.language(),
    }


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    places.write_private(path, json.dumps(content, indent=1, sort_keys=True))
