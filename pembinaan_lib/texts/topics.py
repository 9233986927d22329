"""Groups of messages that speak about the same matter, each shown by its most typical words, never by a message.

Words weighted by how rare they are (TF-IDF), parts found by non-negative matrix factorisation (NMF) from a start
without chance. The same messages give the same groups, whatever their order and however many threads there are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pembinaan_lib.texts.tokens import stemmed

MOST_TOPICS = 12
#: A topic of fewer messages would be a story, not a topic: it bounds how many are tried.
MESSAGES_PER_TOPIC = 15
_LOOKED_AT = 1_000
_WORDS, _WORDS_IN_ID = 8, 3
_EVERYWHERE = 0.8
_DIGITS = 4


@dataclass(frozen=True)
class Grouping:
    """Messages and the topics found in them.

    Parameters
    ----------
    messages : DataFrame
        Index of the texts: ``topik_id`` (empty: no topic), ``kecocokan`` (0 to 1: share of the message that is about
        its topic, four digits).
    topics : DataFrame
        One row per topic, most messages first: ``topik_id`` (its typical stems), ``kata`` (typical words, the most
        typical first, with commas), ``jumlah`` (messages).
    readable : int
        Different messages with at least one word that counts.
    """

    messages: pd.DataFrame
    topics: pd.DataFrame
    readable: int


def topics(
    texts: pd.Series, *, count: int | None, seed: int, least: int, people: int, leave_out: Collection[str] = ()
) -> Grouping:
    """Group messages by what they are about.

    Parameters
    ----------
    texts : Series
        One message per element, as it came; may be missing.
    count : int, optional
        How many topics; taken as what the data allow where it is too large. Without it the data decide.
    seed : int
        For the start of the factorisation.
    least : int
        Fewer different messages than this are not grouped.
    people : int
        A word is used and shown only where at least so many different messages have it: a topic names nobody.
    leave_out : collection of str
        Words of known people's names: never read, used or shown.

    Returns
    -------
    Grouping
        Without topics where there are too few messages.

    Notes
    -----
    A message repeated word by word shapes the topics once and is counted as often as it came. Words written like names
    are left out. The default number is the first of 2, 3, … whose groups are further apart (silhouette, cosine) than
    those of the next number, at most :data:`MOST_TOPICS` and one per :data:`MESSAGES_PER_TOPIC` messages.
    ``topik_id`` is made of words, so a label given to a topic cannot slip to another one when messages are added.
    """
    told = stemmed(texts, leave_out=leave_out)
    kept = [tuple(root for root in roots if root not in told.names) for roots in told.stems]
    different = sorted({roots for roots in kept if roots})
    parts = _parts(different, count=count, seed=seed, people=people) if len(different) >= max(least, 2) else None
    if parts is None:
        return Grouping(_messages(texts, [""] * len(kept), [np.nan] * len(kept)), _topics([], [], []), len(different))
    shares, typical = parts
    ids = _ids(typical)
    place = dict(zip(different, zip(shares.argmax(axis=1), shares.max(axis=1), strict=True), strict=True))
    fits = [place.get(roots, (0, 0.0)) for roots in kept]
    found = _messages(texts, [ids[at] if fit else "" for at, fit in fits], [fit or np.nan for _, fit in fits])
    sizes = [int((found["topik_id"] == name).sum()) for name in ids]
    words = [", ".join(told.shown[root] for root in roots) for roots in typical]
    return Grouping(found, _topics(ids, words, sizes), len(different))


def _parts(
    different: list[tuple[str, ...]], *, count: int | None, seed: int, people: int
) -> tuple[np.ndarray, list[list[str]]] | None:
    """Share of each topic in each message, and the typical stems of each topic; None where no word is frequent."""
    # scikit-learn takes seconds to import; a plan without citizens' messages must not wait for it.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from threadpoolctl import threadpool_limits

    vectorizer = TfidfVectorizer(
        analyzer=_as_they_are, min_df=min(people, len(different)), max_df=_EVERYWHERE, sublinear_tf=True,
    )
    try:
        weights = vectorizer.fit_transform(different)
    except ValueError:  # no word is in enough messages: nothing that could be shown
        return None
    # Sums in another order end in another digit: one thread only, so that bytes do not depend on the machine's cores.
    with threadpool_limits(limits=1):
        number = _allowed(count, weights.shape) if count else _number(weights, seed)
        share, loading = _factors(weights, number, seed)
    names = vectorizer.get_feature_names_out()
    return share, [[str(names[at]) for at in _largest(row)] for row in loading]


def _as_they_are(roots: tuple[str, ...]) -> tuple[str, ...]:
    return roots


def _number(weights: Any, seed: int) -> int:
    """The first number of topics that the next one does not better."""
    from sklearn.metrics import silhouette_score

    most = _allowed(min(MOST_TOPICS, weights.shape[0] // MESSAGES_PER_TOPIC), weights.shape)
    looked = np.unique(np.linspace(0, weights.shape[0] - 1, _LOOKED_AT).astype(int))
    best, apart = min(2, most), -1.0
    for number in range(2, most + 1):
        groups = _factors(weights, number, seed)[0].argmax(axis=1)[looked]
        told_apart = 1 < len(set(groups)) < len(groups)
        score = silhouette_score(weights[looked], groups, metric="cosine") if told_apart else -1.0
        if round(score, _DIGITS) <= apart:
            break
        best, apart = number, round(score, _DIGITS)
    return best


def _allowed(count: int, shape: tuple[int, int]) -> int:
    return max(1, min(count, *shape))


def _factors(weights: Any, number: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.decomposition import NMF

    model = NMF(number, init="nndsvd", solver="cd", random_state=seed, tol=1e-3, max_iter=2_000)
    amounts = model.fit_transform(weights) * model.components_.sum(axis=1)
    total = amounts.sum(axis=1, keepdims=True)
    share = np.divide(amounts, total, out=np.zeros_like(amounts), where=total > 0)
    return share.round(_DIGITS), model.components_


def _largest(row: np.ndarray) -> list[int]:
    order = np.lexsort((np.arange(len(row)), -row.round(_DIGITS)))
    return [int(at) for at in order[:_WORDS] if row[at] > 0]


def _ids(typical: list[list[str]]) -> list[str]:
    """A name per topic from its first stems, with a number where two begin alike."""
    found: list[str] = []
    for roots in typical:
        name = "-".join(sorted(roots[:_WORDS_IN_ID]))
        found.append(name if name not in found else f"{name}-{len(found) + 1}")
    return found


def _messages(texts: pd.Series, ids: list[str], fits: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"topik_id": pd.Series(ids, index=texts.index, dtype="str"),
                         "kecocokan": pd.Series(fits, index=texts.index, dtype="float64")})


def _topics(ids: list[str], words: list[str], sizes: list[int]) -> pd.DataFrame:
    found = pd.DataFrame({
        "topik_id": pd.Series(ids, dtype="str"), "kata": pd.Series(words, dtype="str"),
        "jumlah": pd.Series(sizes, dtype="Int64"),
    })
    found = found[found["jumlah"] > 0].sort_values(["jumlah", "topik_id"], ascending=[False, True], kind="stable")
    return found.reset_index(drop=True)
