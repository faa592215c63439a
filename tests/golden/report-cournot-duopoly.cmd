report declared/cournot-duopoly --format json
