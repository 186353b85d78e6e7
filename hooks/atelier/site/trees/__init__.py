"""The folders of a site on the disk: what is live, what is kept, who builds, and how they change places."""
