"""Constants that settings.py takes over."""

# Before Django's own handlers: what is too large never reaches memory or disk.
FILE_UPLOAD_HANDLERS = [
    "core.berkas.penerima.PenjagaUkuran",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 10
