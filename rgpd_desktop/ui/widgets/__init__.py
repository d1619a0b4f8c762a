"""The small parts every page is made of: pills, cards, chips, headers, banners, fields. They show what they are given and read nothing."""
