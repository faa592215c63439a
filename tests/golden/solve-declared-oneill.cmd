solve declared/oneill
