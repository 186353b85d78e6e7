"""What follows from a catalogue: sums, plans and relations, without HTML and without words."""
