"""The forms that guided notebooks ask with: one file each; what is answered becomes the specification that a run replays."""
