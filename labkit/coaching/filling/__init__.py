"""An agency's own template, filled at its {{placeholders}}: nothing else in the file is touched. Start reading at ``template``."""
