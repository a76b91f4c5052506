"""A stand-in for BSrE's gateway, for tests and demonstrations: NOT VALID IN LAW. Pure, no table is read.

It speaks both versions of the protocol as far as public clients show it; HTTP Basic on every call.

Version 1: `GET /api/user/status/{nik}`; `POST /api/sign/pdf` (multipart `file`, `nik`, `passphrase`, `tampilan`)
answers the PDF with a header `id_dokumen`, or JSON `{status, message, id: [..]}` and then once
`GET /api/sign/download/{id}`.

Version 2, JSON with base64 files: `POST /api/v2/user/check/status` (`nik` or `email`), `/api/v2/sign/get/totp`
(+ `data`: how many files), `/api/v2/sign/pdf` (+ `passphrase` or `totp`, `signatureProperties[]`, `file[]`) answers
`{time, file[]}` in order. The seal: `/api/v2/seal/get/activation` (`idSubscriber`; with `totp` a renewal),
`/api/v2/seal/get/totp` (`totp`: activation code, `data`) answers a code for one call, `/api/v2/seal/pdf`.

Its own door, behind the same account: `POST /simulator/orang` and `/simulator/segel` (whom it knows),
`POST /simulator/gangguan` (what goes wrong next, for whom: `gangguan.NAMA`), `GET /simulator/hitung` (signatures made
by SHA-256 of the bytes that came in), `GET /simulator/kode` (codes that BSrE would have mailed).

`dunia` knows people, seals and faults; `pembubuh` signs; `versi1`, `versi2`, `pintu` answer; `peladen` is the server;
`tls` makes its certificate.
"""
