"""What a coach brings to a session: agenda, remarks and homework for each phase of the coaching."""
