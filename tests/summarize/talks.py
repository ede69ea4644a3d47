"""Short invented conversations for tests, written one turn a line: "c: Heeft u koorts?"."""

from asr.transcript import Coverage, Language, Speaker, Transcript, Utterance, UtteranceId

_SPEAKERS: dict[str, Speaker] = {
    "c": "clinician",
    "p": "patient",
    "o": "other",
    "a": "agent",
    "k": "customer",
}
NOTHING = Coverage(recorded=0, speech=0, transcribed=0, unsure=0, skipped=0)


def talk(text: str, language: Language = "nl") -> Transcript:
    """The conversation written in the lines of a text, numbered from 1."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return Transcript(
        language=language,
        utterances=tuple(
            Utterance(
                id=UtteranceId(number),
                speaker=_SPEAKERS[line[0]],
                start=number,
                end=number + 1,
                text=line[2:].strip(),
            )
            for number, line in enumerate(lines, start=1)
        ),
        coverage=Coverage(recorded=99, speech=99, transcribed=99, unsure=0, skipped=0),
    )


SILENCE = Transcript(language="nl", utterances=(), coverage=NOTHING)

VISIT = talk(
    """
    c: Goedemiddag, gaat u zitten. Waar kan ik u mee helpen?
    p: Ja, ik ben al twee weken aan het hoesten. Eh nee, drie weken.
    c: Heeft u koorts?
    p: Nee hoor. Zevenendertig twee vanmorgen, zelf gemeten.
    c: Bent u benauwd?
    p: Een beetje, bij traplopen.
    c: Rookt u?
    p: Ja, tien sigaretten per dag. Mijn vader had longkanker.
    c: Welke medicijnen gebruikt u?
    p: Metoprolol, vijftig milligram. En lisinopril, maar daar ben ik in mei mee gestopt.
    c: Dan ga ik even luisteren. Rechts onder hoor ik knisperen. De saturatie is zesennegentig.
    p: Is dat erg? We gaan zaterdag namelijk naar het strand met de hond.
    c: Ik denk dat het een longontsteking is, rechts.
    p: O jee.
    c: Ik schrijf amoxicilline voor, vijfhonderd milligram, drie keer per dag, vijf dagen.
    p: Goed.
    c: Krijgt u hoge koorts of wordt u benauwder, dan belt u meteen. Ik bel u over drie dagen.
    p: Dank u wel. Tot ziens.
    """
)

VISIT_EN = talk(
    """
    c: Good morning, what can I do for you?
    p: I've had a sore throat for five days, no wait, six days.
    c: Any fever?
    p: No.
    c: Are you allergic to anything?
    p: Penicillin, I get a rash.
    c: Let me have a look at your throat. The tonsils are red, no exudate. Temperature thirty seven.
    p: Is it bad?
    c: I think this is a viral throat infection.
    p: Right.
    c: Take paracetamol, one gram, four times a day. If you can't swallow, ring us straight away.
    p: Thanks.
    """,
    "en",
)

CALL = talk(
    """
    a: Goedemorgen, u spreekt met Karin van de klantenservice. Waarmee kan ik u helpen?
    k: Met De Boer. Ik heb een rekening gekregen van tweehonderd euro voor de fysiotherapeut.
    a: Mag ik uw relatienummer?
    k: Vier vier zeven een twee negen acht drie.
    a: En uw geboortedatum?
    k: Drie mei negentienzestig.
    a: U heeft aanvullend pakket Start. Daar zit fysiotherapie in tot negen behandelingen per jaar.
    k: Kan ik in termijnen betalen?
    a: Ja, dat kan, in vier termijnen van vijftig euro. Ik stuur u de bevestiging per mail.
    k: Fijn. En schrijf maar op in het systeem dat ik alles terugkrijg, haha.
    """
)
