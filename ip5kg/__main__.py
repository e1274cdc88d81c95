"""`python -m ip5kg` is the same as `ip5kg`."""

import sys

from ip5kg.cli import main

if __name__ == "__main__":
    sys.exit(main())
