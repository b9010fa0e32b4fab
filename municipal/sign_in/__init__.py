"""How a person proves who they are: passwords, codes, passkeys, one-time links, identity providers."""
