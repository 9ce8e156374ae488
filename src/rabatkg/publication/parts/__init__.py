"""What a site is made of: each module here has a function `files(site)` that yields its files, made when asked for."""
