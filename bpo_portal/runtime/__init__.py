"""What runs around the application: local PostgreSQL and Valkey, the supervisor, the commands in `bin/`.

Nothing here imports Django, so the tests can stop and kill these processes from outside the application.
"""
