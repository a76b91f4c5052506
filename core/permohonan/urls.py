"""Addresses of applications: the citizen's, the officer's desk, and the public status page."""

from django.urls import path

from core.permohonan import views_isian, views_perbaikan, views_petugas, views_tindak, views_umum, views_warga

app_name = "permohonan"
urlpatterns = [
    path("lacak/", views_umum.lacak, name="lacak"),
    path("permohonan/", views_warga.daftar, name="daftar"),
    path("permohonan/mulai/<slug:kode>/", views_warga.mulai, name="mulai"),
    path("permohonan/<uuid:id>/", views_warga.lihat, name="lihat"),
    path("permohonan/<uuid:id>/langkah/<int:n>/", views_isian.langkah, name="langkah"),
    path("permohonan/<uuid:id>/berkas/", views_isian.berkas, name="berkas"),
    path("permohonan/<uuid:id>/periksa/", views_isian.periksa, name="periksa"),
    path("permohonan/<uuid:id>/terkirim/", views_warga.terkirim, name="terkirim"),
    path("permohonan/<uuid:id>/perbaiki/", views_perbaikan.perbaiki, name="perbaiki"),
    path("permohonan/<uuid:id>/susulkan/", views_perbaikan.susulkan, name="susulkan"),
    path("permohonan/<uuid:id>/batalkan/", views_warga.batalkan, name="batalkan"),
    path("permohonan/<uuid:id>/lampiran/<int:lampiran>/", views_warga.lampiran, name="lampiran"),
    path("kantor/", views_petugas.kotak, name="kotak"),
    path("kantor/ditangani/", views_petugas.ditangani, name="ditangani"),
    path("kantor/permohonan/<uuid:id>/", views_petugas.periksa_petugas, name="periksa_petugas"),
    path(
        "kantor/permohonan/<uuid:id>/lampiran/<int:lampiran>/",
        views_petugas.lampiran_petugas,
        name="lampiran_petugas",
    ),
    path("kantor/permohonan/<uuid:id>/<slug:aksi>/", views_tindak.tindak, name="tindak"),
]
