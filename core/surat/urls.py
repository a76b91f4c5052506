"""Addresses of letters: the signing desk, the citizen's download, the public verification."""

from django.urls import path

from core.surat import views_arsip, views_cabut, views_massal, views_nomor, views_nomor_blok, views_petugas, views_umum

app_name = "surat"
urlpatterns = [
    path("kantor/surat/<uuid:permohonan>/siapkan/", views_petugas.siapkan, name="siapkan"),
    path("kantor/surat/<uuid:permohonan>/tandatangan/", views_petugas.tandatangan, name="tandatangan"),
    path("kantor/surat/<uuid:permohonan>/pratinjau/", views_petugas.pratinjau, name="pratinjau"),
    path("kantor/surat/<uuid:permohonan>/halaman/<int:n>/", views_petugas.halaman, name="halaman"),
    path("kantor/surat/<uuid:permohonan>/cabut/", views_cabut.cabut, name="cabut"),
    path("kantor/surat/<uuid:permohonan>/ganti/", views_cabut.ganti, name="ganti"),
    path("kantor/tandatangan/", views_massal.antrean, name="antrean"),
    path("kantor/tandatangan/siapkan/", views_massal.siapkan_banyak, name="siapkan_banyak"),
    path("kantor/tandatangan/sesi/", views_massal.buat, name="buat_sesi"),
    path("kantor/tandatangan/sesi/<uuid:id>/", views_massal.sesi, name="sesi"),
    path("kantor/tandatangan/sesi/<uuid:id>/kode/", views_massal.minta_kode, name="minta_kode"),
    path("kantor/surat/<uuid:permohonan>/berkas/", views_arsip.berkas, name="berkas"),
    path("kantor/surat/<uuid:permohonan>/bukti/", views_arsip.bukti, name="bukti"),
    path("kantor/agenda/", views_nomor.agenda, name="agenda"),
    path("kantor/agenda/cetak/", views_nomor.agenda_cetak, name="agenda_cetak"),
    path("kantor/agenda/unduh/", views_nomor.agenda_unduh, name="agenda_unduh"),
    path("kantor/agenda/seri/", views_nomor.seri, name="seri"),
    path("kantor/agenda/surat/<uuid:permohonan>/batal/", views_nomor.batal_nomor, name="batal_nomor"),
    path("kantor/agenda/blok/", views_nomor_blok.daftar_blok, name="daftar_blok"),
    path("kantor/agenda/blok/baru/", views_nomor_blok.blok_baru, name="blok_baru"),
    path("kantor/agenda/blok/<int:blok>/", views_nomor_blok.blok, name="blok"),
    path("kantor/agenda/blok/<int:blok>/lembar/", views_nomor_blok.lembar, name="lembar"),
    path("kantor/agenda/blok/<int:blok>/sisa/", views_nomor_blok.sisa, name="sisa"),
    path("kantor/agenda/blok/<int:blok>/<int:urut>/", views_nomor_blok.catat, name="catat"),
    path("kantor/agenda/blok/<int:blok>/<int:urut>/batal/", views_nomor_blok.tidak_dipakai, name="tidak_dipakai"),
    path("surat/<uuid:permohonan>/unduh/", views_umum.unduh, name="unduh"),
    path("surat/<uuid:permohonan>/bukti/", views_arsip.bukti_pemohon, name="bukti_pemohon"),
    path("cek/", views_umum.cek_masuk, name="cek_masuk"),
    path("cek/<str:kode>/", views_umum.cek, name="cek"),
]
