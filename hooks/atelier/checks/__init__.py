"""What one file cannot know: the rules between the files of a catalogue."""
