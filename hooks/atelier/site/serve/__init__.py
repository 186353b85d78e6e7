"""What is different while the site is served and edited."""
