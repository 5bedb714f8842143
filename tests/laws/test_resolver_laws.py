"""Laws of the resolver: a party answers to its names however they are typed, and to nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.parties import registry
from diplomap.parties.folding import exact_key, key, words
from diplomap.parties.name_tables import Shared, tables
from diplomap.parties.names import Sort, names_of
from diplomap.parties.party import Territory
from diplomap.parties.resolution import Ambiguous, NotAState, Resolved, Unknown
from diplomap.parties.resolver import resolve
from diplomap.values.dates import PartialDate

# Names of ended states that today mean a part of another state: they are resolved by date.
PARTS_TODAY = frozenset(
    ("XBD", "XBM", "XBR", "XBV", "XHB", "XHN", "XLB", "XOL", "XSX", "XWU", "XNS", "XMO", "XPA", "XSD", "XTU")
) | frozenset(("XTB", "SKM", "XZN", "XHW", "XTX", "XDZ", "XHJ"))
# Two names that are shared without a date: the Union of 1958, and Egypt until 1971.
SHARED_TODAY = frozenset(("XUR",))


def bare(text: str) -> str:
    spread = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def inverted(text: str) -> str:
    match = re.fullmatch(r"([^()]+ of(?: the)?) ([^()]+)", text)
    if "Embassy" in text:
        return text
    return f"{match[2]}, {match[1]}" if match else text


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "small letters": str.lower,
    "each word with a capital": str.title,
    "no accents": bare,
    "letters and accents apart": lambda text: unicodedata.normalize("NFD", text),
    "an article": lambda text: f"the {text}",
    "an article at the end": lambda text: f"{text}, The",
    "spaces around": lambda text: f"  {text}\t",
    "two spaces": lambda text: text.replace(" ", "  "),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "hyphens": lambda text: text.replace(" ", "-"),
    "no hyphens": lambda text: text.replace("-", " "),
    "wide letters": wide,
    "quotes": lambda text: f"“{text}”",
    "a full stop": lambda text: f"{text}." if " " in text else text,
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "straight apostrophes": lambda text: text.replace("’", "'"),
    "an ampersand": lambda text: text.replace(" and ", " & "),
    "no ampersand": lambda text: text.replace(" & ", " and "),
    "Republic shortened": lambda text: text.replace("Republic", "Rep."),
    "Democratic shortened": lambda text: text.replace("Democratic", "Dem."),
    "Saint shortened": lambda text: text.replace("Saint", "St."),
    "Islands shortened": lambda text: re.sub(" Islands$", " Is.", text),
    "turned round": inverted,
    "an embassy": lambda text: f"Embassy of {text}",
    "the embassy": lambda text: (
        # "in Geneva in Washington" names no place.
        text
        if re.search("(?i)in (Geneva|Vienna|Nairobi)", text)
        else f"The Embassy of the {text} in Washington"
    ),
    "a remark": lambda text: f"{text} (suspended)",
    "a footnote": lambda text: f"{text}[1]",
}


@cache
def spelt(languages: frozenset[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Each party with each of its names, codes apart."""
    return tuple(
        (party.id, name.text)
        for party in registry.all_parties()
        for name in names_of(party.id)
        if name.sort is not Sort.CODE and (languages is None or name.language in languages)
    )


def is_shared(text: str) -> bool:
    return isinstance(tables().by_key.get(key(text)), Shared)


def lived(party_id: str) -> str:
    """A day of a party's life, or of its last life."""
    period = registry.party(party_id).lives[-1].period
    assert period.start is not None
    return str(date.fromordinal(period.start.hi))


@pytest.mark.parametrize("party", registry.all_parties(), ids=lambda party: party.id)
def test_a_party_answers_to_its_common_name(party: registry.Party) -> None:
    """`resolve(name(p)) == p`; of names that mean something else today, on a day of the party's life."""
    at = lived(party.id) if party.id in PARTS_TODAY | SHARED_TODAY else None
    answer = resolve(party.name, at)
    assert isinstance(answer, Resolved), answer
    assert answer.party == party.id


