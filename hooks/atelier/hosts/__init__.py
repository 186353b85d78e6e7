"""Where a catalogue is kept and proposals are made: GitHub, GitLab, Gitea, or a folder with a repository."""
