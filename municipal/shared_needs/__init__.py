"""« Nous avons aussi ce besoin » : the needs that several cities have, and a person to talk to."""
