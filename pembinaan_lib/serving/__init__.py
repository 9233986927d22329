"""How Jupyter and Voila are configured and started: one server for the planner, one for leaders.

The two have nothing in common but the machine: own port, own token, own cookie secret, own configuration folder. The
leader's server stands on a clean copy of the dashboard and the published edition and has no way to run code. Nothing
is read from or written to the user's own Jupyter folders. Outermost ring: nobody imports it but ``cli``.

Start with :func:`start`, :func:`planner_command` and :func:`leader_command`.
"""

from pembinaan_lib.errors import ServingError
from pembinaan_lib.serving.launch import Launch, leader_command, planner_command
from pembinaan_lib.serving.ongoing import addresses_in_use, open_workbook, show_edition
from pembinaan_lib.serving.running import Running, start
from pembinaan_lib.serving.tokens import tokens

__all__ = [
    "Launch", "Running", "ServingError", "addresses_in_use", "leader_command", "open_workbook", "planner_command",
    "show_edition", "start", "tokens",
]
