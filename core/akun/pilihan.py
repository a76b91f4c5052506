"""Option lists of the citizen's own data. The wording is that of the population register (Permendagri 109/2019)."""

from django.utils.translation import gettext_lazy as _

Pilihan = list[tuple[str, str]]


def _sama(*nilai: str) -> Pilihan:
    """Options stored as the words people read on their KTP."""
    return [(teks, teks) for teks in nilai]


JENIS_KELAMIN = _sama("Laki-laki", "Perempuan")
GOLONGAN_DARAH = _sama("A", "B", "AB", "O", "A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-", "Tidak tahu")
AGAMA = _sama("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Khonghucu", "Kepercayaan terhadap Tuhan YME")
STATUS_KAWIN = _sama("Belum kawin", "Kawin", "Cerai hidup", "Cerai mati")
KEWARGANEGARAAN = _sama("WNI", "WNA")
PENDIDIKAN = _sama(
    "Tidak/belum sekolah",
    "Belum tamat SD/sederajat",
    "Tamat SD/sederajat",
    "SLTP/sederajat",
    "SLTA/sederajat",
    "Diploma I/II",
    "Akademi/Diploma III/Sarjana muda",
    "Diploma IV/Strata I",
    "Strata II",
    "Strata III",
)
PEKERJAAN = _sama(
    "Belum/tidak bekerja",
    "Mengurus rumah tangga",
    "Pelajar/mahasiswa",
    "Pensiunan",
    "Pegawai negeri sipil",
    "Tentara Nasional Indonesia",
    "Kepolisian RI",
    "Perdagangan",
    "Petani/pekebun",
    "Peternak",
    "Nelayan/perikanan",
    "Industri",
    "Konstruksi",
    "Transportasi",
    "Karyawan swasta",
    "Karyawan BUMN",
    "Karyawan BUMD",
    "Karyawan honorer",
    "Buruh harian lepas",
    "Buruh tani/perkebunan",
    "Buruh nelayan/perikanan",
    "Buruh peternakan",
    "Pembantu rumah tangga",
    "Tukang cukur",
    "Tukang listrik",
    "Tukang batu",
    "Tukang kayu",
    "Tukang sol sepatu",
    "Tukang las/pandai besi",
    "Tukang jahit",
    "Tukang gigi",
    "Penata rias",
    "Penata busana",
    "Penata rambut",
    "Mekanik",
    "Seniman",
    "Tabib",
    "Paraji",
    "Perancang busana",
    "Penterjemah",
    "Imam masjid",
    "Pendeta",
    "Pastor",
    "Wartawan",
    "Ustadz/mubaligh",
    "Juru masak",
    "Promotor acara",
    "Anggota DPR RI",
    "Anggota DPD",
    "Anggota BPK",
    "Presiden",
    "Wakil presiden",
    "Anggota Mahkamah Konstitusi",
    "Anggota kabinet/kementerian",
    "Duta besar",
    "Gubernur",
    "Wakil gubernur",
    "Bupati",
    "Wakil bupati",
    "Wali kota",
    "Wakil wali kota",
    "Anggota DPRD provinsi",
    "Anggota DPRD kabupaten/kota",
    "Dosen",
    "Guru",
    "Pilot",
    "Pengacara",
    "Notaris",
    "Arsitek",
    "Akuntan",
    "Konsultan",
    "Dokter",
    "Bidan",
    "Perawat",
    "Apoteker",
    "Psikiater/psikolog",
    "Penyiar televisi",
    "Penyiar radio",
    "Pelaut",
    "Peneliti",
    "Sopir",
    "Pialang",
    "Paranormal",
    "Pedagang",
    "Perangkat desa",
    "Kepala desa",
    "Biarawati",
    "Wiraswasta",
    "Lainnya",
)

MENUNGGU, TERVERIFIKASI, DITOLAK = "menunggu", "terverifikasi", "ditolak"
STATUS_WARGA = [
    (MENUNGGU, _("Menunggu diperiksa petugas desa")),
    (TERVERIFIKASI, _("Sudah diperiksa petugas desa")),
    (DITOLAK, _("Ditolak")),
]
