"""The ways to sign, behind one interface (`dasar`)."""
