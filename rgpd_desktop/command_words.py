"""What click says of itself, in French: its own sentences are English and cannot be set. Called by cli."""

from __future__ import annotations

import click

from rgpd_desktop.basics import french

HELP = "Afficher cette aide."
VERSION = "Afficher la version."


class FrenchGroup(click.Group):
    """A group whose unknown commands and headings are said in French."""

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """See click.Group."""
        if self.get_command(context, words[0]) is None and not words[0].startswith("-"):
            context.fail(f"Commande inconnue : {words[0]}")
        return super().resolve_command(context, words)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """See click.Group."""
        rows = [(name, self.commands[name].get_short_help_str()) for name in self.list_commands(context)]
        with formatter.section("Commandes"):
            formatter.write_dl(rows)


def usage_error(error: click.ClickException) -> str:
    """What is wrong with the words typed, as one or two French sentences."""
    match error:
        case click.NoSuchOption():
            told = f"Option inconnue : {error.option_name}"
        case click.MissingParameter():
            told = f"Il manque : {_name(error)}"
        case click.BadOptionUsage():
            told = f"L’option {error.option_name} attend une valeur."
        case click.BadParameter():
            told = f"Valeur refusée pour {_name(error)} : {_reason(error)}"
        case click.exceptions.NoArgsIsHelpError():
            return error.message
        case _ if error.message.startswith("Missing command"):
            told = "Il manque une commande"
        case _ if error.message.startswith("Got unexpected extra argument"):
            told = "Il y a trop de mots."
        case _:
            told = error.message
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = f" Pour l’aide : {context.command_path} --help" if context is not None else ""
    return french.spaced(f"{told.rstrip('.')}.{where}")


def _name(error: click.BadParameter) -> str:
    """The parameter as the person writes it: `--kind`, `FILE`."""
    if error.param is None or error.ctx is None:
        return "ces mots"
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)


def _reason(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return "choisissez parmi " + ", ".join(map(str, kind.choices))
    if isinstance(kind, (click.types.IntParamType, click.IntRange)):
        return "un numéro est attendu"
    return error.message
