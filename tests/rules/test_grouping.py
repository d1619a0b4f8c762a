"""Whole lists: who is merged, who is proposed, whatever the order of the lines."""

from __future__ import annotations

import itertools

from rgpd_desktop.rules import matching
from rgpd_desktop.rules.grouping import match
from rgpd_desktop.rules.matching import Identity
from tests.rules.test_matching import who


def groups(rows: list[Identity], kept: list[Identity] | None = None) -> set[frozenset[int]]:
    """The groups of several lines."""
    found: dict[int, set[int]] = {}
    for index, leader in enumerate(match(kept or [], rows).leaders):
        found.setdefault(leader, set()).add(index)
    return {frozenset(group) for group in found.values() if len(group) > 1}


def numbered(rows: list[Identity]) -> list[Identity]:
    """Lines whose cells all differ."""
    return [row._replace(cells=index + 1, row=index + 2) for index, row in enumerate(rows)]


def test_the_same_address_makes_one_person() -> None:
    rows = numbered([
        who("Dupont", "Jean", emails="jean@example.org"),
        who("Martin", "Anne", emails="anne@example.org"),
        who("DUPONT", "J.", emails="jean@example.org"),
    ])  # fmt: skip
    found = match([], rows)
    assert found.leaders == [0, 1, 0]
    assert found.reasons == {2: matching.SAME_EMAIL}
    assert found.proposals == []


def test_people_who_contradict_are_not_chained_whatever_the_order() -> None:
    """A line without a name could be either of two: it is nobody's."""
    people = [
        who(emails="foyer@example.org"),
        who("Dupont", "Jean", emails="foyer@example.org"),
        who("Dupont", "Marie", emails="foyer@example.org"),
    ]
    for order in itertools.permutations(people):
        rows = numbered(list(order))
        assert groups(rows) == set()
        assert len(match([], rows).proposals) == 3


def test_an_initial_that_could_be_two_people_is_nobody_s() -> None:
    people = [
        who("Dupont", "J.", emails="x@example.org y@example.org"),
        who("Dupont", "Jean", emails="x@example.org"),
        who("Dupont", "Jules", emails="y@example.org"),
    ]
    for order in itertools.permutations(people):
        assert groups(numbered(list(order))) == set()


def test_one_name_in_one_company_unless_two_are_reached_elsewhere() -> None:
    bare = who("Dupont", "Jean", "Atelier")
    one = who("Dupont", "Jean", "Atelier", emails="a@example.org")
    other = who("Dupont", "Jean", "Atelier", emails="b@example.org")
    assert groups(numbered([bare, one])) == {frozenset({0, 1})}
    for order in itertools.permutations([bare, one, other]):
        assert groups(numbered(list(order))) == set()


def test_a_copied_line_is_one() -> None:
    rows = [who("Saint-Aubin", cells=5, row=2), who("Saint-Aubin", cells=6, row=3), who("Saint-Aubin", cells=5, row=9)]
    found = match([], rows)
    assert found.leaders == [0, 1, 0]
    assert found.reasons == {2: matching.IDENTICAL}


def test_a_switchboard_neither_merges_nor_proposes() -> None:
    names = [("Dupont", "Jean"), ("Martin", "Anne"), ("Petit", "Luc"), ("Roux", "Zoé")]
    rows = numbered([who(*name, phones="+33144556677", emails="contact@example.org") for name in names])
    found = match([], rows)
    assert found.leaders == [0, 1, 2, 3]
    assert found.proposals == []


def test_three_people_of_an_office_are_proposed() -> None:
    names = [("Dupont", "Jean"), ("Martin", "Anne"), ("Petit", "Luc")]
    rows = numbered([who(*name, phones="+33144556677") for name in names])
    found = match([], rows)
    assert {(each.row, each.other, each.is_kept) for each in found.proposals} == {
        (1, 0, False),
        (2, 0, False),
        (2, 1, False),
    }


def test_the_people_kept_count_among_those_who_share() -> None:
    kept = [who("Dupont", "Jean", phones="+33144556677"), who("Martin", "Anne", phones="+33144556677")]
    rows = numbered([who("Petit", "Luc", phones="+33144556677"), who("Roux", "Zoé", phones="+33144556677")])
    assert match(kept, rows).proposals == []


