"""The proof bundle and its verifier, which runs anywhere: no Django, no database, no network.

It says in Indonesian what it finds; its sentences do not go through gettext, because there is no Django to ask.
"""
