"""What can go wrong while writing. Codes only: no word of the conversation in any of them."""


class WritingError(Exception):
    """Writing stopped. `code` finds the words for the user."""

    code = "summarize.failed"

    def __init__(self) -> None:
        super().__init__(self.code)


class NothingSaid(WritingError):
    """The transcript holds no speech, so there is nothing to write about."""

    code = "summarize.nothing_said"


class TemplateUnknown(WritingError):
    """There is no template of that kind in that language."""

    code = "summarize.template_unknown"


class TemplateBroken(WritingError):
    """A template file does not follow the form."""

    code = "summarize.template_broken"


class WriterUnknown(WritingError):
    """There is no writer of that name."""

    code = "summarize.writer_unknown"


class LineRefused(WritingError):
    """A writer offered a line without text, or citing a section or utterance that is not there."""

    code = "summarize.line_refused"


class CuesBroken(WritingError):
    """A file with cue words does not follow the form."""

    code = "summarize.cues_broken"


class VocabularyBroken(WritingError):
    """A word list does not follow the form."""

    code = "summarize.vocabulary_broken"


class PromptsBroken(WritingError):
    """A file with what a model is asked does not follow the form."""

    code = "summarize.prompts_broken"


class RuntimeMissing(WritingError):
    """What runs a language model is not installed."""

    code = "summarize.runtime_missing"


class ModelUnreadable(WritingError):
    """The folder holds no language model that can be loaded, or there is no memory for it."""

    code = "summarize.model_unreadable"


class AnswerBroken(WritingError):
    """The language model stopped, or answered in a form that was not asked for."""

    code = "summarize.answer_broken"


class ConversationTooLong(WritingError):
    """Something in the conversation is longer than the model can hold."""

    code = "summarize.conversation_too_long"