@pytest.mark.parametrize("party", registry.all_parties(), ids=lambda party: party.id)
def test_a_party_answers_to_its_id(party: registry.Party) -> None:
    """`resolve(id(p)) == p`, at any time."""
    for at in (None, "1850", "1980", "2020"):
        answer = resolve(party.id, at)
        if party.id not in ("XUR",) or at is None:
            assert isinstance(answer, Resolved), answer
            assert answer.party == party.id


def test_what_means_a_part_today_is_no_state_today() -> None:
    """The names left out of the law above are no more than they must be."""
    for party_id in PARTS_TODAY:
        assert isinstance(resolve(registry.party(party_id).name), NotAState), party_id


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_typing_an_english_name_means_another_party(way: str) -> None:
    """Every English name of every party, typed in one way: the party itself, or no answer."""
    for party, text in spelt(frozenset(("en",))):
        typed = WAYS[way](text)
        answer = resolve(typed)
        if isinstance(answer, Resolved):
            assert answer.party == party or is_shared(text), (typed, answer)
        elif isinstance(answer, NotAState):
            assert is_shared(text), (typed, answer)


@pytest.mark.parametrize(
    "way",
    [
        "as it is",
        "small letters",
        "spaces around",
        "an article",
        "quotes",
        "letters and accents apart",
        "a footnote",
    ],
)
def test_a_name_is_known_however_it_is_set(way: str) -> None:
    """In these ways every name in every language is known, or settled by date."""
    for party, text in spelt():
        answer = resolve(WAYS[way](text))
        if not is_shared(text) and key(text) in tables().by_key:
            assert isinstance(answer, Resolved), (way, text, answer)
            assert answer.party == party, (way, text, answer)


@settings(max_examples=400)
@given(st.data())
def test_no_two_ways_at_once_mean_another_party(data: st.DataObject) -> None:
    """Any name in any language, typed in up to three ways at once: never another party."""
    party, text = data.draw(st.sampled_from(spelt()))
    typed = text
    if " in " in text:
        return  # "Embassy of the United Nations in Geneva" names no office at Geneva.
    for way in data.draw(st.lists(st.sampled_from(sorted(WAYS)), max_size=3)):
        typed = WAYS[way](typed)
    answer = resolve(typed)
    if isinstance(answer, Resolved) and not is_shared(text) and typed not in tables().by_code:
        assert answer.party == party, (typed, answer)


@settings(max_examples=300)
@given(st.text(st.characters(categories=("L",)), min_size=1, max_size=14))
def test_letters_at_random_mean_nothing(text: str) -> None:
    """A word is answered only where its folded form is a name or a code here."""
    answer = resolve(text)
    if not isinstance(answer, Unknown):
        folded = key(text)
        assert (
            folded in tables().by_key
            or exact_key(text) in tables().by_key
            or (folded.upper() in tables().by_code)
        ), answer


def stands_in(name: str, typed: str) -> bool:
    return set(key(name).split()) - {"and"} <= set(key(typed).split()) or exact_key(typed) in tables().by_key


@settings(max_examples=400)
@given(st.data())
def test_a_slip_of_one_letter_is_never_answered(data: st.DataObject) -> None:
    """Of a name with one letter changed, dropped or doubled only what still stands there is understood."""
    _, text = data.draw(st.sampled_from(spelt(frozenset(("en",)))))
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(["", text[place] * 2, "x", "q"]))
    typed = text[:place] + letter + text[place + 1 :]
    answer = resolve(typed)
    if isinstance(answer, Resolved):
        assert stands_in(answer.matched, typed), answer


