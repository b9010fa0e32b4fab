"""The words by which needs are understood, grown from those that found nothing."""
