"""Sample values for the component gallery (/pengembang/komponen/, only with DEMO): every component in every state."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone


class FormulirContoh(forms.Form):
    """Each kind of control once."""

    use_required_attribute = False
    nama = forms.CharField(
        label="Nama lengkap", help_text="Sesuai KTP.", error_messages={"required": "Isi nama lengkap"}
    )
    untuk = forms.ChoiceField(
        label="Untuk siapa surat ini?",
        choices=[("saya", "Saya sendiri"), ("anak", "Anak saya")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih untuk siapa surat ini"},
    )
    anak = forms.CharField(label="Nama anak", error_messages={"required": "Isi nama anak"})
    hari = forms.MultipleChoiceField(
        label="Hari yang diinginkan",
        choices=[("1", "Senin"), ("2", "Selasa")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    desa = forms.ChoiceField(label="Desa", choices=[("", "Pilih desa"), ("35.15.18.2001", "Pepelegi")], required=False)
    catatan = forms.CharField(label="Catatan", widget=forms.Textarea, required=False)
    setuju = forms.BooleanField(label="Saya menyatakan data ini benar", error_messages={"required": "Centang dulu"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anak"].jika = '{"untuk": ["=", "anak"]}'  # type: ignore[attr-defined]


def _unggahan() -> list[dict[str, Any]]:
    """Empty, wrong and uploaded."""
    ktp = SimpleNamespace(kode="ktp", label="Foto KTP", bantuan="Lembar utuh.", jenis=("gambar",), wajib=True)
    kk = SimpleNamespace(kode="kk", label="Kartu Keluarga", bantuan="", jenis=("gambar", "pdf"), wajib=True)
    surat = SimpleNamespace(kode="pengantar", label="Surat pengantar RT/RW", bantuan="", jenis=("pdf",), wajib=False)
    isi = SimpleNamespace(nama="surat-pengantar.pdf", ukuran=393_216, url="#", gambar=False, terkunci=False)
    return [
        {"u": ktp, "galat": "", "lampiran": None},
        {"u": kk, "galat": "Pilih foto Kartu Keluarga", "lampiran": None},
        {"u": surat, "galat": "", "lampiran": isi},
    ]


def _lini() -> list[dict[str, Any]]:
    kini = timezone.now()
    return [
        {"keadaan": "beres", "judul": "Permohonan diterima", "waktu": kini - timedelta(days=1)},
        {"keadaan": "beres", "judul": "Diperiksa petugas desa", "waktu": kini, "catatan": "Berkas lengkap."},
        {"keadaan": "kini", "judul": "Menunggu tanda tangan kepala desa", "waktu": kini},
        {"keadaan": "nanti", "judul": "Surat siap diunduh", "keterangan": "Perkiraan besok", "ikon": "unduh"},
    ]


def _layanan() -> dict[str, Any]:
    """What a service page is made of."""
    kartu = {
        "nama": "Surat Keterangan Usaha",
        "ringkasan": "Bukti bahwa Anda berusaha.",
        "ikon": "usaha",
        "alamat": "#",
    }
    return {
        "fakta": [
            {"ikon": "jam", "judul": "Waktu", "isi": "1 hari kerja", "kecil": "setelah lengkap"},
            {"ikon": "koin", "judul": "Biaya", "isi": "Gratis"},
        ],
        "syarat": [{"ikon": "ktp", "judul": "Foto KTP", "teks": "Lembar utuh.", "lencana": "Bila ada"}],
        "langkah": [
            {"judul": "Isi permohonan", "teks": "Kira-kira 10 menit."},
            {"judul": "Unduh surat", "teks": "Sah."},
        ],
        "kartu": [
            {**kartu, "waktu": "1 hari kerja", "biaya": "Gratis", "tempat": "Desa"},
            {**kartu, "nama": "Layanan yang ditutup", "tutup": True},
        ],
        "lipat": [{"judul": "Dasar hukum", "isi": "Undang-Undang."}, {"judul": "Pengaduan", "isi": "Ke kantor."}],
        "tugas": [
            {"judul": "Data almarhum", "alamat": "#", "keadaan": "selesai"},
            {"judul": "Ahli waris", "alamat": "#", "keadaan": "sedang", "keterangan": "2 dari 3 orang"},
            {"judul": "Berkas", "alamat": "#", "keadaan": "belum"},
        ],
    }


def contoh() -> dict[str, Any]:
    """Context of the gallery."""
    baris = [{"nama": "n", "label": "Nama", "teks": "Siti Rahayu"}, {"nama": "k", "label": "Keperluan", "teks": ""}]
    return {
        **_layanan(),
        "form": FormulirContoh(),
        "form_galat": FormulirContoh({}, auto_id="galat_%s"),
        "unggahan": _unggahan(),
        "lini": _lini(),
        "bagian": [{"judul": "Data pemohon", "langkah": 1, "baris": baris}],
        "status": [
            "draf",
            "diajukan",
            "diproses",
            "menunggu_ttd",
            "perlu_perbaikan",
            "selesai",
            "ditolak",
            "dibatalkan",
        ],
        "kini": timezone.now(),
    }
