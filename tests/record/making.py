"""A small record: two inputs, a rule, decisions, a proposal, a result that follows from them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pembinaan_lib.record import Record, RecordContents, freeze

NIP = "999999999999990001"  # nobody's: there is no such date
NAME = "Contoh Ani Lestari"
PEOPLE = b"pegawai_id,perangkat_daerah,jp\na1,Dinas Contoh,12\nb2,Dinas Contoh,20\n"


def recompute(contents: RecordContents) -> dict[str, bytes]:
    """A plan in one line: the hours of each unit, as far as the decisions and the rules let them count."""
    factor = json.loads(contents.decisions)["faktor"]["value"] * int(contents.rules["bangkom/jp.yaml"].split()[-1])
    rows = [line.split(",") for line in contents.inputs["pegawai.csv"].decode().splitlines()[1:]]
    total = sum(int(row[2]) for row in rows) * factor
    per_person = "".join(f"{row[0]},{int(row[2]) * factor}\n" for row in rows)
    return {
        "jam.csv": f"pegawai_id,jp\n{per_person}".encode(),
        "unit.csv": f"perangkat_daerah,jp\nDinas Contoh,{total}\n".encode(),
    }


def parts(**changed: Any) -> dict[str, Any]:
    """The arguments of ``freeze`` but folder and number."""
    filled: dict[str, Any] = {
        "inputs": {"pegawai.csv": PEOPLE, "unit_kerja.csv": b"unit_kerja\n"},
        "decisions": b'{"faktor":{"reason":"kesepakatan rapat","value":2}}',
        "rules": {"bangkom/jp.yaml": b"value: 1\n"},
        "results": {
            "jam.csv": b"pegawai_id,jp\na1,24\nb2,40\n", "unit.csv": b"perangkat_daerah,jp\nDinas Contoh,64\n",
        },
        "proposal": b'{"baris":[]}',
        "meta": {"seed": 7, "tahun": 2027, "instansi": "Kota Contoh", "tanggal": "2026-11-21", "contoh": True},
        "public": {"published.json": b'{"jp":64}', "charts/jp.json": b'{"mark":"bar"}'},
        "forbidden": [NIP, NAME],
    }
    return filled | changed


def frozen(folder: Path, number: str = "rencana-2027-01", **changed: Any) -> Record:
    """The small record, written."""
    return freeze(folder, number=number, **parts(**changed))


def rezipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """An ordinary zip of `files`, as anybody could make one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def files_of(path: Path) -> dict[str, bytes]:
    """The named bytes in a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
