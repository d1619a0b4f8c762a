"""The register of 60 activities as a PDF, beside WeasyPrint rendering the same blocks as HTML, in one run.

    python benchmarks/register_pdf.py [--sheets 60] [--runs 3]

Each is made in a process of its own, imports left out, and the best of the runs counts. Prints times, pages and the ratio. WeasyPrint is
of the bench group only, and needs the Pango libraries of the system: without it, only our time is told.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import block, paper_pdf, register_paper
from rgpd_desktop.rules import activity as noun
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register import HistoryLine, Register, Words
from rgpd_desktop.rules.retention import Period

MOST = 1 / 3  # of WeasyPrint's time
FONTS = places.resources() / "look" / "fonts"
STYLE = f"""
@font-face {{ font-family: Sans; src: url("{(FONTS / "DejaVuSans.ttf").as_uri()}"); }}
@font-face {{ font-family: Sans; font-weight: bold; src: url("{(FONTS / "DejaVuSans-Bold.ttf").as_uri()}"); }}
@page {{ size: A4; margin: 23mm 17mm 22mm;
  @top-left {{ content: string(author); font: 7.5pt Sans; }} @top-right {{ content: string(running); font: 7.5pt Sans; }}
  @bottom-left {{ content: string(footer); font: 7.5pt Sans; }}
  @bottom-right {{ content: "Page " counter(page) " / " counter(pages); font: 7.5pt Sans; }} }}
