"""What Whisper writes where nobody speaks, in another language or in a loop is held back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Block
from asr.hear import Heard, Hearer, Listening, needed_from
from asr.hearing import HeardSegment, HeardWord, Hearing
from asr.live import Live
from asr.sieve import Sifted, sift, sift_guess
from asr.speech import Floats
from asr.transcript import Language, Transcript
from asr.window import Span, Window
from tests.fakes import FakeListener, blocks, silence, voice

DUTCH: Mapping[str, float] = {"nl": 0.9, "en": 0.05, "de": 0.05}
ENGLISH: Mapping[str, float] = {"nl": 0.01, "en": 0.95, "de": 0.04}
UNCLEAR: Mapping[str, float] = {"nl": 0.2, "en": 0.4, "nn": 0.4}


def window(*speech: tuple[float, float]) -> Window:
    spans = tuple(Span(*span) for span in speech or ((0.0, 12.0),))
    kept = (Span(0.0, 20.0),)
    return Window(np.zeros(20 * SAMPLE_RATE, dtype=np.float32), kept=kept, speech=spans)


def segment(
    text: str,
    start: float = 0.0,
    *,
    no_speech: float = 0.1,
    likely: float = -0.4,
    compression: float = 1.2,
) -> HeardSegment:
    words = tuple(
        HeardWord(f" {word}", start + n, start + n + 1, 0.8) for n, word in enumerate(text.split())
    )
    return HeardSegment(words, no_speech, likely, compression)


def sifted(
    chances: Mapping[str, float],
    *segments: HeardSegment,
    where: Window | None = None,
    before: str = "",
) -> Sifted:
    hearing = Hearing(list(segments), 20.0, languages=lambda: chances)
    return sift(where or window(), hearing, "nl", before)


def text(one: Sifted) -> str:
    return "".join(w.text for s in one.hearing.segments for w in s.words).strip()


def test_what_is_said_passes_untouched() -> None:
    one = sifted(DUTCH, segment("Heeft u koorts?", no_speech=0.78, likely=-0.8))
    assert (text(one), one.held, one.spoken) == ("Heeft u koorts?", (), "nl")


def test_words_where_nobody_speaks_are_held_back_with_all_speech_of_the_window() -> None:
    one = sifted(UNCLEAR, segment("Muziek.", no_speech=0.8))
    (held,) = one.held
    assert text(one) == ""
    assert (held.reason, held.text, held.seconds, held.start, held.end) == (
        "no_speech",
        "Muziek.",
        12.0,
        0.0,
        12.0,
    )


@pytest.mark.parametrize(
    ("chances", "doubt", "likely", "held"),
    [
        (UNCLEAR, 0.8, -0.4, True),
        (UNCLEAR, 0.5, -0.4, False),  # Whisper hears somebody
        (DUTCH, 0.8, -0.4, False),  # and knows what language
        (DUTCH, 0.8, -1.1, True),  # but finds its own words unlikely
        ({"nl": 0.01, "ja": 0.4}, 0.4, -1.1, True),  # singing
        ({"nl": 0.01, "ja": 0.4}, 0.2, -1.1, False),  # a short turn
    ],
)
def test_one_sign_alone_holds_nothing_back(
    chances: Mapping[str, float], doubt: float, likely: float, held: bool
) -> None:
    one = sifted(chances, segment("Dank u wel.", no_speech=doubt, likely=likely))
    assert [h.reason for h in one.held] == (["no_speech"] if held else [])


def test_another_language_is_held_back_and_named() -> None:
    one = sifted(ENGLISH, segment("Kom binnen."))
    (held,) = one.held
    assert (held.reason, held.language, one.spoken) == ("language", "en", "en")
    assert text(one) == ""


def test_a_few_foreign_words_hold_nothing_back() -> None:
    one = sifted({"nl": 0.5, "en": 0.5}, segment("Het is een burn-out of low back pain."))
    assert one.held == ()


def test_of_little_speech_the_language_is_that_of_what_came_before() -> None:
    short = window((0.0, 2.0))
    german = {"nl": 0.01, "de": 0.9}
    assert sifted(german, segment("Dank u."), where=short).held == ()
    assert sifted(german, segment("Dank u."), where=short, before="nl").held == ()
    (held,) = sifted(german, segment("Danke."), where=short, before="de").held
    assert held.language == "de"
    assert sifted(DUTCH, segment("Dank u."), where=short, before="de").held == ()


def test_a_loop_is_held_back_with_the_speech_under_it() -> None:
    loop = segment("ja ja ja", 4.0, compression=3.0)
    one = sifted(DUTCH, segment("Goedemorgen."), loop)
    (held,) = one.held
    assert (text(one), held.reason, held.text) == ("Goedemorgen.", "loop", "ja ja ja")
    assert (held.start, held.end, held.seconds) == (4.0, 7.0, 3.0)


def test_a_word_that_nobody_can_say_is_a_loop() -> None:
    said = segment("De hydrochloorthiazidetabletten zijn op.", 4.0)
    loop = segment(f"En daarna van{'avd' * 20}", 8.0, compression=1.9)
    one = sifted(DUTCH, said, loop)
    assert text(one) == "De hydrochloorthiazidetabletten zijn op."
    assert [held.reason for held in one.held] == ["loop"]


def test_who_cannot_tell_the_language_holds_only_loops_back() -> None:
    plain = Hearing([segment("Muziek.", no_speech=0.9)], 20.0)
    assert sift(window(), plain, "nl").held == ()
    assert sifted({}, segment("Muziek.", no_speech=0.9)).held == ()


@dataclass
class Tongues(FakeListener):
    """Takes what it hears for one language after the other, and guesses the same."""

    spoken: tuple[Mapping[str, float], ...] = (DUTCH,)
    heard: list[float] = field(default_factory=list)

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        told = self.spoken[min(len(self.heard), len(self.spoken) - 1)]
        self.heard.append(len(sound) / SAMPLE_RATE)
        return replace(super().hear(sound, language, hotwords), languages=lambda: told)

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        told = self.spoken[min(len(self.heard), len(self.spoken) - 1)]
        return replace(super().hear(sound, language, hotwords), languages=lambda: told)


def heard(*spoken: Mapping[str, float], seconds: float = 60.0) -> Transcript:
    hearer = Hearer(1, Tongues(spoken=spoken), Listening("nl"))
    for block in blocks(voice(seconds)):
        list(hearer.take(block))
    list(hearer.finish())
    return hearer.transcript()


def test_a_conversation_in_another_language_gives_no_text_and_says_so() -> None:
    transcript = heard(ENGLISH)
    assert transcript.is_empty
    assert transcript.sounds_like == "en"
    assert transcript.held[0].text.startswith("Heeft u koorts?")
    covered = transcript.coverage
    assert covered.other_language == pytest.approx(covered.speech, abs=0.1)
    assert covered.skipped == pytest.approx(covered.speech, abs=0.1)


def test_a_part_in_another_language_is_held_back_and_the_rest_stays() -> None:
    transcript = heard(ENGLISH, DUTCH)
    assert transcript.sounds_like == ""
    assert transcript.coverage.other_language > 20
    assert len(transcript.held) == 1
    assert transcript.utterances
    assert heard(DUTCH).held == ()  # control


def test_nothing_of_another_language_is_shown_while_it_is_said() -> None:
    def shown(spoken: Mapping[str, float]) -> int:
        listener = Tongues(spoken=(spoken,))
        hearer = Hearer(1, listener, Listening("nl"))
        live, most = Live(hearer, listener), 0
        for block in blocks(voice(25)):
            for one in hearer.take(block):
                live.heard(one)
            live.guess()
            if hearer.seconds > 12:  # before that nobody can tell
                most = max(most, len(live.said[0]))
        return most

    assert shown(ENGLISH) == 0
    assert shown(DUTCH) > 0  # control


def test_who_goes_on_knows_what_was_held_back() -> None:
    sound = list(blocks(np.concatenate([voice(60), silence(1)])))
    first = Hearer(1, Tongues(spoken=(ENGLISH,)), Listening("nl"))
    told: list[Heard] = [one for block in sound[:40] for one in first.take(block)]
    second = Hearer(1, Tongues(spoken=(ENGLISH,)), Listening("nl"))
    halt = first.halt()
    whole = np.concatenate([block.samples for block in sound[:40]], axis=1)
    second.go_on(halt, told, [Block(whole[:, needed_from(halt) :])])
    assert second.spoken(0) == "en"
    for block in sound[40:]:
        list(second.take(block))
    list(second.finish())
    assert second.transcript() == heard_whole(sound)
    assert second.transcript().held


def heard_whole(sound: list[Block]) -> Transcript:
    hearer = Hearer(1, Tongues(spoken=(ENGLISH,)), Listening("nl"))
    for block in sound:
        list(hearer.take(block))
    list(hearer.finish())
    return hearer.transcript()


def test_what_was_held_back_is_erased_with_the_words() -> None:
    transcript = heard(ENGLISH)
    gone = transcript.without_words()
    assert (gone.held, gone.erased) == ((), True)
    assert gone.coverage == transcript.coverage
    with pytest.raises(ValueError, match="erased"):
        Transcript.model_validate({**dict(transcript), "erased": True})


@pytest.mark.parametrize(
    ("before", "doubt", "asked"),
    [("nl", 0.2, False), ("nl", 0.5, True), ("", 0.2, True), ("en", 0.2, True)],
)
def test_of_a_guess_it_is_asked_what_is_spoken_only_where_that_is_in_doubt(
    before: str, doubt: float, asked: bool
) -> None:
    questions: list[str] = []

    def chances() -> Mapping[str, float]:
        questions.append("")
        return DUTCH

    hearing = Hearing([segment("Heeft u koorts?", no_speech=doubt)], 20.0, languages=chances)
    one = sift_guess(window(), hearing, "nl", before)
    assert (bool(questions), one.spoken) == (asked, "nl")
    assert text(one) == "Heeft u koorts?"
