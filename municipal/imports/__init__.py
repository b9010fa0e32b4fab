"""Files of suppliers and of public notices brought to the site: shown first, kept once agreed, taken back whole."""
