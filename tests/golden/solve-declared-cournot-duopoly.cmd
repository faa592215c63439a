solve declared/cournot-duopoly
