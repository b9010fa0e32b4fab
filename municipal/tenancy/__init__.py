"""The second net under tenants: no statement reaches a private table without saying whose rows it wants."""
