"""What Jupyter and Voila are told, as plain dictionaries; pure, so that a reader sees every switch in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pembinaan_lib import words
from pembinaan_lib.serving import places
from pembinaan_lib.vega_widget import TEMPLATE

ADDRESS = "127.0.0.1"
PLANNER_TEMPLATE = "pembinaan-perencana"
LANGUAGE_PACKS = {"id": "id_ID", "en": "default"}

# A browser that obeys this asks no other host for anything, whatever a page contains. Vega compiles its expressions.
CONTENT_POLICY = (
    "frame-ancestors 'self'; default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
# Without the first two the registry of widgets does not start; the third draws our charts.
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
LARGEST_UPLOAD_BYTES = 100 * 1024 * 1024


def logging_config() -> dict[str, Any]:
    """Logs without tokens and without what a failing cell printed."""
    return {
        "formatters": {"console": {"class": "pembinaan_lib.serving.logs.DiscreetFormatter"}},
        "loggers": {"tornado": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
    }


def voila(*, template: str, show_tracebacks: bool) -> dict[str, Any]:
    """What both servers tell Voila: our page, no source code, no file beside the page, few extensions."""
    return {
        "template": template,
        "theme": "light",
        "allow_template_override": "NO",
        "allow_theme_override": "NO",
        "strip_sources": True,
        "show_tracebacks": show_tracebacks,
        "file_allowlist": [],
        "extension_allowlist": EXTENSIONS,
    }


def planner(folder: Path, *, port: int, token: str) -> dict[str, Any]:
    """Configuration of the planner's Jupyter server: JupyterLab and Voila on the workbook `folder`.

    Tracebacks go as far as our template, which shows our own sentences (what, where, remedy) and nothing else.
    """
    return {
        "Application": {"logging_config": logging_config()},
        "ServerApp": {
            "ip": ADDRESS,
            "port": port,
            "port_retries": 0,
            "open_browser": False,
            "allow_remote_access": False,
            "allow_root": True,  # it listens to this machine only, and a container's only user is root
            "root_dir": str(folder),
            "default_url": f"/voila/render/{places.HOME_PAGE}",
            "terminals_enabled": False,
            "jpserver_extensions": {
                "jupyterlab": True, "voila.server_extension": True,
                "jupyter_lsp": False, "jupyter_server_terminals": False, "notebook_shim": False,
            },
            "tornado_settings": {
                "headers": {"Content-Security-Policy": CONTENT_POLICY},
                # Nothing here makes Voila take the MathJax it brings along instead of another host's.
                "mathjax_url": None,
                "mathjax_config": None,
                "websocket_max_message_size": LARGEST_UPLOAD_BYTES,
            },
        },
        "IdentityProvider": {"token": token},
        "PasswordIdentityProvider": {"allow_password_change": False},
        "LabApp": {
            "extension_manager": "readonly",
            "news_url": None,
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
        },
        "MappingKernelManager": {"cull_idle_timeout": 4 * 3600, "cull_interval": 300, "cull_connected": False},
        "ZMQChannelsWebsocketConnection": {"limit_rate": False},
        "VoilaConfiguration": {
            **voila(template=PLANNER_TEMPLATE, show_tracebacks=True),
            "resources": {"pembinaan": {name: words.text(f"serving.{name}") for name in ("open_lab", "cell_failed")}},
        },
    }


def leader(site: Path, *, port: int, token: str) -> dict[str, Any]:
    """Configuration of the leader's Voila: one notebook, kernels kept warm, idle ones ended after ten minutes."""
    return {
        "Application": {"logging_config": logging_config(), "log_level": "WARN"},
        "Voila": {
            "ip": ADDRESS,
            "port": port,
            "port_retries": 0,
            "open_browser": False,
            "token": token,
            "root_dir": str(site),
            "notebook_path": str(site / places.DASHBOARD),
            "tornado_settings": {
                # Voila opens itself to every host name unless it is told not to.
                "allow_remote_access": False,
                "headers": {"Content-Security-Policy": CONTENT_POLICY},
            },
        },
        "PasswordIdentityProvider": {"allow_password_change": False},
        "MappingKernelManager": {"cull_idle_timeout": 600, "cull_interval": 60, "cull_connected": False},
        "VoilaConfiguration": {
            **voila(template=TEMPLATE, show_tracebacks=False), "preheat_kernel": True, "default_pool_size": 2,
        },
    }


def lab_defaults() -> dict[str, Any]:
    """JupyterLab's settings unless the planner changes them: our language, no news, no question about updates."""
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": LANGUAGE_PACKS[words.language()]},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
    }


def lab_page() -> dict[str, Any]:
    """Parts of JupyterLab that are switched off: what would ask another host."""
    return {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
