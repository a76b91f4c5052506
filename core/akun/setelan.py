"""Constants that settings.py takes over: signing in, and how often it may be tried."""

from sipraja.pengaturan import Pengaturan as _Pengaturan

LOGIN_URL = "/akun/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Django's own backend only: allauth's would answer "this account is inactive" to a right password of a closed account.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

# Wagtail's own sign-in page would know neither the second factor nor our limits: there is one door, ours.
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "core.akun.adapter.PengaturAkun"
ACCOUNT_LOGIN_METHODS = {"username"}  # the NIK of a citizen, the short name of an officer
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # signing up at allauth is closed; ours is /daftar/
ACCOUNT_EMAIL_VERIFICATION = "none"  # the desa verifies people; an address is proven when its reset link is used
ACCOUNT_UNIQUE_EMAIL = False  # a family may share one address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's mailbox gets nothing from us
ACCOUNT_EMAIL_NOTIFICATIONS = False  # news goes through our own outbox
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser: computers of a desa office are shared
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "login": "core.akun.masuk.FormMasuk",
    "reset_password": "core.akun.masuk.FormLupaSandi",
    "reset_password_from_key": "core.akun.masuk.FormSandiBaru",
    "change_password": "core.akun.masuk.FormUbahSandi",
    "reauthenticate": "core.akun.masuk.FormPastikan",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    # Ours: a registration is one try at a NIK, and each photo costs a process.
    "daftar_kirim": "20/10m/ip",
    "daftar_foto": "80/10m/ip",
    "reauthenticate": "10/m/user",
}
# Whose address is counted: the visitor's, as our own proxy saw it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _Pengaturan().proksi_tepercaya else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "core.akun.adapter.PengaturKode"
MFA_FORMS = {
    "authenticate": "core.akun.masuk.FormKode",
    "reauthenticate": "core.akun.masuk.FormKodeLagi",
    "activate_totp": "core.akun.masuk.FormPasangKode",
}
