"""The checks after each step of a guided notebook: one file each, answered by 好, 請看 or 停 and one sentence."""
