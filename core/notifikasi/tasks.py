"""What a worker runs. Each function takes one integer; the wrapper leaves a sign of life."""

from core.notifikasi import verba


def kirim(pesan_id: int) -> None:
    """Deliver one outbox row."""
    verba.kirim(pesan_id=pesan_id)
    verba.berdenyut()


def bagikan(pesan_id: int) -> None:
    """Ring for each row of a block, from this one on."""
    verba.bagikan(mulai=pesan_id)
    verba.berdenyut()


def sapu(nomor: int) -> None:
    """Run the n-th sweeper of settings.PENYAPU."""
    verba.berdenyut()
    verba.jalankan_penyapu(nomor=nomor)
