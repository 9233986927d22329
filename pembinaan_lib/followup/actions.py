"""Where each agreed action stands on a day."""

from __future__ import annotations

from datetime import date

import pandas as pd

DONE, UNPROVEN, LATE, UNDATED, RUNNING, OPEN = (
    "selesai", "selesai tanpa bukti", "terlambat", "tanpa tenggat", "berjalan", "belum",
)
STATES = (LATE, UNDATED, OPEN, RUNNING, UNPROVEN, DONE)


def actions(tindak_lanjut: pd.DataFrame, *, tanggal: date) -> pd.DataFrame:
    """Actions with their state on the day `tanggal`, the most urgent first.

    Parameters
    ----------
    tindak_lanjut : DataFrame
        One row per action: ``tindakan_id, tindakan, pemilik, tenggat, status`` (belum, berjalan, selesai), ``bukti,
        sumber_tindakan``.

    Returns
    -------
    DataFrame
        The same rows with ``keadaan`` (one of :data:`STATES`) and ``hari`` (days left; negative: days late; missing
        without a deadline), sorted by state, deadline and ``tindakan_id``.

    Notes
    -----
    An action is late from the day after its deadline. An action without a status has not begun.
    """
    status = tindak_lanjut["status"].fillna(OPEN)
    today, due = pd.Timestamp(tanggal), tindak_lanjut["tenggat"]
    state = status.mask(due.isna(), UNDATED).mask(due < today, LATE).mask(status == DONE, DONE)
    state = state.mask((status == DONE) & (tindak_lanjut["bukti"].fillna("") == ""), UNPROVEN)
    found = tindak_lanjut.assign(keadaan=state, hari=(due - today).dt.days.astype("Int64"))
    order = found["keadaan"].map({name: place for place, name in enumerate(STATES)})
    order = found.assign(urutan=order).sort_values(["urutan", "tenggat", "tindakan_id"], kind="stable")
    return order.drop(columns="urutan").reset_index(drop=True)
