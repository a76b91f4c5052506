"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from sipraja.sampah import tenangkan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sipraja.settings")
application = get_wsgi_application()
tenangkan()
