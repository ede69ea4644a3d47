# What Griffel uses of sqlcipher3 0.6, which ships without types.
