check declared/cournot-five-firms
