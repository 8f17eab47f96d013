"""What a coached team owes and has done: pure functions of a workspace's facts and a day."""
