"""The kill harness: officers issue letters, kill -9 ends them at named points and at random instants, the system
recovers, and nothing may be lost, doubled, gapped or unverifiable (invariants I1 to I9).

In CI `tests/surat/test_kill.py` runs 600 kills on SQLite and 300 on PostgreSQL. The long run:

    KILL_RONDE=10000 .venv/bin/python -m pytest tests/surat/test_kill.py -k lost        # in three blocks
    .venv/bin/python -m tests.surat.mati --ronde 10000 --benih 7                        # one process, prints figures
    DATABASE_URL=postgres://… .venv/bin/python -m tests.surat.mati --ronde 10000        # an empty database
    .venv/bin/python -m tests.surat.mati --ronde 60 --tanam semua        # the planted bugs

The program is a process of its own, because `core.surat.titik` looks at UJI_TITIK once, when it is imported. It loads
everything once and forks for each kill: `panggung` sets the stage, `anak` forks and kills, `tanam` plants the bugs that
show that the harness can fail, `ronde` plays and judges.
"""
