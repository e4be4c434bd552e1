"""(placeholder until the cli branch is merged)"""
from msgspec import Struct

class Config(Struct, frozen=True):
    file: str = ""
    theme: str = ""
    keys: tuple[tuple[str, str], ...] = ()
