solve favor/lognormal-above-fold
