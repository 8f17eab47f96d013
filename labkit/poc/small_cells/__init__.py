"""Numbers that rest on too few records of people: withheld, with everything that would give them back."""
