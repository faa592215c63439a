solve declared/kojima-shindo
