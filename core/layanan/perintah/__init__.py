"""What `manage.py layanan` can do: one module for each action; `dasar` says how a higher room adds one."""
