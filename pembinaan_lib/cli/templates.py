"""The verb that writes blank templates: it needs no workbook."""

from __future__ import annotations

import argparse

from pembinaan_lib.cli.screen import say
from pembinaan_lib.cli.verbs import DONE


def templat(options: argparse.Namespace) -> int:
    """Blank Excel templates of all tables, or of those named."""
    from pembinaan_lib.tables import templates

    for path in templates.write(options.target, options.tables):
        print(path)
    say("cli.template.written", folder=options.target)
    return DONE