def test_a_common_name_proposes_nobody() -> None:
    few = numbered([who("Martin", "Marie") for _ in range(5)])
    many = numbered([who("Martin", "Marie") for _ in range(6)])
    assert len(match([], few).proposals) == 10
    assert match([], many).proposals == []


def test_one_line_is_proposed_a_handful_of_times() -> None:
    kept = [who(f"Nom{n}", emails=f"{n}@example.org") for n in range(8)]
    rows = numbered([who("Dupont", "Jean", emails=" ".join(f"{n}@example.org" for n in range(8)))])
    assert len(match(kept, rows).proposals) == 5


def test_merged_into_somebody_kept() -> None:
    kept = [who("Martin", "Anne", emails="anne@example.org"), who("Dupont", "Jean", emails="jean@example.org")]
    rows = numbered([who("Dupont", "Jean", emails="jean@example.org"), who(emails="jean@example.org")])
    found = match(kept, rows)
    assert found.leaders == [0, 0]
    assert found.kept == {0: 1}
    assert found.reasons == {0: matching.SAME_EMAIL, 1: matching.SAME_EMAIL}


def test_two_people_kept_are_never_chosen_between() -> None:
    kept = [
        who("Dupont", "Jean", emails="jean@example.org"),
        who("Dupont", "Jean", phones="+33612345678"),
    ]
    found = match(kept, numbered([who("Dupont", "Jean", emails="jean@example.org", phones="+33612345678")]))
    assert found.kept == {}
    assert {(each.other, each.is_kept) for each in found.proposals} == {(0, True), (1, True)}


def test_a_line_without_a_name_is_proposed_to_both_people_kept() -> None:
    kept = [
        who("Dupont", "Jean", emails="foyer@example.org"),
        who("Dupont", "Marie", emails="foyer@example.org"),
    ]
    found = match(kept, numbered([who(emails="foyer@example.org")]))
    assert found.kept == {}
    assert [(each.other, each.reason) for each in found.proposals] == [
        (0, matching.SAME_EMAIL),
        (1, matching.SAME_EMAIL),
    ]


def test_two_lines_that_contradict_do_not_meet_in_somebody_kept() -> None:
    kept = [who(emails="foyer@example.org")]
    rows = numbered([
        who("Dupont", "Jean", emails="foyer@example.org"),
        who("Dupont", "Marie", emails="foyer@example.org"),
    ])  # fmt: skip
    found = match(kept, rows)
    assert found.kept == {}
    assert {(each.row, each.is_kept) for each in found.proposals} == {(0, True), (1, True), (1, False)}


def test_a_list_that_comes_back_adds_nobody() -> None:
    """Even its homonyms, known again by what they say and the line they had."""
    kept = [
        who("Saint-Aubin", content=5, row=2),
        who("Saint-Aubin", content=5, row=3),
        who(emails="foyer@example.org", content=6, row=4),
        who("Dupont", "Marie", emails="foyer@example.org", content=7, row=5),
    ]
    rows = [person._replace(cells=index + 1) for index, person in enumerate(kept)]
    found = match(kept, rows)
    assert found.kept == {0: 0, 1: 1, 2: 2, 3: 3}
    assert set(found.reasons.values()) == {matching.IDENTICAL}
    assert found.proposals == []


def test_a_line_that_looks_like_somebody_through_another_line() -> None:
    """The number is news for the person kept: it comes with the line merged into them."""
    kept = [who("Dupont", "Jean", emails="jean@example.org")]
    rows = numbered([
        who("Dupont", "Jean", emails="jean@example.org", phones="+33612345678"),
        who("Dupont", "Marie", phones="+33612345678"),
    ])  # fmt: skip
    found = match(kept, rows)
    assert found.kept == {0: 0}
    assert [tuple(each) for each in found.proposals] == [(1, 0, True, matching.PHONE_OF_TWO)]


def test_a_thousand_namesakes_in_one_company_take_no_time() -> None:
    """No block is walked pair by pair, in the list or among the people kept."""
    kept = [who("Service", "Client", "Alpha", emails=f"k{n}@example.org") for n in range(2_000)]
    rows = numbered([who("Service", "Client", "Alpha", emails=f"r{n}@example.org") for n in range(2_000)])
    found = match(kept, rows)
    assert found.leaders == list(range(2_000))
    assert found.kept == {}
    assert found.proposals == []
