"""Field names of SIASN's exports and of recaps beside those of the dictionary, all in the plain form.

They are the names of the web service (``nip_baru``, ``jumlahJam``) and, in capitals, of the portal's Excel.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pembinaan_lib.tables.spelling import plain

#: Table → header → column, where the dictionary of a planner's words has no such header.
EXTRA: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "pegawai": {"gol ruang akhir": "golongan", "kedudukan pns nama": "kedudukan_hukum"},
    "disiplin": {"jenis tingkat hukuman id": "tingkat", "jenis tingkat hukuman nama": "tingkat",
                 "jenis tingkat hukuman": "tingkat"},
})
#: Fields that no table keeps: none of them is ever taken for a similar one.
NOT_KEPT = frozenset(map(plain, """
no|nomor urut|nip lama|gelar depan|gelar belakang|tempat lahir|tempat lahir nama|agama|agama nama|jenis kawin nama|nik|
nomor hp|email|email gov|alamat|npwp|npwp nomor|bpjs|nomor sk cpns|tanggal sk cpns|nomor sk pns|tanggal sk pns|tmt pns|
gol awal nama|tmt golongan|mk tahun|mk bulan|tahun lulus|pendidikan nama|pendidikan terakhir nama|tmt gol akhir|no hp|kpkn nama|lokasi kerja nama|
instansi induk nama|satuan kerja kerja nama|total|jpm proyeksi|saran pengembangan|rata rata|keterangan|kelas jabatan|
eselon level|bup pensiun|tahun kursus|masa tahun|masa bulan|jenis kursus sertifikat|jenis hukuman nama|
alasan hukuman disiplin nama|nomor pp|hasil kinerja nilai|perilaku kerja nilai|sk nomor|sk tanggal|
pejabat penilai|nama penilai|nip penilai|jabatan penilai|unor penilai|golongan penilai|nip nrp penilai|penilai nip nrp|penilai unor nama|status penilai|kuadran kinerja nilai|id|
penilai nip|penilai nama|penilai jabatan|penilai unor|penilai golongan
""".replace("\n", "").split("|")))
#: Fields that are not kept but complete another.
COMPLETING = frozenset({"tahun kursus", "masa tahun", "masa bulan"})


def not_kept(header: str) -> bool:
    """Whether a header (in the plain form) is a field of an export that no table keeps, such as any ``…_id``."""
    return header in NOT_KEPT or header.endswith(" id")
