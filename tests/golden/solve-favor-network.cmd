solve favor/network
