"""選案: one year's selection, from the reviewers' sheets to the letters. Start reading at ``spec`` and ``room``."""
