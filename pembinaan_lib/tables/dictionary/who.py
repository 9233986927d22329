"""Who the ASN are and where they work; what a post asks of them."""

from __future__ import annotations

from pembinaan_lib.tables import choices
from pembinaan_lib.tables.columns import Table, angka, pilihan, tanggal, teks

NAMA = ("nama", "nama lengkap", "nama pegawai", "nama asn", "nama pns")
UNIT_KERJA = ("unit kerja", "unor nama", "unit organisasi", "unor", "nama unit kerja", "satuan kerja", "unit")
PERANGKAT_DAERAH = ("perangkat daerah", "unor induk nama", "unor induk", "opd", "skpd", "nama opd",
                    "perangkat daerah induk",
                    "satuan kerja induk nama", "instansi perangkat daerah")

PEGAWAI = Table(
    name="pegawai", stage="siapa", key=("pegawai_id",),
    columns=(
        teks("pegawai_id", required=True),
        pilihan("jenis_pegawai", choices.JENIS_PEGAWAI, "jenis pegawai nama", "jenis pegawai", "jenis asn",
                "status pegawai",
                "status kepegawaian", required=True),
        pilihan("kedudukan_hukum", choices.KEDUDUKAN_HUKUM, "kedudukan hukum nama", "kedudukan hukum", "kedudukan"),
        pilihan("jenis_kelamin", choices.JENIS_KELAMIN, "jenis kelamin", "jk", "l p", "kelamin", "gender"),
        angka("tahun_lahir", "bulat", "tahun lahir", minimum=1900, maximum=2100),
        teks("golongan", "gol akhir nama", "golongan", "gol", "pangkat golongan", "pangkat gol", "golongan ruang",
             "gol ruang",
             "pangkat golongan ruang"),
        pilihan("jenis_jabatan", choices.JENIS_JABATAN, "jenis jabatan nama", "jenis jabatan"),
        pilihan("jenjang", choices.JENJANG, "jenjang", "jenjang jabatan", "asn jenjang jabatan", "level jabatan",
                "eselon"),
        teks("jabatan", "jabatan nama", "jabatan", "nama jabatan", "jabatan asn"),
        teks("perangkat_daerah", *PERANGKAT_DAERAH),
        teks("unit_kerja", *UNIT_KERJA, required=True),
        teks("urusan", "urusan", "urusan pemerintahan", "bidang urusan"),
        pilihan("pendidikan", choices.PENDIDIKAN, "tingkat pendidikan nama", "tingkat pendidikan",
                "tk pendidikan terakhir",
                "pendidikan terakhir", "pendidikan", "jenjang pendidikan"),
        tanggal("tmt_cpns", "tmt cpns", "tmt pengangkatan", "mulai bekerja", "tmt masuk"),
        tanggal("tmt_jabatan", "tmt jabatan", "tmt jab"),
        tanggal("tanggal_pensiun", "tmt pensiun", "tanggal pensiun", "tgl pensiun"),
        tanggal("akhir_kontrak", "akhir kontrak", "tanggal akhir kontrak", "masa kontrak berakhir",
                "akhir perjanjian kerja"),
    ),
    helpers=(
        teks("nama", *NAMA, required=True),
        tanggal("tanggal_lahir", "tanggal lahir", "tgl lahir", "tgl lhr"),
        pilihan("status_cpns", choices.STATUS_CPNS, "status cpns pns"),
        teks("instansi_kerja", "instansi kerja nama", "instansi kerja", "instansi"),
    ),
)
DITUJU = Table(
    name="jabatan_dituju", stage="siapa", key=("pegawai_id",),
    columns=(
        teks("pegawai_id", required=True),
        pilihan("jenjang_dituju", choices.JENJANG, "jenjang dituju", "jenjang jabatan dituju",
                "jenjang yang dituju", "jenjang jabatan target", required=True),
        teks("jabatan_dituju", "jabatan dituju", "nama jabatan dituju", "jabatan yang dituju", "jabatan target"),
        teks("urusan_dituju", "urusan dituju", "urusan jabatan dituju"),
    ),
    helpers=(teks("nama", *NAMA),),
)
POTENSI = Table(
    name="potensi", stage="siapa", key=("pegawai_id", "tanggal"),
    columns=(
        teks("pegawai_id", required=True),
        tanggal("tanggal", "tanggal", "tanggal asesmen", "tanggal penilaian", "tgl asesmen", required=True),
        angka("nilai_potensi", "desimal", "nilai potensi", "skor potensi", "potensi", maximum=100),
        pilihan("potensial", choices.POTENSIAL, "potensial", "kategori potensi", "tingkat potensi",
                "kategori potensial"),
    ),
    helpers=(teks("nama", *NAMA),),
)
UNIT = Table(
    name="unit_kerja", stage="siapa", key=("unit_kerja", "berlaku_dari"),
    columns=(
        teks("unit_kerja", *UNIT_KERJA, required=True),
        teks("perangkat_daerah", *PERANGKAT_DAERAH, required=True),
        teks("jenis", "jenis", "jenis unit", "jenis unit kerja"),
        teks("lokasi", "lokasi", "alamat", "kecamatan"),
        teks("layanan", "layanan", "nama layanan", "layanan utama"),
        teks("urusan", "urusan", "urusan pemerintahan", "bidang urusan"),
        angka("minimal_bertugas", "bulat", "minimal bertugas", "minimal petugas", "jumlah minimal bertugas",
              unit="orang"),
        tanggal("berlaku_dari", "berlaku dari", "berlaku mulai", "mulai berlaku", "tmt unit"),
        tanggal("berlaku_sampai", "berlaku sampai", "berakhir", "sampai dengan"),
        teks("penerus", "penerus", "unit penerus", "digabung ke", "menjadi unit", "unit baru"),
    ),
)
KOMPETENSI = Table(
    name="kompetensi", stage="rujukan", key=("kompetensi",),
    columns=(
        teks("kompetensi", "kompetensi", "nama kompetensi", required=True),
        pilihan("jenis", choices.JENIS_KOMPETENSI, "jenis", "jenis kompetensi", required=True),
        teks("urusan", "urusan"),
        teks("definisi", "definisi", "pengertian", "definisi kompetensi"),
        teks("sumber", "sumber"),
        pilihan("status", choices.STATUS_DATA, "status"),
    ),
)
STANDAR = Table(
    name="standar_kompetensi", stage="siapa", key=("jenjang", "urusan", "kompetensi"),
    columns=(
        pilihan("jenjang", choices.JENJANG, "jenjang", "jenjang jabatan"),
        teks("urusan", "urusan"),
        teks("kompetensi", "kompetensi", "nama kompetensi", required=True),
        angka("level", "desimal", "level", "level standar", "standar", "level kompetensi", required=True, maximum=5),
        pilihan("status", choices.STATUS_DATA, "status", default="kebijakan_daerah"),
        teks("sumber", "sumber"),
    ),
)
URUSAN = Table(
    name="urusan_perangkat_daerah", stage="rujukan", key=("kata_kunci",), importable=False,
    columns=(
        teks("kata_kunci", "kata kunci", required=True),
        teks("urusan", "urusan", required=True),
        teks("sumber", "sumber"),
    ),
)
TABLES = (PEGAWAI, UNIT, DITUJU, POTENSI, KOMPETENSI, STANDAR, URUSAN)
