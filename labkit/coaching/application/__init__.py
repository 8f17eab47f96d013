"""附件1–3 of the programme: the application, its form for people, its first check, its papers."""