body {{ font: 8.8pt/13pt Sans; }} h1 {{ font-size: 16pt; bookmark-level: 1; }} h2 {{ font-size: 14pt; bookmark-level: 2; }}
h3 {{ font-size: 9.4pt; color: #1f5c9e; border-bottom: .6pt solid #d9dee5; bookmark-level: none; }}
h1, h2, h3 {{ break-after: avoid; }} table {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 8.2pt; }}
td, th {{ border-bottom: .6pt solid #d9dee5; padding: 3.5pt 6pt 5pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }}
.break {{ break-after: page; }} a.page::after {{ content: target-counter(attr(href), page); }}
.author {{ string-set: author content(); }} .running {{ string-set: running content(); }} .footer {{ string-set: footer content(); }}
.author, .running, .footer {{ visibility: hidden; height: 0; margin: 0; }}
"""
WORDS = Words(
    bases={"interest": "Intérêt légitime (art. 6-1 f)", "consent": "Consentement (art. 6-1 a)"},
    data={
        "identity": "État civil, identité",
        "contact": "Coordonnées",
        "work": "Vie professionnelle",
        "log": "Données de connexion",
    },
    people={"prospects": "Prospects", "partners": "Partenaires"},
    groups={"access": "Contrôle d’accès", "crypt": "Chiffrement", "backup": "Sauvegarde"},
)


def a_sheet(number: int) -> noun.Activity:
    keeping = noun.Keeping(Period(3), "le dernier contact venant de la personne")
    return noun.Activity(
        f"a{number}",
        f"Prospection commerciale, secteur {number}",
        progress=noun.Progress.KEPT,
        reference=f"RT-{number:03d}",
        software="RGPD Desktop, Brevo",
        purposes=(
            noun.Purpose(f"Rechercher des clients du secteur {number}", "interest"),
            noun.Purpose("Écrire à des particuliers", "consent"),
        ),
        people=(noun.PeopleCategory("prospects"), noun.PeopleCategory("partners")),
        data=tuple(noun.DataCategory(each, f"précisions {number}", keeping) for each in WORDS.data),
        is_direct=True,
        source=f"formulaire du site, salon {number} de Łódź",
        recipients=(noun.Recipient("internal", "Claire Morel"),),
        processors=("brevo",),
        measures=tuple(noun.MeasureLine(each, f"mesure {number}, vérifiée le 01/09/2026") for each in WORDS.groups),
        created_on=date(2024, 6, 3),
        updated_on=date(2026, 9, 14),
    )


def a_paper(sheets: int) -> block.Paper:
    business = Business("Claire Morel", True, siret="73282932000074", city="Lyon", email="contact@claire-morel.example")
    tools = {"brevo": Processor("brevo", "Brevo", entity="Sendinblue SAS", country="France", is_signed=True)}
    history = tuple(HistoryLine(date(2026, 1, day), str(day), "Durées") for day in range(1, 20))
    activities = tuple(a_sheet(number) for number in range(1, sheets + 1))
    measures = tuple((group, f"Mesure générale {number}") for group in WORDS.groups for number in range(8))
    return register_paper.compose(
        Register(business, 6, date(2026, 9, 14), "2026-11-23", activities, tools, measures, history, words=WORDS)
    )


def as_html(paper: block.Paper) -> str:
    """The same blocks, in the same order, with the same look."""
    furniture = "".join(
        f'<p class="{name}">{escape(getattr(paper, name))}</p>' for name in ("author", "running", "footer")
    )
    body = "".join(html_of(each, paper) for each in paper.blocks)
    return f"<html lang=fr><head><title>{escape(paper.title)}</title><style>{STYLE}</style></head><body>{furniture}{body}</body></html>"


def html_of(each: block.Block, paper: block.Paper) -> str:
    match each:
        case block.Title():
            return f"<p>{escape(each.above)}<p style='font-size:24pt'>{escape(each.text)}<p>{escape(each.under)}"
        case block.Heading():
            name = f" id='{escape(each.anchor)}'" if each.anchor else ""
            return f"<p>{escape(each.above)}</p><h{each.level}{name}>{escape(each.text)}</h{each.level}><p>{escape(each.under)}</p>"
        case block.Paragraph():
            return f"<p><b>{escape(each.lead)}</b> {escape(each.text)}</p>"
        case block.Table():
            columns = zip(each.headers, each.widths, strict=False)  # a table may have no headers
            head = "".join(f"<th style='width:{width * 100}%'>{escape(text)}</th>" for text, width in columns)
            rows = "".join(f"<tr>{''.join(map(html_cell, row))}</tr>" for row in each.rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        case block.Fields():
            return "".join(f"<p><b>{escape(label)} :</b> {escape(value)}</p>" for label, value in each.pairs)
        case block.PageBreak():
            return "<div class=break></div>"
        case block.Contents():
            anchors = [one.anchor for one in paper.blocks if isinstance(one, block.Heading) and one.part]
            return "".join(f"<p>Partie <a class=page href='#{escape(anchor)}'></a></p>" for anchor in anchors)
    return ""


def html_cell(cell: block.Cell) -> str:
    if isinstance(cell, block.PageOf):
        return f"<td><a class=page href='#{escape(cell.anchor)}'></a></td>"
    return f"<td>{escape(cell)}</td>"


def one_run(which: str, sheets: int, target: Path) -> float:
    """Seconds that one rendering takes here, imports and the making of the blocks left out."""
    paper = a_paper(sheets)
    if which == "ours":
        from rgpd_desktop.documents import pdf_flow, pdf_pages  # noqa: F401

        start = time.perf_counter()
        paper_pdf.write(paper, target, Ticket())
    else:
        import weasyprint  # type: ignore[import-not-found,import-untyped,unused-ignore]

        text = as_html(paper)
        start = time.perf_counter()
        weasyprint.HTML(string=text).write_pdf(str(target))
    return time.perf_counter() - start


def best(which: str, sheets: int, runs: int, folder: Path) -> float:
    """The best of several runs, each in a process of its own."""
    found = []
    for _ in range(runs):
        command = [
            sys.executable,
            __file__,
            "--one",
            which,
            "--sheets",
            str(sheets),
            "--target",
            str(folder / f"{which}.pdf"),
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        found.append(float(done.stdout.strip().splitlines()[-1]))
    return min(found)


def pages(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def has_weasyprint() -> str:
    """ "" when it can be used, else why not."""
    done = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sheets", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", choices=("ours", "weasyprint"), help=argparse.SUPPRESS)
    parser.add_argument("--target", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(one_run(options.one, options.sheets, options.target))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = best("ours", options.sheets, options.runs, folder)
        print(f"{options.sheets} activities, best of {options.runs}")
        print(f"RGPD Desktop (reportlab)  {ours:6.2f} s   {pages(folder / 'ours.pdf')} pages")
        missing = has_weasyprint()
        if missing:
            print(f"WeasyPrint is not there, nothing to compare with: {missing}")
            print(
                "(python3 run.py bench register_pdf puts it in; Debian also needs libpangoft2-1.0-0 and libharfbuzz-subset0)"
            )
            return 0
        theirs = best("weasyprint", options.sheets, options.runs, folder)
        print(f"WeasyPrint                {theirs:6.2f} s   {pages(folder / 'weasyprint.pdf')} pages")
        print(f"  to WeasyPrint           {ours / theirs:6.2f}   (at most {MOST:.2f})")
        return 0 if ours / theirs <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
