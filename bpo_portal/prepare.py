"""Brings database and static files to the state of the code: `python -m bpo_portal.prepare`.

In one process, as most of the time of each of these commands goes into loading the application; and quietly, as
`migrate` else goes on to look for models that have no migration yet.
"""

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference")
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
