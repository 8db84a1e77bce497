"""Words: what a word is, which of them a dictionary finds, and how texts differ by them."""
