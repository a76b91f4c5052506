"""The application: states, verbs, routing, inbox, event log."""
