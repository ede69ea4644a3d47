class SileroVADModel:
    session: object

def get_vad_model() -> SileroVADModel: ...
