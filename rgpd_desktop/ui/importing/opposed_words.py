"""What is said of the lines that bring a "no": who is put aside, who stands in the contacts as opposed, who stays out. Words only."""

from __future__ import annotations

from rgpd_desktop.basics import french
from rgpd_desktop.services.import_plan import ImportPlan, ImportReport


def opposed_words(counts: ImportPlan | ImportReport) -> str:
    """One or two sentences, in the future for a plan and the past for a report; "" when nobody says no."""
    is_done = isinstance(counts, ImportReport)
    told = (_aside(counts.put_aside, is_done), _in_list(counts, is_done))
    return french.spaced(" ".join(sentence for sentence in told if sentence))


def _aside(many: int, is_done: bool) -> str:
    if not many:
        return ""
    where = french.plural(many, "figure dans votre liste d’opposition", "figurent dans votre liste d’opposition")
    what = french.plural(many, "écarté, il ne revient pas", "écartés, ils ne reviennent pas")
    if is_done:
        what = french.plural(many, "écarté, il n’est pas revenu", "écartés, ils ne sont pas revenus")
    return f"{french.number(many)} {where} : {what} par un import."


def _in_list(counts: ImportPlan | ImportReport, is_done: bool) -> str:
    many, out = counts.opposed_in_list, counts.opposed_expired
    if not many:
        return ""
    say = f"{french.number(many)} {french.plural(many, 'dit', 'disent')} non dans ce fichier"
    if not out:
        return f"{say} : {french.plural(many, 'il', 'ils')} {_kept(many, is_done)}."
    if out == many:
        past = french.plural(many, "a dépassé sa durée", "ont dépassé leur durée")
        return f"{say} mais {past} de conservation : {french.plural(many, 'il', 'ils')} {_left(many, is_done)}."
    past = french.plural(out, "sa durée", "leur durée")
    kept = f"{french.number(many - out)} {_kept(many - out, is_done)}"
    return f"{say} : {kept} ; {french.number(out)}, au-delà de {past} de conservation, {_left(out, is_done)}."


def _kept(many: int, is_done: bool) -> str:
    if is_done:
        return french.plural(many, "est noté comme opposé", "sont notés comme opposés")
    return french.plural(many, "sera noté comme opposé", "seront notés comme opposés")


def _left(many: int, is_done: bool) -> str:
    done, planned = ("n’est pas entré", "ne sont pas entrés"), ("n’entre pas", "n’entrent pas")
    out = french.plural(many, *(done if is_done else planned))
    return f"{out}, {french.plural(many, 'son refus est retenu', 'leur refus est retenu')}"
