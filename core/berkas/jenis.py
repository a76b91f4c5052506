"""What a file is, by its first bytes. Names and declared types are claims of the sender, so they are not read."""

MEREK_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def kenali(kepala: bytes) -> str | None:
    """ "gambar", "pdf", "heic", or None for anything else."""
    if kepala.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "gambar"
    if b"%PDF-" in kepala[:1024] and kepala.lstrip()[:1] != b"<":
        return "pdf"
    if kepala[4:8] == b"ftyp" and kepala[8:12] in MEREK_HEIF:
        return "heic"
    return None
