solve digital-twin/no-equilibrium
