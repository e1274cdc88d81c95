"""How well extraction agrees with the gold, on releases that the rules were written with and on those held out."""
