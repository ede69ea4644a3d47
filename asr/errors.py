"""What can go wrong while listening. Codes only: no file name, no text, no sound in any of them."""


class HearingError(Exception):
    """Listening stopped. `code` finds the words for the user."""

    code = "asr.failed"

    def __init__(self) -> None:
        super().__init__(self.code)


# --- the sound file


class AudioMissing(HearingError):
    """There is no file at that place."""

    code = "asr.audio_missing"


class AudioUnreadable(HearingError):
    """The file holds no sound that can be decoded."""

    code = "asr.audio_unreadable"


class AudioTooLong(HearingError):
    """The recording is longer than Griffel accepts, or claims to be."""

    code = "asr.audio_too_long"


class AudioTooManyChannels(HearingError):
    """More than two channels: who is on which cannot be known."""

    code = "asr.audio_too_many_channels"


class DecoderStopped(HearingError):
    """The decoder process used too much time or memory, or crashed on this file."""

    code = "asr.decoder_stopped"


# --- the microphone


class MicrophoneMissing(HearingError):
    """There is no microphone, or not the one that was asked for."""

    code = "asr.microphone_missing"


class SoundSystemMissing(HearingError):
    """The library that reads microphones is not on this machine."""

    code = "asr.sound_system_missing"


# --- the loudspeaker


class LoudspeakerMissing(HearingError):
    """There is no loudspeaker, or the one there is takes no sound."""

    code = "asr.loudspeaker_missing"


# --- the speech model


class SpeechModelUnusable(HearingError):
    """The folder is not a speech model that can be loaded."""

    code = "asr.speech_model_unusable"


class SpeechMemoryShort(HearingError):
    """Memory ran out while the speech model was loaded."""

    code = "asr.speech_memory_short"
