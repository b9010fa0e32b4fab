"""Documents that leave the site: one description, then Word, PDF/UA, Excel or CSV."""
