"""What a proposal changes in a catalogue."""
