"""The indicators that municipalities already follow; none is invented for AI."""
