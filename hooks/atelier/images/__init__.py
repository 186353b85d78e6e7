"""Pictures of contributors: checked, and made anew for the site."""
