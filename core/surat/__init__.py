"""The letter: number, freeze, sign, publish, verify."""
