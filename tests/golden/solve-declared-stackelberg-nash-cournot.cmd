solve declared/stackelberg-nash-cournot
