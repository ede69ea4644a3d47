# The part of transformers that Griffel calls itself.
