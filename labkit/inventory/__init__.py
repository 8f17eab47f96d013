"""Floor 3: what files a team holds, and what stands in them."""
