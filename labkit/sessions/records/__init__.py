"""What a frozen session leaves for others: a research-object crate, a bundle to hand over, and its check on the other side."""
