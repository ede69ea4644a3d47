class Word:
    start: float
    end: float
    word: str
    probability: float

class Segment:
    start: float
    end: float
    text: str
    words: list[Word] | None
    avg_logprob: float
    compression_ratio: float
    no_speech_prob: float
