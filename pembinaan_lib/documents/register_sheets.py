"""The sheets of the register's Excel workbook and the formulas that tie them together.

Cells are addressed when they are written: each need knows the rows of its own evidence, so that no formula searches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pembinaan_lib import words
from pembinaan_lib.packed import writable

HEAD = 4
"""Row of the column heads (from 0) on every sheet but the first."""
TOLD, SILENT = "bukti", "tidak disebut"
LONGEST = 32_767
LINE_POINTS, LINE_LETTERS = 15, 105
"""Height of a line, and how many letters of a sentence fit into one: not every program finds them itself."""
_STARTS_FORMULA = tuple("=+-@\t\r")
_NUMBERS = {"_rasio": "share", "_rp": "money", "_jp": "count", "nilai": "fine", "prioritas": "fine"}
_CODES = ("penyebab", "status", "alasan_bukti", "bukti", "alasan", "pendekatan", "dimensi", "cara", "pembatas")
Need = tuple[str, str]


@dataclass
class Book:
    """The workbook being written: its looks, the names of its sheets, and what stands above each."""

    paper: Workbook
    title: str
    notice: str
    meta: Mapping[str, Any]
    names: dict[str, str] = field(default_factory=dict)
    looks: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The few looks that all sheets share."""
        made = {
            "title": {"bold": True, "font_size": 14, "font_color": "#0B6E77"}, "strong": {"bold": True},
            "notice": {"font_color": "#8A5200"}, "note": {"font_color": "#52606D"}, "wrap": {"text_wrap": True, "valign": "top"},
            "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}, "text": {"valign": "top"},
            "quoted": {"valign": "top", "quote_prefix": True}, "fine": {"num_format": "0.0000"},
            "share": {"num_format": "0%"}, "count": {"num_format": "#,##0"}, "money": {"num_format": "#,##0"},
            "input": {"num_format": "0.00", "bg_color": "#E3F1F2", "border": 1, "border_color": "#0B6E77"},
            "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        }
        self.looks = {name: self.paper.add_format(look) for name, look in made.items()}

    def sheet(self, name: str) -> Worksheet:
        """A new sheet with title and notice on top; A4 on its side, as wide as the paper."""
        self.names[name] = words.text(f"documents.register.sheet.{name}")
        page = self.paper.add_worksheet(self.names[name])
        page.write_string(0, 0, self.title, self.looks["title"])
        page.write_string(1, 0, self.notice, self.looks["notice"])
        if name != "baca":
            page.write_string(2, 0, words.text(f"documents.register.about.{name}"), self.looks["note"])
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&R&P / &N")
        return page

    def lines(self, page: Worksheet, said: Sequence[str], *, start: int) -> int:
        """Write one line per row; the next free row."""
        for at, line in enumerate(said, start=start):
            page.set_row(at, LINE_POINTS * max(1, -(-len(line) // LINE_LETTERS)))
            page.write_string(at, 0, line, self.looks["wrap"])
        return start + len(said)

    def heads(self, page: Worksheet, names: Sequence[str], *, widths: Sequence[int], at: int = HEAD) -> None:
        """Column heads; those of the table stay in sight and are repeated in print."""
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            page.write_string(at, column, name, self.looks["head"])
            page.set_column(column, column, width)
        tallest = max(-(-len(name) // (width - 2)) for name, width in zip(names, widths, strict=True))
        page.set_row(at, LINE_POINTS * (tallest + 1))
        page.freeze_panes(at + 1, 0)
        page.repeat_rows(at)

    def cell(self, page: Worksheet, at: tuple[int, int], value: Any, look: str = "text") -> None:
        """One value; text that a later edit could turn into a formula is marked as text for good."""
        if value is None or pd.isna(value):
            return
        if isinstance(value, pd.Timestamp):
            page.write_datetime(*at, value.to_pydatetime(), self.looks["date"])
        elif isinstance(value, bool):
            page.write_string(*at, words.text(f"documents.register.{'yes' if value else 'no'}"))
        elif isinstance(value, int | float):
            page.write_number(*at, value, self.looks[look])
        else:
            text = writable(str(value))[:LONGEST]
            page.write_string(*at, text, self.looks["quoted" if text.startswith(_STARTS_FORMULA) else "text"])

    def ref(self, sheet: str, row: int, column: int) -> str:
        """An absolute reference to a cell of another sheet."""
        return f"'{self.names[sheet]}'!${xl_col_to_name(column)}${row + 1}"


@dataclass(frozen=True)
class Weights:
    """Where the weights sheet keeps what belongs to each source."""

    row: Mapping[str, int]
    total: str
    bands: tuple[str, str]
    given: int = 1
    share: int = 2
    mean: int = 3
    used: int = 4
    bounds: int = 6


def source_name(source: str) -> str:
    """A source of evidence in words."""
    return words.text(f"documents.bukti.{source}")


def told(column: str, value: Any) -> Any:
    """A code in words where the catalogues know it; a list of sources too."""
    if not isinstance(value, str):
        return value
    if column in ("mendukung", "tidak_mendukung"):
        return ", ".join(source_name(one) for one in value.split(", ") if one)
    key = f"documents.{column}.{value.replace(' ', '_')}"
    return words.text(key) if column in _CODES and words.has(key) else value


def weights_sheet(book: Book, rinci: pd.DataFrame) -> Weights:
    """The weights that may be changed, the average of each source, and the numbers of the rules."""
    page, bounds = book.sheet("bobot"), book.meta["keyakinan_bukti"]
    given = {source: float(weight) for source, weight in book.meta["bobot"].items()}
    names = ("bukti", "bobot_diberi", "bobot_bagian", "rata_rata", "bobot_dipakai", "bobot_rata", "cakupan_penuh",
             "jumlah_penuh", "umur_penuh", "umur_habis", "tanpa_tanggal")
    book.heads(page, [words.text(f"documents.kolom.{name}") for name in names], widths=[34, *[13] * 10])
    rows = {source: HEAD + 1 + at for at, source in enumerate(bounds)}
    first, last = HEAD + 2, HEAD + 1 + len(rows)
    means = f"D${first}:D${last}"
    known = rinci.drop_duplicates("bukti").set_index("bukti")
    places, whole = evidence_places(rinci), sum(given.values())
    for source, row in rows.items():
        share = given.get(source, 0) / whole if whole else 0.0
        has = source in known.index
        mean, used = (float(known.loc[source, name]) if has else 0.0 for name in ("rata_rata", "bobot"))
        number = row + 1
        page.write_string(row, 0, source_name(source))
        page.write_number(row, 1, given.get(source, 0), book.looks["input"])
        page.write_formula(row, 2, f"=IFERROR(B{number}/SUM(B${first}:B${last}),0)", book.looks["fine"], share)
        page.write_formula(row, 3, _mean(book, places.get(source)), book.looks["fine"], mean if has else "")
        page.write_formula(
            row, 4, f"=IFERROR(IF(ISNUMBER(D{number}),C{number},0)/SUMPRODUCT(ISNUMBER({means})*C${first}:C${last}),0)",
            book.looks["fine"], used)
        page.write_formula(row, 5, f"=E{number}*N(D{number})", book.looks["fine"], used * mean)
        for column, value in enumerate(bounds[source].values(), start=6):
            page.write_number(row, column, float(value))
    page.write_string(last, 0, words.text("documents.register.total"), book.looks["strong"])
    unknown = float((known["bobot"] * known["rata_rata"]).sum()) if len(known) else 0.0
    for column, value in ((1, whole), (2, 1.0 if whole else 0.0), (4, float(known["bobot"].sum())), (5, unknown)):
        letter = xl_col_to_name(column)
        page.write_formula(last, column, f"=SUM({letter}{first}:{letter}{last})", book.looks["fine"], value)
    return Weights(rows, book.ref("bobot", last, 5), _bands(book, page, start=last + 3))


def _mean(book: Book, place: tuple[int, int] | None) -> str:
    """The average of a source over what counts at all."""
    if place is None:
        return '=""'
    name, (first, last) = words.text("documents.register.sheet.bukti"), place
    value, trust = (f"'{name}'!${letter}${first + 1}:${letter}${last + 1}" for letter in ("E", "I"))
    return f'=IFERROR(AVERAGEIF({trust},">0",{value}),"")'


def _bands(book: Book, page: Worksheet, *, start: int) -> tuple[str, str]:
    """The bands of confidence; the ranges of their lower ends and of their labels."""
    page.write_string(start, 0, words.text("documents.register.bands"), book.looks["head"])
    page.write_string(start, 1, words.text("documents.register.from"), book.looks["head"])
    bands = book.meta["keyakinan"]
    for at, (label, low) in enumerate(bands, start=start + 1):
        page.write_string(at, 0, told("keyakinan_label", label))
        page.write_number(at, 1, low)
    name, last = book.names["bobot"], start + 1 + len(bands)
    return f"'{name}'!$B${start + 2}:$B${last}", f"'{name}'!$A${start + 2}:$A${last}"


def _sorted(rinci: pd.DataFrame) -> pd.DataFrame:
    """What counts, by source and unit, what was said before what was only left unsaid."""
    known = rinci[rinci["cara"].isin([TOLD, SILENT])]
    order = {source: at for at, source in enumerate(dict.fromkeys(rinci["bukti"]))}
    known = known.assign(_urutan=known["bukti"].map(order))
    return known.sort_values(["_urutan", "perangkat_daerah", "cara", "kompetensi"], kind="stable", ignore_index=True)


def evidence_places(rinci: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """First and last row (from 0) of each source on the evidence sheet."""
    known = _sorted(rinci)
    return {source: (HEAD + 1 + int(rows[0]), HEAD + 1 + int(rows[-1]))
            for source, rows in known.groupby("bukti", sort=False).indices.items()}


def evidence_sheet(book: Book, rinci: pd.DataFrame, weights: Weights) -> dict[Need, dict[str, tuple[int, bool]]]:
    """Every piece of evidence with how far it counts; where each need's evidence stands, and whether it was said."""
    page, known = book.sheet("bukti"), _sorted(rinci)
    names = ("bukti", "perangkat_daerah", "kompetensi", "cara", "nilai", "cakupan_rasio", "jumlah", "umur_hari",
             "keyakinan_bukti", "bobot_dipakai", "kontribusi", "nilai_dihitung", "pembatas")
    book.heads(page, [words.text(f"documents.kolom.{name}") for name in names],
               widths=[30, 44, 34, 14, 10, 10, 10, 10, 12, 12, 12, 12, 14])
    places: dict[Need, dict[str, tuple[int, bool]]] = {}
    reach: dict[tuple[str, str], list[int]] = {}
    for row, one in enumerate(known.to_dict("records"), start=HEAD + 1):
        source, said = one["bukti"], one["cara"] == TOLD
        places.setdefault((one["perangkat_daerah"], one["kompetensi"]), {})[source] = (row, said)
        if said:
            reach.setdefault((source, one["perangkat_daerah"]), []).append(row)
        for column, name in enumerate(names[:8]):
            look = {"cakupan_rasio": "share", "nilai": "fine"}.get(name, "text")
            book.cell(page, (row, column), source_name(source) if name == "bukti" else told(name, one[name]), look)
        said_rows = reach.get((source, one["perangkat_daerah"]), [row])
        formula = _trust(book, row, weights.row[source]) if said else f"=MAX(I{said_rows[0] + 1}:I{said_rows[-1] + 1})"
        number, at = row + 1, weights.row[source]
        used, mean = (book.ref("bobot", at, column) for column in (weights.used, weights.mean))
        page.write_formula(row, 8, formula, book.looks["fine"], one["keyakinan_bukti"])
        page.write_formula(row, 9, f"={used}", book.looks["fine"], one["bobot"])
        page.write_formula(row, 10, f"=J{number}*I{number}*E{number}", book.looks["fine"], one["kontribusi"])
        counted = f"=I{number}*E{number}+(1-I{number})*{mean}"
        page.write_formula(row, 11, counted, book.looks["fine"], one["nilai_dihitung"])
        book.cell(page, (row, 12), told("pembatas", one["pembatas"]))
    page.autofilter(HEAD, 0, HEAD + max(len(known), 1), len(names) - 1)
    return places


def _trust(book: Book, row: int, source_row: int) -> str:
    """The weakest of coverage, number and age; what is not known limits nothing, an unknown age as the rule says."""
    full, many, young, old, undated = (book.ref("bobot", source_row, column) for column in range(6, 11))
    number = row + 1
    return (
        f'=MAX(0,MIN(1,IF(F{number}="",1,F{number}/{full}),IF(G{number}="",1,G{number}/{many}),'
        f'IF(H{number}="",{undated},({old}-H{number})/MAX(1,{old}-{young}))))'
    )


_LEADING = ("peringkat", "perangkat_daerah", "kompetensi", "jumlah_asn", "dinilai", "cakupan_rasio", "orang_di_bawah",
            "prioritas")
_CLOSING = ("belum_diketahui", "jumlah_bukti", "beda_sumber", "keyakinan", "keyakinan_label", "umur_hari", "penyebab",
            "bukti_penyebab", "ke_rancangan", "prioritas_buku", "peringkat_buku", "selisih")
_LEADING_WIDE, _CLOSING_WIDE = (10, 44, 34, 9, 9, 10, 10, 11), (12, 12, 12, 12, 12, 10, 14, 30, 11, 12, 11, 14)


def register_sheet(
    book: Book, register: pd.DataFrame, *, weights: Weights, evidence: Mapping[Need, Mapping[str, tuple[int, bool]]]
) -> str:
    """Every need in the order of the register, its figures as formulas; the formula of the largest difference."""
    page, sources = book.sheet("register"), list(weights.row)
    shares = [words.text("documents.register.part", source=source_name(one)) for one in sources]
    heads = [*(words.text(f"documents.kolom.{name}") for name in _LEADING), *shares,
             *(words.text(f"documents.kolom.{name}") for name in _CLOSING)]
    book.heads(page, heads, widths=[*_LEADING_WIDE, *[12] * len(sources), *_CLOSING_WIDE])
    first, last = HEAD + 2, HEAD + 1 + len(register)
    for row, need in enumerate(register.to_dict("records"), start=HEAD + 1):
        mine = evidence.get((need["perangkat_daerah"], need["kompetensi"]), {})
        _need(book, page, row, need, mine=mine, weights=weights, rows=(first, last))
    page.autofilter(HEAD, 0, max(last - 1, HEAD + 1), len(heads) - 1)
    page.freeze_panes(HEAD + 1, 3)
    if len(register):
        bar = {"type": "data_bar", "bar_color": "#7FB3B8", "bar_solid": True}
        page.conditional_format(first - 1, 7, last - 1, 7, bar)
    letter = xl_col_to_name(len(heads) - 1)
    spread = f"'{book.names['register']}'!${letter}${first}:${letter}${max(last, first)}"
    return f"=MAX(MAX({spread}),-MIN({spread}))"


def _need(
    book: Book, page: Worksheet, row: int, need: Mapping[str, Any], *, mine: Mapping[str, tuple[int, bool]],
    weights: Weights, rows: tuple[int, int],
) -> None:
    """One need: what is known of it as values, what follows from that as formulas."""
    cells = {source: _Cells.of(book, weights, source, place) for source, place in mine.items()}
    number, after = row + 1, 8 + len(weights.row)
    for column, name in enumerate(_LEADING[1:7], start=1):
        book.cell(page, (row, column), need[name], "share" if name == "cakupan_rasio" else "text")
    ties = f"COUNTIF(H${rows[0] - 1}:H{number - 1},H{number})"
    rank = f'=IF(H{number}="","",RANK(H{number},H${rows[0]}:H${rows[1]})+{ties})'
    _formula(book, page, (row, 0), rank, need["peringkat"], "count")
    _parts(book, page, row, need, cells=cells, weights=weights)
    _doubts(book, page, (row, after + 1), need, cells=cells, weights=weights)
    for at, name in enumerate(("umur_hari", "penyebab", "bukti_penyebab", "ke_rancangan"), start=after + 5):
        book.cell(page, (row, at), told(name, need.get(name)))
    book.cell(page, (row, after + 9), need["prioritas"], "fine")
    book.cell(page, (row, after + 10), need["peringkat"], "count")
    own = f"{xl_col_to_name(after + 9)}{number}"
    page.write_formula(row, after + 11, f'=IF(OR(H{number}="",{own}=""),0,H{number}-{own})', book.looks["fine"], 0.0)


def _parts(
    book: Book, page: Worksheet, row: int, need: Mapping[str, Any], *, cells: Mapping[str, _Cells], weights: Weights
) -> None:
    """The priority and the contributions it is made of; nothing where no evidence counts."""
    number, sources = row + 1, list(weights.row)
    start, end = (xl_col_to_name(column) for column in (8, 8 + len(sources)))
    none = f"({'+'.join(f'({one.trust}>0)*({one.weight}>0)' for one in cells.values() if one.said) or '0'})=0"
    total = f'=IF({none},"",ROUND(SUM({start}{number}:{end}{number}),10))'
    _formula(book, page, (row, 7), total, need["prioritas"], "fine")
    for column, source in enumerate(sources, start=8):
        if source in cells:
            part = f'=IF({none},"",{cells[source].known})'
            _formula(book, page, (row, column), part, need[f"kontribusi_{source}"], "fine")
    known = "".join(f"-{one.weight}*{one.trust}*N({one.mean})" for one in cells.values())
    rest = f'=IF({none},"",{weights.total}{known})'
    _formula(book, page, (row, 8 + len(sources)), rest, need["kontribusi_belum_diketahui"], "fine")


def _doubts(
    book: Book, page: Worksheet, at: tuple[int, int], need: Mapping[str, Any], *, cells: Mapping[str, _Cells],
    weights: Weights,
) -> None:
    """How many sources speak, how far they disagree, and how sure that leaves us."""
    row, first = at
    number, (count, apart, sure) = row + 1, (f"{xl_col_to_name(first + step)}{row + 1}" for step in range(3))
    # From 0 on: a lone comparison would be a truth, which no spreadsheet counts as a number.
    speaking = "+".join(["0", *(f"({one.trust}>0)" for one in cells.values() if one.said)])
    known = "+".join(f"{one.share}*{one.trust}" for one in cells.values()) or "0"
    band = f'=IF({sure}="","",LOOKUP(ROUND({sure},2),{weights.bands[0]},{weights.bands[1]}))'
    _formula(book, page, (row, first), f"={speaking}", need["jumlah_bukti"], "count")
    _formula(book, page, (row, first + 1), _apart(cells, count), need["beda_sumber"], "fine")
    trust = f'=IF(H{number}="","",MIN(1,{known})*(1-N({apart})))'
    _formula(book, page, (row, first + 2), trust, need["keyakinan"], "fine")
    _formula(book, page, (row, first + 3), band, told("keyakinan_label", need["keyakinan_label"]), "text")


@dataclass(frozen=True)
class _Cells:
    """The cells that one source gives to one need."""

    value: str
    trust: str
    weight: str
    share: str
    mean: str
    said: bool

    @property
    def known(self) -> str:
        """What the source contributes."""
        return f"{self.weight}*{self.trust}*{self.value}"

    @classmethod
    def of(cls, book: Book, weights: Weights, source: str, place: tuple[int, bool]) -> _Cells:
        """References to the evidence and to the weights of its source."""
        row, at = place[0], weights.row[source]
        columns = (weights.used, weights.share, weights.mean)
        return cls(book.ref("bukti", row, 4), book.ref("bukti", row, 8),
                   *(book.ref("bobot", at, column) for column in columns), said=place[1])


def _apart(cells: Mapping[str, _Cells], count: str) -> str:
    """The largest disagreement of two sources that said something."""
    said = [one for one in cells.values() if one.said]
    above = {one: f"({one.value}-N({one.mean}))" for one in said}
    pairs = [f"MIN({a.trust},{b.trust})*ABS({above[a]}-{above[b]})" for a, b in combinations(said, 2)]
    return f'=IF({count}<2,"",MIN(1,MAX({",".join(pairs)})))' if pairs else '=""'


def _formula(book: Book, page: Worksheet, at: tuple[int, int], formula: str, value: Any, look: str) -> None:
    """A formula with the workbook's own value beside it."""
    page.write_formula(*at, formula, book.looks[look], "" if value is None or pd.isna(value) else value)


def plain_sheet(book: Book, name: str, frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """A frame as it is, its codes in words."""
    page, kept = book.sheet(name), [one for one in columns if one in frame]
    shown = frame[kept].assign(**{
        column: [told(column, value) for value in frame[column]] for column in kept
        if column in (*_CODES, "mendukung", "tidak_mendukung")
    })
    book.heads(page, [words.text(f"documents.kolom.{one}") for one in kept], widths=[_width(shown[one]) for one in kept])
    looks = [next((look for end, look in _NUMBERS.items() if one.endswith(end)), "text") for one in kept]
    for row, values in enumerate(shown.itertuples(index=False, name=None), start=HEAD + 1):
        for column, value in enumerate(values):
            book.cell(page, (row, column), value, looks[column])
    page.autofilter(HEAD, 0, HEAD + max(len(shown), 1), len(kept) - 1)


def _width(column: pd.Series) -> int:
    longest = max((len(str(value)) for value in column.dropna()), default=0)
    return min(max(longest + 1, 11), 60) if not pd.api.types.is_datetime64_any_dtype(column) else 12
