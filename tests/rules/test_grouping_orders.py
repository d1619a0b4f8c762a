"""Who is merged and who is proposed is the same whatever the order of the lines: random lists, shuffled, and the cases they taught."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from rgpd_desktop.rules.grouping import match
from rgpd_desktop.rules.matching import Identity
from tests.rules.test_grouping import groups, numbered
from tests.rules.test_matching import who

NAMES = ("dupont\tjean", "dupont\tj", "dupont", "dupont\tmarie", "martin\tpaul", "")
EMAILS = ("", "", "a@example.org", "b@example.org", "a@example.org b@example.org")
PHONES = ("", "", "+33612345678", "+33142000000")
M, MME = 1, 2


def a_person(chance: Random) -> Identity:
    return Identity(
        chance.choice(NAMES), chance.choice(("", "", "acme", "bidule")), chance.choice(EMAILS), chance.choice(PHONES),
        chance.choice((0, 0, 11, 13)), chance.choice((0, 0, 101, 103)), title=chance.choice((0, 0, M, MME)),
    )  # fmt: skip


def outcome(kept: list[Identity], rows: list[Identity]) -> tuple[object, ...]:
    """The groups, whom they are, and what is proposed, by the line of the file and not by the order of the lines."""
    found = match(kept, rows)
    members: dict[int, set[int]] = {}
    for index, leader in enumerate(found.leaders):
        members.setdefault(leader, set()).add(rows[index].row)
    group = {index: frozenset(members[leader]) for index, leader in enumerate(found.leaders)}
    proposed = {
        frozenset((group[each.row], -1 - each.other if each.is_kept else group[each.other])) for each in found.proposals
    }
    return set(group.values()), {(group[leader], number) for leader, number in found.kept.items()}, proposed


@pytest.mark.parametrize("start", range(0, 2_000, 250))
def test_random_lists_do_not_depend_on_the_order_of_their_lines(start: int) -> None:
    for seed in range(start, start + 250):
        chance = Random(seed)
        kept = [a_person(chance) for _ in range(chance.choice((0, 0, 1, 2)))]
        rows = numbered([a_person(chance) for _ in range(chance.randint(2, 4))])
        wanted = outcome(kept, rows)
        for order in itertools.islice(itertools.permutations(rows), 1, 9):
            assert outcome(kept, list(order)) == wanted, f"seed {seed}"


def test_the_company_of_the_first_line_does_not_decide() -> None:
    people = [
        who("", "", company="Acme", emails="paul@example.org"),
        who("Martin", "Paul", company="Acme", emails="paul@example.org", street="11 rue A", postal_code="69001"),
        who("Martin", "Paul", company="Bidule", street="11 rue A", postal_code="69001"),
    ]
    for order in itertools.permutations(people):
        assert groups(numbered(list(order))) == {frozenset({0, 1, 2})}


def test_somebody_kept_is_known_by_any_address_of_a_group() -> None:
    kept = [who("Dupont", "Jean", emails="jd@example.org", street="11 rue A", postal_code="69001")]
    rows = [
        who("Dupont", "Jean", emails="pro@example.org", street="12 rue A", postal_code="69002"),
        who("Dupont", "Jean", emails="pro@example.org", phones="+33612345678", street="11 rue A", postal_code="69001"),
    ]
    for order in (rows, rows[::-1]):
        assert match(kept, numbered(order)).kept == {0: 0}


def test_one_town_of_a_group_is_enough_to_propose() -> None:
    rows = [
        who("Dupont", "Jean", emails="jd@example.org", postal_code="69001"),
        who("Dupont", "Jean", emails="jd@example.org", postal_code="69003"),
        who("Dupont", "Jean", postal_code="69003"),
    ]
    for order in itertools.permutations(rows):
        assert len(match([], numbered(list(order))).proposals) == 1


def test_monsieur_and_madame_are_not_merged_through_somebody_kept() -> None:
    kept = [who("Dupont", "Marie", emails="dupont@example.org", phones="+33612345678")]
    rows = numbered([
        who("Dupont", "", emails="dupont@example.org")._replace(title=M),
        who("Dupont", "Marie", phones="+33612345678")._replace(title=MME),
    ])  # fmt: skip
    found = match(kept, rows)
    assert found.kept == {1: 0}
    assert [(each.row, each.other, each.is_kept) for each in found.proposals] == [(0, 0, True)]


def test_two_names_are_not_merged_through_somebody_kept_without_a_name() -> None:
    kept = [who("", "", emails="foyer@example.org other@example.org")]
    rows = numbered(
        [who("Dupont", "Jean", emails="foyer@example.org"), who("Martin", "Anne", emails="other@example.org")]
    )
    found = match(kept, rows)
    assert found.kept == {}
    assert len(found.proposals) == 2


def test_monsieur_and_madame_without_names_are_two() -> None:
    people = [
        who(emails="famille@example.org", postal_code="69001")._replace(title=M),
        who(emails="famille@example.org", postal_code="69001")._replace(title=MME),
        who(emails="famille@example.org", postal_code="69001"),
    ]
    for order in itertools.permutations(people):
        assert groups(numbered(list(order))) == set()
    assert len(match([], numbered(people[:2])).proposals) == 1
