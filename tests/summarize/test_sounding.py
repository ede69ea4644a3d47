"""Words by their sound: the same, one off, or with a neighbouring sound."""

from summarize.sounding import Sounds, sound

WORDS = Sounds(["koorts", "bloeddruk", "tintelingen", "duizelig", "pijn", "hernia"])


def test_spellings_of_one_sound_meet() -> None:
    for one, other in (("zus", "sus"), ("pijn", "pein"), ("hoesd", "hoest"), ("zien", "zijn")):
        assert (sound(one) == sound(other)) is (one != "zien")


def test_the_same_sound_is_found() -> None:
    assert WORDS.same("korts") == {"koorts"}
    assert WORDS.same("kaarts") == frozenset()


def test_one_sound_off_is_found_in_a_long_word_unless_it_is_the_first() -> None:
    assert WORDS.one_off("blodruk") == {"bloeddruk"}
    assert WORDS.one_off("mein") == WORDS.one_off("gloeddruk") == frozenset()


def test_a_neighbouring_sound_is_near_and_another_is_not() -> None:
    assert WORDS.near("goorts") == {"koorts": 1}
    assert WORDS.near("tuizelich") == {"duizelig": 1}
    assert WORDS.near("soorts") == {}


def test_two_sounds_off_is_near_only_in_a_long_word() -> None:
    assert WORDS.near("dintelinken") == {"tintelingen": 2}
    assert WORDS.near("bien") == {"pijn": 2} or WORDS.near("bien") == {}
    assert "pijn" not in WORDS.near("bien")
