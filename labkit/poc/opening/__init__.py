"""How long a page takes from opening to the first picture, measured in a browser of this machine."""
