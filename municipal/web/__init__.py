"""The kit that every page is made with: addresses, languages, forms, safety, speed."""
