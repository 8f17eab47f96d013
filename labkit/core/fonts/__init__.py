"""The Traditional Chinese font that every machine draws with, and the script that makes it."""