@settings(max_examples=300)
@given(st.data())
def test_two_parties_in_one_text_are_never_taken_for_one(data: st.DataObject) -> None:
    """Of "A (B)", "A/B", "A and B" neither is chosen, unless one lies in the other or the whole is a name."""
    names = st.sampled_from(spelt(frozenset(("en",))))
    (one, first), (two, second) = data.draw(names), data.draw(names)
    form = data.draw(
        st.sampled_from(["{} ({})", "{}/{}", "{}, {}", "{} - {}", "{} or {}", "{}; {}", "{} and {}"])
    )
    typed = form.format(first, second)
    answer = resolve(typed)
    if one != two and isinstance(answer, Resolved) and not (is_shared(first) or is_shared(second)):
        beside = form in ("{} ({})", "{}, {}") and (belongs(one, two) or belongs(two, one))
        assert beside or is_known(typed), (typed, answer)


def belongs(territory: str, state: str) -> bool:
    party = registry.party(territory)
    return isinstance(party, Territory) and state in {host.state for host in party.hosts}


def is_known(typed: str) -> bool:
    bare = key(typed).split()
    return any(" ".join(bare[cut:] + bare[:cut]) in tables().by_key for cut in range(len(bare)))


@pytest.mark.parametrize(
    "form", ["Republic", "Kingdom", "Principality", "Sultanate", "Islamic Republic", "State"]
)
def test_a_form_of_government_that_a_party_has_not_is_no_name_of_it(form: str) -> None:
    """ "Kingdom of X" is X only where X is so called."""
    for party in registry.all_parties():
        typed = f"{form} of {party.name}"
        answer = resolve(typed)
        if isinstance(answer, Resolved) and not is_known(typed):
            assert set(words(form)) <= set(words(party.official)), (typed, answer)


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_any_text_has_one_of_four_answers(text: str) -> None:
    """No text is too strange; suggestions name a party once, and only parties that there are."""
    answer = resolve(text)
    assert isinstance(answer, Resolved | Ambiguous | NotAState | Unknown)
    if isinstance(answer, Unknown):
        parties = [party for party, _ in answer.suggestions]
        assert len(parties) == len(set(parties))
        assert set(parties) <= registry.ids()
    if isinstance(answer, Ambiguous):
        assert answer.parties == tuple(sorted(set(answer.parties)))


@cache
def shared_texts() -> tuple[str, ...]:
    return tuple(sorted(found for found, entry in tables().by_key.items() if isinstance(entry, Shared)))


@settings(max_examples=400)
@given(st.data())
def test_a_more_exact_date_never_adds_a_meaning(data: st.DataObject) -> None:
    """What a name may mean on a day, it may mean in that year; what is sure in a year is sure on its days."""
    text = data.draw(st.sampled_from(shared_texts()))
    entry = tables().by_key[text]
    assert isinstance(entry, Shared)
    turns = [day for spell in entry.spells for day in (spell.first, spell.last) if 500_000 < day < 740_000]
    near = st.sampled_from(turns or [700_000]).flatmap(lambda day: st.integers(day - 400, day + 400))
    day = date.fromordinal(data.draw(near))
    fine, coarse = resolve(text, day), resolve(text, PartialDate.parse(str(day.year)))
    if isinstance(coarse, Resolved | NotAState):
        assert fine == coarse
    elif isinstance(fine, Resolved):
        assert fine.party in coarse.parties  # type: ignore[union-attr]
    elif isinstance(fine, Ambiguous):
        assert set(fine.parties) <= set(coarse.parties)  # type: ignore[union-attr]


@settings(max_examples=300)
@given(st.data())
def test_a_date_changes_no_name_that_one_party_bears(data: st.DataObject) -> None:
    """A name that only one party ever bore means it at any date."""
    _, text = data.draw(st.sampled_from(spelt(frozenset(("en",)))))
    at = data.draw(st.dates(date(1820, 1, 1), date(2020, 12, 31)))
    if not is_shared(text):
        assert resolve(text, at) == resolve(text)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=30), st.sampled_from([text for _, text in spelt()])))
def test_folding_twice_changes_nothing(text: str) -> None:
    """The folded form of a name is its own folded form."""
    assert key(" ".join(words(text))) == key(text)
