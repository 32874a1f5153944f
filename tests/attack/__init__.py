"""An attacker who knows what any reader knows, and no line of the method that is attacked.

``wire`` asks over HTTP; ``published``, ``embedded`` and ``live`` read what is told into ``facts``;
``programme`` and ``pages`` solve; ``targets`` says which counts nobody may learn. None of these
imports the program. ``projects`` makes up sessions, and ``corpora`` runs the real program on them.
``followed`` is told besides when each session came and went, which ``histories`` reads from proofs.
``leaving`` asks whether anything that leaves comes from sessions instead of publications.
"""
