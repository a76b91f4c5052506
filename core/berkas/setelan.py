"""Constants that settings.py takes over."""

# Before Django's own handlers: what is too large never reaches memory or disk.
FILE_UPLOAD_HANDLERS = [
    "core.berkas.penerima.PenjagaUkuran",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The longest upload page asks a couple for 26 kinds of papers, some with several files; a citizen may choose them all
# before pressing the button. Django's own default.
DATA_UPLOAD_MAX_NUMBER_FILES = 100
