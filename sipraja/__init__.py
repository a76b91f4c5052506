"""Project package: the declared settings, the URL map and the WSGI entry."""
