"""Word and Excel files with the same bytes for the same content: each is a zip, and a zip remembers when it was made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

_MOMENT = (1980, 1, 1, 0, 0, 0)
# What XML 1.0 cannot hold, half of a surrogate pair included.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def repacked(data: bytes, *, part: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """The same zip with one fixed time for every entry and one way of packing; `part` may change what an entry holds."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=_MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, part(name, old.read(name)), compresslevel=6)
    return made.getvalue()


def writable(value: Any) -> Any:
    """`value` with every text, however deep, free of characters that no Word file can hold."""
    if isinstance(value, str):
        return _UNWRITABLE.sub("", value)
    if isinstance(value, Mapping):
        return {key: writable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [writable(one) for one in value]
    return value
