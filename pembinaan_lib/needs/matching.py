"""Which competency a free text means.

A name is meant where the text mentions its words, each of them, allowing for slips of the pen; not where the text is
merely similar as a whole: "Pelatihan pengelolaan arsip" is no wish for *Pengelolaan Keuangan Daerah*.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pembinaan_lib.needs.evidence import plain

SAME, ALIKE, MAYBE, UNKNOWN = "sama", "mirip", "mungkin", "tidak dikenali"
_SURE, _LIKELY, _LONG = 0.88, 0.6, 8
_SMALL = frozenset({
    "dan", "di", "ke", "dari", "yang", "pada", "untuk", "dengan", "bagi", "dalam", "oleh", "atau", "tentang", "secara",
})
_WORD = re.compile(r"[^\W_]+")
Numbers = np.ndarray[Any, np.dtype[np.float64]]


def named_competencies(texts: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """The competency that each row of texts means.

    Parameters
    ----------
    texts : DataFrame
        Columns in the order in which they are asked; the first that names a competency decides.
    names : Series
        Names of competencies.

    Returns
    -------
    DataFrame
        Index of `texts`: ``kompetensi`` (missing unless *sama* or *mirip*), ``saran_kompetensi`` (where *mungkin*),
        ``cara`` (*sama, mirip, mungkin, tidak dikenali*), ``kecocokan`` (0 to 1).

    Notes
    -----
    kecocokan = mean over the words of the name of the best likeness (normalised edit distance without replacement) to
    a word of the text; small words are left out, likeness below 0.8 counts half; 1 where the text has the whole name,
    however its words are joined ("kerjasama"). *mirip* from 0.88, *mungkin* from 0.6. Of names that fit equally the
    one with more words is meant; where two are left, it is only *mungkin*.
    """
    known = sorted(names.dropna().unique())
    found = [_column(texts[column], known) for column in texts.columns]
    best = found[0]
    for other in found[1:]:
        better = (best["cara"].map(_RANK) < other["cara"].map(_RANK)).to_numpy()
        best = pd.concat([best[~better], other[better]]).reindex(texts.index)
    kinds = dict.fromkeys(("kompetensi", "saran_kompetensi", "cara"), "str")
    return best.astype({**kinds, "kecocokan": "float64"})


_RANK = {UNKNOWN: 0, MAYBE: 1, ALIKE: 2, SAME: 3}


def _column(texts: pd.Series, known: list[str]) -> pd.DataFrame:
    codes, distinct = pd.factorize(plain(texts.fillna("")))
    exact = dict(zip(plain(pd.Series(known, dtype="str")), known, strict=True))
    fits = _fits([str(text) for text in distinct], known)
    rows = [
        (exact[text], None, SAME, 1.0) if text in exact else _meant(row, known)
        for text, row in zip(distinct, fits, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["kompetensi", "saran_kompetensi", "cara", "kecocokan"])
    return table.take(codes).set_axis(texts.index)


def _meant(fits: Numbers, known: list[str]) -> tuple[str | None, str | None, str, float]:
    best = float(fits.max(initial=0.0))
    if best < _LIKELY:
        return None, None, UNKNOWN, best
    longest = sorted(np.flatnonzero(fits >= best - 1e-9), key=lambda at: -len(_words(known[at])))
    alone = len(longest) == 1 or len(_words(known[longest[0]])) > len(_words(known[longest[1]]))
    name = known[longest[0]]
    return (name, None, ALIKE, best) if best >= _SURE and alone else (None, name, MAYBE, best)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _SMALL]


def _fits(texts: list[str], known: list[str]) -> Numbers:
    """How far each text (row) mentions each name (column)."""
    said = sorted({word for text in texts for word in _words(text)})
    asked = sorted({word for name in known for word in _words(name)})
    if not said or not asked:
        return np.zeros((len(texts), len(known)))
    like = process.cdist(asked, said, scorer=fuzz.ratio, dtype=np.float64) / 100
    like = np.where(like >= 0.8, like, like / 2)
    at, row = {word: place for place, word in enumerate(said)}, {word: place for place, word in enumerate(asked)}
    heard = np.array([like[:, [at[word] for word in _words(text)]].max(axis=1, initial=0.0) for text in texts])
    columns = [[row[word] for word in _words(name)] for name in known]
    mentioned = [heard[:, words].mean(axis=1) if words else np.zeros(len(texts)) for words in columns]
    joined = ["".join(_words(name)) for name in known]
    written = ["".join(_words(text)) for text in texts]
    together = [[len(name) >= _LONG and name in text for name in joined] for text in written]
    return np.where(together, 1.0, np.array(mentioned).T)
