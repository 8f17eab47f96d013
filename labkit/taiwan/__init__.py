"""What Taiwan's rules and habits say: ROC dates, check digits, variants, numerals. Changes by law; hence one folder."""
