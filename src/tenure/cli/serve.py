"""`tenure serve` and `tenure users`: the record as pages and an HTTP API, and who may sign in there."""

import ipaddress
import logging
import secrets
import sys
from typing import Final

import click

from tenure.cli.opened import opened
from tenure.cli.output import complain, say
from tenure.model.errors import TenureError
from tenure.project import Project

FAILED: Final = 1
_ROLES: Final = ("reader", "reviewer", "editor")


class ExtraMissing(TenureError):
    """The pages were asked for where what they need is not installed."""

    def __init__(self, module: str) -> None:
        super().__init__(f"the pages need the extra 'web' ({module} is missing). Install it: pip install 'tenure[web]'")


class NoUsers(TenureError):
    """The pages were to be opened to other machines where anybody could sign in."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} is reached from other machines, and this project has no users. Add one: tenure users add"
        )


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; beyond this machine with users only."
)
@click.option("--port", default=8321, show_default=True, type=click.IntRange(0, 65535), help="The port.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further host name that the pages answer to.")
@click.option("--get", "path", metavar="PATH", help="Write the answer to this path, without starting a server.")
@click.option("--log", is_flag=True, help="Write one line of JSON per request to stderr.")
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, allow_host: tuple[str, ...], path: str | None, log: bool) -> None:
    """Open pages on a map, a clock and every sentence; read-only without a sign-in."""
    with opened() as project:
        try:
            # Only this verb needs the extra, so only it asks for it.
            from tenure.web.accounts import read_users
            from tenure.web.app import LOOPBACK, Options, create_app
            from tenure.web.once import answer_once
        except ImportError as error:
            raise ExtraMissing(str(error.name)) from error
        if path is not None:
            status, body = answer_once(create_app(project), path)
            click.echo(body, nl=False)
            ctx.exit(0 if status < 400 else FAILED)
        near = _is_loopback(host)
        users = read_users(project.folder)
        if not near and not users:
            raise NoUsers(host)
        key = None if users else secrets.token_urlsafe(18)
        hosts = LOOPBACK | {host, *allow_host} if near else frozenset(allow_host or ("*",))
        _listen(project, Options(frozenset(hosts), private=not near, warm=True, key=key), host, port, log=log)


def _listen(project: Project, options: object, host: str, port: int, *, log: bool) -> None:
    import uvicorn

    from tenure.web.app import Options, create_app

    if not isinstance(options, Options):
        raise TypeError(options)
    if log:
        handler = logging.StreamHandler(sys.stderr)
        logging.getLogger("tenure.web").addHandler(handler)
        logging.getLogger("tenure.web").setLevel(logging.INFO)
    say(f"Open http://{host}:{port}/ – stop with Ctrl-C")
    if options.key:
        say(f"To review, sign in with this token (no name needed): {options.key}")
    uvicorn.run(
        create_app(project, options), host=host, port=port, log_level="warning", server_header=False, access_log=False
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@click.group()
def users() -> None:
    """Who may sign in to the pages of this project."""


@users.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="reviewer", show_default=True, help="What they may do.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add_user(name: str, role: str, password_stdin: bool) -> None:
    """Add a user, or give one a new password and role."""
    secret = sys.stdin.readline().rstrip("\n") if password_stdin else None
    secret = secret if secret is not None else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with opened(readonly=True) as project:
        try:
            from tenure.web.accounts import Role, new_user, read_users, write_users
        except ImportError as error:
            raise ExtraMissing(str(error.name)) from error
        known = read_users(project.folder)
        user = new_user(name, Role(role), secret)
        write_users(project.folder, {**known, user.name: user})
    say(f"{user.name} may sign in as {user.role.value}.")


@users.command("list")
def list_users() -> None:
    """The users and their roles."""
    with opened(readonly=True) as project:
        try:
            from tenure.web.accounts import read_users
        except ImportError as error:
            raise ExtraMissing(str(error.name)) from error
        for user in read_users(project.folder).values():
            click.echo(f"{user.name}\t{user.role.value}\t{len(user.tokens)} tokens")


@users.command("remove")
@click.argument("name")
def remove_user(name: str) -> None:
    """Remove a user; their reviews stay."""
    with opened(readonly=True) as project:
        try:
            from tenure.web.accounts import AccountError, read_users, write_users
        except ImportError as error:
            raise ExtraMissing(str(error.name)) from error
        known = read_users(project.folder)
        if name not in known:
            raise AccountError(f"No user is called {name}.")
        write_users(project.folder, {key: user for key, user in known.items() if key != name})
    complain(f"{name} may no longer sign in.", style="")


@users.command("token")
@click.argument("name")
def give_token(name: str) -> None:
    """Make a token for programs; it is shown once."""
    with opened(readonly=True) as project:
        try:
            from dataclasses import replace

            from tenure.web.accounts import AccountError, new_token, read_users, write_users
        except ImportError as error:
            raise ExtraMissing(str(error.name)) from error
        known = read_users(project.folder)
        if name not in known:
            raise AccountError(f"No user is called {name}.")
        token, kept = new_token()
        user = replace(known[name], tokens=(*known[name].tokens, kept))
        write_users(project.folder, {**known, name: user})
    click.echo(token)
