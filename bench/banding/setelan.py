"""The product's settings, with what it is compared to beside it: Wagtail's own interface and the plainest pages."""

from sipraja.settings import *  # noqa: F403
from sipraja.settings import AKAR, INSTALLED_APPS, REST_FRAMEWORK, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2"]
TEMPLATES[0]["DIRS"] = [AKAR / "bench" / "banding", *TEMPLATES[0]["DIRS"]]
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_PERMISSION_CLASSES": []}  # of Wagtail's interface; ours names its own
ROOT_URLCONF = "bench.banding.alamat"
