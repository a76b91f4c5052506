"""The registers in the editors' admin."""

from wagtail_modeladmin.options import modeladmin_register

from mpp.kelola import KelolaMpp

modeladmin_register(KelolaMpp)
