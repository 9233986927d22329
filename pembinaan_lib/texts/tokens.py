"""Words of Indonesian messages as people type them: without markup, addresses and numbers, in one spelling, by stem.

Splitting, spelling of chats and courtesy are ours; stop words are those of stopwordsiso, stems those of Snowball.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import snowballstemmer
import stopwordsiso

#: What matters in a message is said before this many characters; a pasted file does not become a topic.
LONGEST = 5_000
_SHORTEST_WORD, _LONGEST_WORD = 3, 30
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]{1,500}>", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>)]+|\S+@\S+|[@#]\w+")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?:;\n]+")
_LENGTHENED = re.compile(r"(.)\1{2,}")
_HONORIFIC = frozenset("pak bapak bu ibu sdr sdri saudara saudari mas mbak bang kak dr drg bernama".split())
# Chat spellings of words and of stems; an abbreviation of two words becomes both.
_SPELLING = {
    "yg": "yang", "dg": "dengan", "dgn": "dengan", "utk": "untuk", "tdk": "tidak", "gak": "tidak", "ga": "tidak",
    "nggak": "tidak", "enggak": "tidak", "ngga": "tidak", "tak": "tidak", "blm": "belum", "sdh": "sudah",
    "udah": "sudah", "udh": "sudah", "krn": "karena", "karna": "karena", "jg": "juga", "aja": "saja", "aj": "saja", "sy": "saya",
    "bgt": "sangat", "banget": "sangat", "org": "orang", "tp": "tapi", "tpi": "tapi", "kmrn": "kemarin", "lg": "lagi",
    "pdhl": "padahal", "jgn": "jangan", "bs": "bisa", "dpt": "dapat", "hrs": "harus", "klo": "kalau", "kalo": "kalau",
    "gmn": "bagaimana", "gimana": "bagaimana", "knp": "kenapa", "skrg": "sekarang", "dlm": "dalam", "pd": "pada",
    "sm": "sama", "bpk": "bapak", "kk": "kartu keluarga", "wc": "toilet",
    "ac": "pendingin", "hp": "ponsel", "wa": "whatsapp", "antri": "antre", "antrian": "antrean", "ngantri": "antre",
    "mengantri": "antre", "apk": "aplikasi", "app": "aplikasi", "web": "situs", "website": "situs", "eror": "error",
}
# Courtesy and talk around the matter; stopwordsiso has the grammar.
_COURTESY = frozenset(
    "mohon tolong terima kasih terimakasih makasih trims pak bapak ibu min admin selamat pagi siang sore malam yth "
    "hormat semoga harap harapan mas mbak kak bang nih sih nya dong kok deh yah gitu assalamualaikum wassalam salam "
    "sangat sekali bisa kalau kenapa sudah belum tidak jangan".split(),
)
# Stop words elsewhere, but what citizens speak about here.
_MATTER = frozenset({"lama", "waktu", "cepat", "jelas", "tanya", "jawab"})


@dataclass(frozen=True)
class Stemmed:
    """Texts as stems.

    Parameters
    ----------
    stems : tuple of tuple of str
        The stems of each text, in the order of its words; empty where nothing is left.
    shown : dict
        Each stem's most frequent spelling in these texts, for people to read.
    names : frozenset of str
        Stems that are written like names of people or places, which nobody should be shown.
    """

    stems: tuple[tuple[str, ...], ...]
    shown: dict[str, str]
    names: frozenset[str]


def stemmed(texts: Iterable[str | None], *, leave_out: Collection[str] = ()) -> Stemmed:
    """Texts as stems, with the spelling to show for each.

    Parameters
    ----------
    texts : iterable of str
        Messages as they came: markup, addresses, emoji and numbers are left out; missing ones have no words.
    leave_out : collection of str
        Words that are never read, in small letters, also with an ending: those of people's names.

    Returns
    -------
    Stemmed
        Aligned with `texts`. The same texts in another order give the same spellings.
    """
    # One stemmer per call: it keeps the word it works on, so two threads must not share it.
    snowball = snowballstemmer.stemmer("indonesian")

    @cache
    def stem(word: str) -> str:
        root = snowball.stemWord(word)
        return _SPELLING.get(root, root).split()[0]

    plain = [plain_text(text) for text in texts]
    unread = _by_stem(leave_out, stem)
    found, spellings = [], Counter()
    for text in plain:
        kept = [(stem(word), word) for word in words_of(text)]
        kept = [(root, word) for root, word in kept if _is_matter(root, word) and not _is_left_out(root, word, unread)]
        found.append(tuple(root for root, _ in kept))
        spellings.update(kept)
    shown: dict[str, str] = {}
    for (root, word), _ in sorted(spellings.items(), key=lambda item: (-item[1], item[0])):
        shown.setdefault(root, word)
    return Stemmed(tuple(found), shown, frozenset(map(stem, _names(plain))))


def plain_text(text: str | None) -> str:
    """The sentence a person wrote: no markup, address or hashtag; at most :data:`LONGEST` characters."""
    if not isinstance(text, str):
        return ""
    readable = unicodedata.normalize("NFKC", html.unescape(text[:LONGEST]))
    return _ADDRESS.sub(" ", _MARKUP.sub(" ", readable)).strip()


def words_of(text: str) -> list[str]:
    """The words of a plain text in small letters and one spelling, in their order."""
    return [word for raw in _WORD.findall(text.casefold()) for word in _spelled(raw)]


def _spelled(raw: str) -> Sequence[str]:
    word = _LENGTHENED.sub(r"\1", raw)
    return _SPELLING.get(word, word).split()


def _is_matter(root: str, word: str) -> bool:
    if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD:
        return False
    return root in _MATTER or word not in _stop_words() and root not in _stop_words()


def _by_stem(words: Collection[str], stem: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    """Words by their stem and, since a prefix may stand before one, by themselves."""
    found: dict[str, set[str]] = {}
    for word in {spelled for given in words for spelled in words_of(given)}:
        found.setdefault(stem(word), set()).add(word)
        found.setdefault(word, set()).add("")
    return {root: tuple(sorted(beginnings)) for root, beginnings in found.items()}


def _is_left_out(root: str, word: str, unread: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether it is such a word, or one with an ending; *jalan* is not left out for somebody called Jalani."""
    return any(word.startswith(beginning) for beginning in unread.get(root, ()))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(stopwordsiso.stopwords(["id", "en"])) | _COURTESY


def _names(texts: Iterable[str]) -> set[str]:
    """Words that stand mostly after an honorific, or with a capital inside a sentence; then the capitals after them."""
    marked, seen = Counter(), Counter()
    for text in texts:
        for sentence in _SENTENCE.split(text):
            words, name = _WORD.findall(sentence), False
            for before, word in zip(words, words[1:], strict=False):
                begins = word.istitle() and not before.istitle() or before.casefold() in _HONORIFIC
                name = begins or name and word.istitle()
                marked[word.casefold()] += name
                seen[word.casefold()] += not word.isupper()
    return {word for word, times in marked.items() if times and 2 * times > seen[word]}
