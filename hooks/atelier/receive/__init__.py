"""The service that takes what the form sends, without an account: `atelier receive`."""
