"""From files to a chronology: blocks, decoding, references, checks."""
