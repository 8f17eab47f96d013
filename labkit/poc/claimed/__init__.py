"""What was said in public: its numbers read from words, and held against what the inputs give."""
