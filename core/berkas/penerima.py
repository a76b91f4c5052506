"""Upload handler: a file above the limit is counted but not kept, so that 200 MB do not land on the disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from core.berkas.batas import UKURAN_MAKS


class BerkasTerbuang(InMemoryUploadedFile):
    """Stands for an upload whose bytes were dropped on arrival; `size` tells how large it was."""

    def __init__(self, nama_medan: str, nama: str, jenis: str, ukuran: int) -> None:
        super().__init__(BytesIO(), nama_medan, nama, jenis, ukuran, None)


class PenjagaUkuran(FileUploadHandler):
    """Stands before Django's own handlers and stops handing on bytes once a file has passed the limit.

    The request is read to its end, so the other fields of the form survive and the citizen loses nothing typed.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A new part of the request begins."""
        super().new_file(*args, **kwargs)
        self.jumlah = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hand the bytes on while the file is small enough."""
        self.jumlah += len(raw_data)
        return raw_data if self.jumlah <= UKURAN_MAKS else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Answer for a file that was dropped; leave a kept one to the next handler."""
        if self.jumlah <= UKURAN_MAKS:
            return None
        return BerkasTerbuang(self.field_name or "", self.file_name or "", self.content_type or "", self.jumlah)
