"""Constants that settings.py takes over."""

# Before Django's own handlers: what is too large never reaches memory or disk.
FILE_UPLOAD_HANDLERS = [
    "core.berkas.penerima.PenjagaUkuran",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A browser sends an empty part for every file box that nobody touched, and those count: the longest upload page (26 kinds
# of papers for a marriage, some with several files) must stay below this, also when one photo is sent at a time.
DATA_UPLOAD_MAX_NUMBER_FILES = 100
