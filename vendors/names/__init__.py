"""One enterprise under many spellings: what two names share, what sets them apart, and how sure one may be."""
